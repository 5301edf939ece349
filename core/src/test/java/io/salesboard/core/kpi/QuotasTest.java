package io.salesboard.core.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.core.time.WorkingTime;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuotasTest {
    private static final BusinessCalendar CALENDAR = new BusinessCalendar(ZoneId.of("Asia/Ho_Chi_Minh"));

    private final Map<String, Long> set = new HashMap<>();
    private final Map<Integer, BigDecimal> weights = new HashMap<>();

    private Long quota(WindowUnit unit, String start) {
        Window window = CALENDAR.window(unit, LocalDate.parse(start).toEpochDay());
        WorkingTime working = new WorkingTime(CALENDAR, weights, LocalTime.of(8, 0), LocalTime.of(22, 0));
        return new Quotas(window, working).of((u, s) -> set.get(u + " " + LocalDate.ofEpochDay(s)));
    }

    private void weigh(String day, String weight) {
        weights.put((int) LocalDate.parse(day).toEpochDay(), new BigDecimal(weight));
    }

    @Test
    void aQuotaForExactlyTheWindowWins() {
        set.put("MONTH 2026-10-01", 10L);
        set.put("QUARTER 2026-10-01", 100L);
        assertThat(quota(WindowUnit.QUARTER, "2026-10-01")).isEqualTo(100);
        assertThat(quota(WindowUnit.MONTH, "2026-10-01")).isEqualTo(10);
    }

    @Test
    void aQuarterAndAYearHaveTheSumOfTheirMonths() {
        set.put("MONTH 2026-10-01", 10L);
        set.put("MONTH 2026-12-01", 30L);
        set.put("MONTH 2027-01-01", 7L);
        assertThat(quota(WindowUnit.QUARTER, "2026-10-01")).isEqualTo(40);
        assertThat(quota(WindowUnit.YEAR, "2026-01-01")).isEqualTo(40);
        assertThat(quota(WindowUnit.QUARTER, "2026-07-01")).isNull();
    }

    @Test
    void aQuotaOfNothingIsNotNoQuota() {
        set.put("MONTH 2026-11-01", 0L);
        assertThat(quota(WindowUnit.MONTH, "2026-11-01")).isZero();
        assertThat(quota(WindowUnit.DAY, "2026-11-05")).isZero();
        assertThat(quota(WindowUnit.MONTH, "2026-10-01")).isNull();
        assertThat(quota(WindowUnit.DAY, "2026-10-05")).isNull();
    }

    @Test
    void aDayHasItsShareByWorkingWeight() {
        set.put("MONTH 2026-11-01", 285L);
        weigh("2026-11-02", "0");
        weigh("2026-11-07", "0.5");
        assertThat(quota(WindowUnit.DAY, "2026-11-01")).isEqualTo(10);
        assertThat(quota(WindowUnit.DAY, "2026-11-02")).isZero();
        assertThat(quota(WindowUnit.DAY, "2026-11-07")).isEqualTo(5);
    }

    @Test
    void theDaysOfAMonthAddUpToItsQuota() {
        Random random = new Random(5);
        for (int n = 0; n < 100; n++) {
            long month = random.nextInt(2_000_000_000);
            set.put("MONTH 2026-11-01", month);
            for (int day = 1; day <= 30; day++) {
                weigh(String.format("2026-11-%02d", day), "0." + random.nextInt(1000) + "1");
            }
            long sum = 0;
            for (LocalDate day = LocalDate.parse("2026-11-01"); day.getMonthValue() == 11; day = day.plusDays(1)) {
                sum += quota(WindowUnit.DAY, day.toString());
            }
            assertThat(sum).isEqualTo(month);
        }
    }

    @Test
    void aWeekAcrossTwoMonthsHasTheDaysOfBoth() {
        set.put("MONTH 2026-11-01", 300L);
        set.put("MONTH 2026-12-01", 620L);
        // Monday 30 November, then six days of December
        assertThat(quota(WindowUnit.WEEK, "2026-11-30")).isEqualTo(10 + 6 * 20);
        set.remove("MONTH 2026-12-01");
        assertThat(quota(WindowUnit.WEEK, "2026-11-30")).isEqualTo(10);
    }

    @Test
    void hoursAndNowHaveNone() {
        set.put("MONTH 2026-11-01", 300L);
        assertThat(new Quotas(CALENDAR.window(WindowUnit.MONTH, 0), null).of((u, s) -> null))
                .isNull();
    }
}
