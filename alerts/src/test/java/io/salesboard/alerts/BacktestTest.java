package io.salesboard.alerts;

import static io.salesboard.core.model.Measure.NET;
import static io.salesboard.core.model.Measure.ORDERS;
import static io.salesboard.core.model.Scope.REP;
import static io.salesboard.core.time.WindowUnit.DAY;
import static io.salesboard.core.time.WindowUnit.MONTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.figures.Told;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** It is 23 November 2026. */
class BacktestTest {
    private final Told told = new Told().rep("an", "Nguyễn Văn An");

    private void sold(String day, long net) {
        told.cell(REP, "an", DAY, day, Map.of(NET, net, ORDERS, 1L));
    }

    private List<String> test(String fields, String from) {
        told.frame();
        Rule rule = RuleFile.parse("alerts.yml", "rules:\n  - {rule: r, vi: x, scope: rep, " + fields + "}\n")
                .of("r");
        return new Backtest(told.store.state(), Told.business("VND"), rule)
                .since(LocalDate.parse(from)).stream()
                        .map(one -> one.name() + " " + one.from() + " – " + one.to() + " " + one.vi())
                        .toList();
    }

    @Test
    void saysOnWhichDaysADaysFigureWasBeyondTheLimit() {
        sold("2026-11-10", 500);
        sold("2026-11-12", 90);
        sold("2026-11-13", 700);

        assertThat(test("kpi: K01.net, window: day, above: 400", "2026-11-09"))
                .containsExactly(
                        "Nguyễn Văn An 2026-11-10 – 2026-11-11 Doanh thu thuần ngày 10/11: 500 ₫, trên ngưỡng 400 ₫",
                        "Nguyễn Văn An 2026-11-13 – 2026-11-14 Doanh thu thuần ngày 13/11: 700 ₫, trên ngưỡng 400 ₫");
    }

    @Test
    void countsNothingThatIsDatedLaterInAWindowThatHasGoneOn() {
        sold("2026-11-10", 300);
        sold("2026-11-12", 300);
        sold("2026-11-20", -500);
        told.cell(REP, "an", MONTH, "2026-11-01", Map.of(NET, 100L, ORDERS, 3L));

        assertThat(test("kpi: K01.net, window: month, above: 400, clear: 200", "2026-11-01"))
                .containsExactly(
                        "Nguyễn Văn An 2026-11-12 – 2026-11-20 Doanh thu thuần tháng 11/2026: 600 ₫, trên ngưỡng 400 ₫");
    }

    @Test
    void whatWouldStillFireHasNoEndAndAPeriodEndsWhatItRaised() {
        told.cell(REP, "an", MONTH, "2026-10-01", Map.of(NET, 500L, ORDERS, 1L));
        sold("2026-10-30", 500);
        sold("2026-11-22", 600);

        assertThat(test("kpi: K01.net, window: month, above: 400", "2026-10-28"))
                .containsExactly(
                        "Nguyễn Văn An 2026-10-30 – 2026-11-01 Doanh thu thuần tháng 10/2026: 500 ₫, trên ngưỡng 400 ₫",
                        "Nguyễn Văn An 2026-11-22 – null Doanh thu thuần tháng 11/2026: 600 ₫, trên ngưỡng 400 ₫");
    }

    @Test
    void aChangeComparesAsManyDaysOfBothPeriods() {
        sold("2026-10-02", 100);
        sold("2026-10-25", 900);
        sold("2026-11-02", 60);
        sold("2026-11-05", 40);

        assertThat(test("compare: change, kpi: K01.net, window: month, below: -30 %", "2026-11-01"))
                .containsExactly(
                        "Nguyễn Văn An 2026-11-02 – 2026-11-05 Doanh thu thuần tháng 11/2026 so với cùng kỳ trước: −40 %,"
                                + " dưới ngưỡng −30 %");
    }

    @Test
    void whatMustLastForDaysIsRaisedOnlyThen() {
        sold("2026-11-10", 500);
        sold("2026-11-11", 500);
        sold("2026-11-12", 500);
        sold("2026-11-15", 500);

        assertThat(test("kpi: K01.net, window: week, above: 400, for: 2 d", "2026-11-09"))
                .containsExactly(
                        "Nguyễn Văn An 2026-11-12 – 2026-11-16 Doanh thu thuần tuần 46: 1.500 ₫, trên ngưỡng 400 ₫");
    }

    @Test
    void saysWhatItCannotTest() {
        told.frame();
        assertThatThrownBy(() -> test("compare: no-sale, above: 45 m", "2026-11-01"))
                .hasMessageContaining("'r' looks at single sales, of which there is no history");
        assertThatThrownBy(() -> test("kpi: K14.unpaid, window: now, above: 1", "2026-11-01"))
                .hasMessageContaining("a figure of 'now', which has no history");
        assertThatThrownBy(() -> test("compare: change, kpi: K01.net, window: day, below: -1", "2026-11-01"))
                .hasMessageContaining("compares hours of two days");
        assertThatThrownBy(() -> test("kpi: K01.net, window: day, above: 1", "2026-11-23"))
                .hasMessage("'from' = 2026-11-23 is not before today, 2026-11-23");
        assertThatThrownBy(() -> test("kpi: K01.net, window: day, above: 1", "2020-11-23"))
                .hasMessageContaining(
                        "needs days from 2020-11-23 on, which are not kept any more; days go back to 2023-11-19");
    }

    @Test
    void aRuleForWorkingHoursIsNotRaisedOnAHoliday() {
        sold("2026-11-10", 500);
        sold("2026-11-12", 500);
        told.weight("2026-11-12", "0");

        assertThat(test("kpi: K01.net, window: day, above: 400, working-hours: true", "2026-11-09"))
                .singleElement()
                .asString()
                .contains("2026-11-10 – 2026-11-11");
    }
}
