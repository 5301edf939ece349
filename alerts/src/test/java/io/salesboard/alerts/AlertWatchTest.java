package io.salesboard.alerts;

import static io.salesboard.core.model.Measure.NET;
import static io.salesboard.core.model.Measure.ORDERS;
import static io.salesboard.core.model.Scope.REP;
import static io.salesboard.core.time.WindowUnit.DAY;
import static io.salesboard.core.time.WindowUnit.MONTH;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.alerts.AlertWatch.Said;
import io.salesboard.figures.Reading;
import io.salesboard.figures.Told;
import io.salesboard.schemas.Alert;
import io.salesboard.schemas.AlertState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertWatchTest {
    private static final String BELOW = rule("kpi: K01.net, scope: rep, window: day, below: 100, clear: 120");
    private static final String ABOVE = rule("kpi: K01.net, scope: rep, window: day, above: 100, clear: 80");

    private final Told told = new Told()
            .at(Told.local("2026-11-23T07:00"))
            .rep("an", "Nguyễn Văn An")
            .assigned("an", "SG", "NAM", "2020-01-01");
    private AlertWatch watch = new AlertWatch(List.of());
    private Rules rules = Rules.NONE;

    private static String rule(String fields) {
        return "rules:\n  - {rule: r, vi: doanh thu lạ, en: odd revenue, action-vi: xem lại, action-en: look, " + fields
                + "}\n";
    }

    private AlertWatchTest ruled(String text) {
        rules = RuleFile.parse("alerts.yml", text);
        assertThat(rules.refused()).isEmpty();
        return this;
    }

    /** What is said when the net revenue of An's day is so at a time. */
    private List<Alert> at(String time, long net) {
        told.at(Told.local("2026-11-23T" + time));
        return judged(net);
    }

    private List<Alert> judged(long net) {
        told.cell(REP, "an", DAY, "2026-11-23", Map.of(NET, net, ORDERS, 1L));
        return frame();
    }

    private List<Alert> frame() {
        told.frame();
        Reading reading = Reading.of(told.store.state(), Told.business("VND"));
        return watch.judge(reading, rules).stream().map(Said::alert).toList();
    }

    private static Alert only(List<Alert> said) {
        assertThat(said).hasSize(1);
        return said.get(0);
    }

    @Test
    void isSilentWhileTheFigureIsWithinTheLimit() {
        ruled(BELOW);

        assertThat(at("09:00", 100)).isEmpty();
        assertThat(at("10:00", 100_000)).isEmpty();
    }

    @Test
    void isRaisedOnceWithFigureThresholdSinceCauseAndAction() {
        ruled(BELOW);
        told.deal("an", "1233", "2026-11-23T08:10", 99);

        Alert alert = only(at("09:00", 99));

        assertThat(alert.getState()).isEqualTo(AlertState.FIRING);
        assertThat(alert.getId())
                .isEqualTo("r/rep/an/" + Told.local("2026-11-23T09:00").toEpochMilli());
        assertThat(alert.getVi().getTitle()).isEqualTo("Nguyễn Văn An: doanh thu lạ");
        assertThat(alert.getVi().getFigure())
                .isEqualTo("Doanh thu thuần ngày 23/11: 99 ₫, dưới ngưỡng 100 ₫, từ 09:00 23/11");
        assertThat(alert.getVi().getCause()).isEqualTo("đơn gần nhất #1233 lúc 08:10 23/11, 99 ₫");
        assertThat(alert.getVi().getAction()).isEqualTo("xem lại");
        assertThat(alert.getEn().getFigure())
                .isEqualTo("Net revenue 23 November: ₫99, below ₫100, since 09:00 on 23 Nov");
        assertThat(alert.getEn().getCause()).isEqualTo("last order #1233 at 08:10 on 23 Nov, ₫99");
        assertThat(at("09:01", 98)).isEmpty();
        assertThat(at("09:02", 119)).isEmpty();
        assertThat(at("09:03", 99)).isEmpty();
    }

    @Test
    void isResolvedOnceTheFigureIsBehindTheLimitThatClearsIt() {
        ruled(BELOW);
        at("09:00", 99);

        Alert over = only(at("09:30", 120));

        assertThat(over.getState()).isEqualTo(AlertState.RESOLVED);
        assertThat(over.getVi().getEnd()).isEqualTo("Hết lúc 09:30 23/11: 120 ₫");
        assertThat(over.getEn().getEnd()).isEqualTo("Over at 09:30 on 23 Nov: ₫120");
        assertThat(at("09:31", 130)).isEmpty();
    }

    @Test
    void waitsForAsLongAsTheRuleAsksAndBeginsAnewAfterABreak() {
        ruled(rule("kpi: K01.net, scope: rep, window: day, below: 100, for: 10 m"));

        assertThat(at("09:00", 99)).isEmpty();
        assertThat(at("09:09", 99)).isEmpty();
        assertThat(at("09:09:30", 100)).isEmpty();
        assertThat(at("09:11", 99)).isEmpty();
        assertThat(at("09:20", 99)).isEmpty();
        Alert alert = only(at("09:21", 98));
        assertThat(alert.getVi().getFigure()).contains("98 ₫").endsWith("từ 09:11 23/11");
    }

    @Test
    void isWithdrawnWhenACorrectionOfWhatIsDatedBeforeTookTheCauseAway() {
        ruled(ABOVE);
        at("10:00", 500);

        told.at(Told.local("2026-11-23T10:04"))
                .statusChanged(
                        "an", "1234", "2026-11-23T09:55", "cancelled", REP, "an", Map.of(NET, -450L, ORDERS, -1L));
        Alert over = only(judged(50));

        assertThat(over.getState()).isEqualTo(AlertState.WITHDRAWN);
        assertThat(over.getVi().getEnd()).isEqualTo("Rút lại: sửa dữ liệu lúc 10:04 23/11: đơn #1234 hủy");
        assertThat(over.getEn().getEnd())
                .isEqualTo("Withdrawn: data corrected at 10:04 on 23 Nov: order #1234 cancelled");
    }

    @Test
    void isResolvedWhenItWouldHaveEndedWithoutTheCorrectionToo() {
        ruled(ABOVE);
        at("10:00", 500);

        told.at(Told.local("2026-11-23T10:04"))
                .statusChanged("an", "1234", "2026-11-23T09:55", "cancelled", REP, "an", Map.of(NET, -5L, ORDERS, -1L));
        Alert over = only(judged(50));

        assertThat(over.getState()).isEqualTo(AlertState.RESOLVED);
    }

    @Test
    void whatCameAfterTheAlertAndWentAgainCorrectsNothingOfIt() {
        ruled(ABOVE);
        at("10:00", 500);

        told.at(Told.local("2026-11-23T10:04"))
                .statusChanged("an", "1235", "2026-11-23T10:02", "cancelled", REP, "an", Map.of(NET, -450L));
        assertThat(only(judged(50)).getState()).isEqualTo(AlertState.RESOLVED);
    }

    @Test
    void namesTheCorrectionThatRaisedIt() {
        ruled(BELOW);
        at("10:00", 500);

        told.at(Told.local("2026-11-23T10:04"))
                .statusChanged("an", "1234", "2026-11-23T09:55", "cancelled", REP, "an", Map.of(NET, -450L));
        assertThat(only(judged(50)).getVi().getCause()).isEqualTo("sửa dữ liệu lúc 10:04 23/11: đơn #1234 hủy");
    }

    @Test
    void aCorrectionOfAnotherRepIsNoCause() {
        ruled(BELOW);
        at("10:00", 500);

        told.at(Told.local("2026-11-23T10:04"))
                .statusChanged("binh", "1234", "2026-11-23T09:55", "cancelled", REP, "binh", Map.of(NET, -450L));
        assertThat(only(judged(50)).getVi().getCause()).isEqualTo("không có đơn nào gần đây");
    }

    @Test
    void goesOnAfterARestartWithoutRepeating() {
        ruled(BELOW);
        at("09:00", 99);
        List<Alert> memory = watch.memory();

        watch = new AlertWatch(memory);

        assertThat(at("09:01", 99)).isEmpty();
        assertThat(only(at("09:02", 500)).getState()).isEqualTo(AlertState.RESOLVED);
    }

    @Test
    void whatIsPendingGoesOnWaitingAfterARestart() {
        ruled(rule("kpi: K01.net, scope: rep, window: day, below: 100, for: 10 m"));
        at("09:00", 99);

        watch = new AlertWatch(watch.memory());

        assertThat(only(at("09:10", 99)).getState()).isEqualTo(AlertState.FIRING);
    }

    @Test
    void endsWithItsPeriod() {
        ruled(BELOW);
        at("09:00", 99);

        told.at(Told.local("2026-11-24T00:00:01"));
        List<Alert> said = frame();

        assertThat(said).hasSize(2); // the new day begins with nothing sold
        assertThat(said.get(0).getVi().getEnd()).isEqualTo("Hết kỳ");
        assertThat(said.get(1).getVi().getFigure()).startsWith("Doanh thu thuần ngày 24/11: 0 ₫");
    }

    @Test
    void endsWithItsRule() {
        ruled(BELOW);
        at("09:00", 99);
        rules = Rules.NONE;

        assertThat(only(at("09:01", 99)).getVi().getEnd()).isEqualTo("Hết lúc 09:01 23/11: quy tắc không còn hiệu lực");
    }

    @Test
    void isNotRaisedOutsideWorkingHoursWhereTheRuleSaysSo() {
        ruled(rule("kpi: K01.net, scope: rep, window: day, below: 100, working-hours: true"));

        assertThat(at("07:59", 99)).isEmpty();
        assertThat(at("08:00", 99)).hasSize(1);
        assertThat(at("22:30", 100)).hasSize(1); // it ends at any time
        assertThat(at("22:31", 99)).isEmpty();
    }

    @Test
    void aRepWhoLeftRaisesNothing() {
        ruled(BELOW);
        told.entity("rep", "an", Map.of("rep_id", "an", "name", "An", "active", "false"));

        assertThat(at("09:00", 99)).isEmpty();
    }

    @Test
    void aFigureThatIsNoneRaisesNothing() {
        ruled(rule("kpi: K51.attainment, scope: rep, window: month, below: 100 %"));
        assertThat(at("09:00", 99)).isEmpty();

        told.quota(REP, "an", MONTH, "2026-11-01", 1000);
        told.cell(REP, "an", MONTH, "2026-11-01", Map.of(NET, 713L, ORDERS, 1L));
        assertThat(only(at("09:01", 99)).getVi().getFigure())
                .isEqualTo("% hoàn thành tháng 11/2026: 71,3 %, dưới ngưỡng 100 %, từ 09:01 23/11");
    }

    @Test
    void anEndedAlertIsForgottenAfterFiveWeeks() {
        ruled(BELOW);
        at("09:00", 99);
        Alert over = only(at("09:01", 500));
        rules = Rules.NONE;

        told.at(Told.local("2026-12-28T09:01:01"));
        told.frame();
        List<Said> said = watch.judge(Reading.of(told.store.state(), Told.business("VND")), rules);

        assertThat(said).containsExactly(new Said(over.getId(), null));
        assertThat(watch.known()).isEmpty();
    }

    @Test
    void isNotRaisedBeforeEnoughOfTheWindowHasPassed() {
        ruled(rule("kpi: K01.net, scope: rep, window: day, below: 100, after: 50 %"));

        assertThat(at("14:59", 99)).isEmpty();
        assertThat(at("15:00", 99)).hasSize(1);
    }

    @Test
    void namesTheCorrectionAlsoWhenItsFrameWasNotTheOneThatWasJudged() {
        ruled(BELOW);
        at("10:00", 500);

        told.at(Told.local("2026-11-23T10:04"))
                .statusChanged("an", "1234", "2026-11-23T09:55", "cancelled", REP, "an", Map.of(NET, -450L))
                .frame();
        assertThat(only(at("10:05", 50)).getVi().getCause()).isEqualTo("sửa dữ liệu lúc 10:04 23/11: đơn #1234 hủy");
    }

    @Test
    void whatALoadBroughtIsNoMistakeOfAnAlertThatWasRaisedBefore() {
        ruled(ABOVE);
        at("10:00", 500);

        told.at(Told.local("2026-11-23T10:04"))
                .statusChanged("an", "1234", "2026-11-23T09:55", "cancelled", REP, "an", Map.of(NET, -450L));
        watch.loadedUntil(told.version());
        assertThat(only(judged(50)).getState()).isEqualTo(AlertState.RESOLVED);
    }

    @Test
    void aStoreThatIsSilentOverNightIsSaidOnce() {
        ruled(
                "rules:\n  - {rule: r, vi: im, compare: no-sale, scope: rep, above: 90 m, clear: 15 m, working-hours: true}\n");
        told.deal("an", "1", "2026-11-23T19:00", 5);
        told.at(Told.local("2026-11-23T20:31"));
        assertThat(frame()).hasSize(1);

        told.at(Told.local("2026-11-24T00:01"));
        assertThat(frame()).isEmpty();
        told.at(Told.local("2026-11-24T08:00")).noDeals("an");
        assertThat(frame()).isEmpty();
        told.at(Told.local("2026-11-24T09:00")).deal("an", "2", "2026-11-24T09:00", 5);
        assertThat(only(frame()).getVi().getEnd()).isEqualTo("Hết lúc 09:00 24/11: 0 phút");
    }

    @Test
    void aWonDealIsToldOnceOverARestartThatForgotItAndOnceItsAmountIsThere() {
        ruled("rules:\n  - {rule: won, vi: chốt, compare: won-deal, above: 10}\n");
        told.at(Told.local("2026-11-23T09:00"));
        assertThat(frame()).isEmpty();

        told.at(Told.local("2026-11-23T09:10")).won("an", "77", "2026-11-23T09:10", 0);
        List<Alert> before = watch.memory();
        assertThat(frame()).isEmpty();
        told.at(Told.local("2026-11-23T09:11")).won("an", "77", "2026-11-23T09:10", 500);
        Alert message = only(frame());
        assertThat(message.getVi().getFigure()).isEqualTo("Cơ hội #77 lúc 09:10 23/11, 500 ₫");

        List<Alert> remembered = new java.util.ArrayList<>(before);
        remembered.add(message); // as the topic has it
        watch = new AlertWatch(remembered);
        told.at(Told.local("2026-11-23T09:12"));
        assertThat(frame()).isEmpty();
    }
}
