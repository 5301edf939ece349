package io.salesboard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VietnamCalendarTest {
    private final VietnamCalendar calendar = new VietnamCalendar(2024, 2030);

    @ParameterizedTest
    @CsvSource({
        "2026-11-23, 10, an ordinary Monday",
        "2026-11-21, 5, Saturdays are half days",
        "2026-11-22, 0, Sundays are free",
        "2026-02-16, 0, the eve of the lunar new year",
        "2026-02-20, 0, the third day of the lunar new year",
        "2026-02-23, 10, work has begun again",
        "2026-04-26, 0, Hùng Kings fall on a Sunday",
        "2026-04-27, 0, so the Monday after is free",
        "2026-04-30, 0, Reunification",
        "2026-09-02, 0, National Day",
        "2026-08-31, 0, a bridge day",
        "2026-08-22, 10, worked on a Saturday instead",
        "2030-02-02, 0, Vietnam's new year is a day before China's",
    })
    void daysWeighWhatPeopleWork(LocalDate day, int tenths, String why) {
        assertThat(calendar.weightInTenths(day)).as(why).isEqualTo(tenths);
    }

    @Test
    void theCounterSellsMostBeforeTheLunarNewYearAndNearlyNothingOnIt() {
        double ordinary = calendar.counterFactor(LocalDate.of(2026, 3, 24));
        assertThat(calendar.counterFactor(LocalDate.of(2026, 2, 10))).isGreaterThan(1.4 * ordinary);
        assertThat(calendar.counterFactor(LocalDate.of(2026, 2, 17))).isLessThan(0.1 * ordinary);
    }
}
