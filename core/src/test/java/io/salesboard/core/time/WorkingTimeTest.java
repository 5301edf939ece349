package io.salesboard.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkingTimeTest {
    private static final BusinessCalendar CALENDAR = new BusinessCalendar(ZoneId.of("Asia/Ho_Chi_Minh"));
    /** November 2026 with a holiday on the 2nd and half a day on the 7th. */
    private static final WorkingTime WORKING = new WorkingTime(
            CALENDAR,
            Map.of(day("2026-11-02"), BigDecimal.ZERO, day("2026-11-07"), new BigDecimal("0.5000")),
            LocalTime.of(8, 0),
            LocalTime.of(22, 0));

    private static final Window NOVEMBER = CALENDAR.windowOf(WindowUnit.MONTH, local("2026-11-15T12:00"));

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    private static Instant local(String time) {
        return Instant.parse(time + ":00Z").minusSeconds(7 * 3600);
    }

    @Test
    void aMonthHasItsDaysLessTheHolidays() {
        assertThat(WORKING.total(NOVEMBER)).isEqualByComparingTo("28.5");
    }

    @Test
    void nothingHasPassedOfAMonthToComeAndAllOfOneThatIsOver() {
        assertThat(WORKING.elapsed(NOVEMBER, local("2026-10-31T23:59"))).isZero();
        assertThat(WORKING.elapsed(NOVEMBER, local("2026-12-01T00:00"))).isEqualByComparingTo("28.5");
    }

    @Test
    void theDayPassesBetweenOpeningAndClosing() {
        assertThat(WORKING.elapsed(NOVEMBER, local("2026-11-01T07:59"))).isZero();
        assertThat(WORKING.elapsed(NOVEMBER, local("2026-11-01T15:00"))).isEqualByComparingTo("0.5");
        assertThat(WORKING.elapsed(NOVEMBER, local("2026-11-01T22:00"))).isEqualByComparingTo("1");
        assertThat(WORKING.elapsed(NOVEMBER, local("2026-11-01T23:30"))).isEqualByComparingTo("1");
        assertThat(WORKING.elapsed(NOVEMBER, local("2026-11-03T09:00"))).isEqualByComparingTo("1.071429");
    }

    @Test
    void aHolidayDoesNotPassAndHalfADayPassesByHalf() {
        assertThat(WORKING.elapsed(NOVEMBER, local("2026-11-02T15:00"))).isEqualByComparingTo("1");
        assertThat(WORKING.elapsed(NOVEMBER, local("2026-11-07T15:00"))).isEqualByComparingTo("5.25");
    }

    @Test
    void aDayThatClosesBeforeItOpensIsRefused() {
        assertThatThrownBy(() -> new WorkingTime(CALENDAR, Map.of(), LocalTime.of(9, 0), LocalTime.of(9, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("09:00");
    }
}
