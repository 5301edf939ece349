package io.salesboard.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Windows at the edges of days, weeks, quarters and zones. */
class BusinessCalendarTest {
    private static final BusinessCalendar SAIGON = in("Asia/Ho_Chi_Minh");
    private final Locale locale = Locale.getDefault();

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(locale);
    }

    private static BusinessCalendar in(String zone) {
        return new BusinessCalendar(ZoneId.of(zone));
    }

    private static LocalDate startOf(WindowUnit unit, String day) {
        return LocalDate.ofEpochDay(
                BusinessCalendar.startOf(unit, (int) LocalDate.parse(day).toEpochDay()));
    }

    private static Instant at(String instant) {
        return Instant.parse(instant);
    }

    @Test
    void theDayChangesAtMidnightOfTheBusiness() {
        assertThat(SAIGON.dayOf(at("2026-11-22T16:59:59.999Z")))
                .isEqualTo((int) LocalDate.parse("2026-11-22").toEpochDay());
        assertThat(SAIGON.dayOf(at("2026-11-22T17:00:00Z")))
                .isEqualTo((int) LocalDate.parse("2026-11-23").toEpochDay());
        assertThat(SAIGON.dayOf(at("1969-12-31T10:00:00Z"))).isEqualTo(-1);
    }

    @Test
    void weeksStartOnMondayWhateverTheLocale() {
        for (Locale other : new Locale[] {Locale.US, Locale.forLanguageTag("vi-VN"), Locale.forLanguageTag("ar-EG")}) {
            Locale.setDefault(other);
            assertThat(startOf(WindowUnit.WEEK, "2026-11-22")).isEqualTo("2026-11-16");
            assertThat(startOf(WindowUnit.WEEK, "2026-11-23")).isEqualTo("2026-11-23");
            assertThat(startOf(WindowUnit.WEEK, "2027-01-01")).isEqualTo("2026-12-28");
            assertThat(startOf(WindowUnit.WEEK, "1969-12-30")).isEqualTo("1969-12-29");
        }
    }

    @Test
    void monthsQuartersAndYearsStartOnTheirFirst() {
        assertThat(startOf(WindowUnit.MONTH, "2024-02-29")).isEqualTo("2024-02-01");
        assertThat(startOf(WindowUnit.QUARTER, "2026-12-31")).isEqualTo("2026-10-01");
        assertThat(startOf(WindowUnit.QUARTER, "2026-04-01")).isEqualTo("2026-04-01");
        assertThat(startOf(WindowUnit.YEAR, "2026-12-31")).isEqualTo("2026-01-01");
        assertThat(BusinessCalendar.startOf(WindowUnit.NOW, 20_000)).isZero();
        assertThatThrownBy(() -> BusinessCalendar.startOf(WindowUnit.HOUR, 20_000))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyDayIsInTheWindowItIsPutInto() {
        for (int day = -800; day < 30_000; day += 7) {
            for (WindowUnit unit : WindowUnit.values()) {
                if (unit != WindowUnit.HOUR && unit != WindowUnit.NOW) {
                    LocalDate start = LocalDate.ofEpochDay(BusinessCalendar.startOf(unit, day));
                    LocalDate end = BusinessCalendar.endOf(unit, start);
                    assertThat(LocalDate.ofEpochDay(day))
                            .isAfterOrEqualTo(start)
                            .isBefore(end);
                    if (unit.part() != null) {
                        long[] parts = BusinessCalendar.partsOf(unit, start.toEpochDay());
                        assertThat(parts)
                                .startsWith(start.toEpochDay())
                                .contains(BusinessCalendar.startOf(unit.part(), day))
                                .hasSize(unit == WindowUnit.WEEK ? 7 : unit == WindowUnit.QUARTER ? 3 : 12);
                    }
                }
            }
            LocalDate date = LocalDate.ofEpochDay(day);
            assertThat(LocalDate.ofEpochDay(BusinessCalendar.startOf(WindowUnit.QUARTER, day))
                            .get(IsoFields.QUARTER_OF_YEAR))
                    .isEqualTo(date.get(IsoFields.QUARTER_OF_YEAR));
        }
    }

    @Test
    void aWindowEndsWhereTheNextBegins() {
        Window november = SAIGON.windowOf(WindowUnit.MONTH, at("2026-11-23T03:00:00Z"));
        assertThat(november.from()).isEqualTo("2026-10-31T17:00:00Z");
        assertThat(november.to()).isEqualTo("2026-11-30T17:00:00Z");
        assertThat(SAIGON.windowOf(WindowUnit.MONTH, november.to()).from()).isEqualTo(november.to());
        assertThat(SAIGON.previous(november).from()).isEqualTo("2026-09-30T17:00:00Z");
        Window now = SAIGON.windowOf(WindowUnit.NOW, at("2026-11-23T03:00:00Z"));
        assertThat(SAIGON.previous(now)).isEqualTo(now);
    }

    @Test
    void hoursOfAZoneThatIsOffByHalfAnHourStartOnItsOwnClock() {
        BusinessCalendar kolkata = in("Asia/Kolkata");
        Window hour = kolkata.windowOf(WindowUnit.HOUR, at("2026-11-23T03:44:13Z"));
        assertThat(hour.from()).isEqualTo("2026-11-23T03:30:00Z");
        assertThat(hour.to()).isEqualTo("2026-11-23T04:30:00Z");
        assertThat(hour.start()).isEqualTo(at("2026-11-23T03:30:00Z").getEpochSecond() / 60);
        assertThat(in("Asia/Kathmandu")
                        .windowOf(WindowUnit.HOUR, at("2026-11-23T03:44:13Z"))
                        .from())
                .isEqualTo("2026-11-23T03:15:00Z");
    }

    @Test
    void theHourThatComesTwiceInAutumnIsTwoHours() {
        BusinessCalendar berlin = in("Europe/Berlin");
        Window first = berlin.windowOf(WindowUnit.HOUR, at("2026-10-25T00:30:00Z"));
        Window second = berlin.windowOf(WindowUnit.HOUR, at("2026-10-25T01:30:00Z"));
        assertThat(first.to()).isEqualTo(second.from());
        assertThat(berlin.previous(second)).isEqualTo(first);
        Window day = berlin.windowOf(WindowUnit.DAY, at("2026-10-25T12:00:00Z"));
        assertThat(Duration.between(day.from(), day.to())).hasHours(25);
    }

    @Test
    void theHourThatIsLeftOutInSpringIsNone() {
        BusinessCalendar berlin = in("Europe/Berlin");
        Window before = berlin.windowOf(WindowUnit.HOUR, at("2026-03-29T00:59:59Z"));
        Window after = berlin.windowOf(WindowUnit.HOUR, at("2026-03-29T01:00:00Z"));
        assertThat(before.to()).isEqualTo(after.from());
        Window day = berlin.windowOf(WindowUnit.DAY, at("2026-03-29T12:00:00Z"));
        assertThat(Duration.between(day.from(), day.to())).hasHours(23);
    }

    @Test
    void aDayWhoseMidnightIsLeftOutStartsWhenItStarts() {
        // Cairo's clocks jump from 0:00 to 1:00
        Window day = in("Africa/Cairo").windowOf(WindowUnit.DAY, at("2026-04-24T10:00:00Z"));
        assertThat(day.from()).isEqualTo("2026-04-23T22:00:00Z");
        assertThat(Duration.between(day.from(), day.to())).hasHours(23);
    }
}
