package io.salesboard.core.time;

import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.stream.Stream;

/**
 * Which window an instant belongs to, in the business's time zone. Weeks are ISO weeks, whatever the locale.
 *
 * @param zone the business's time zone
 */
public record BusinessCalendar(ZoneId zone) implements Serializable {

    /** The business day of an instant, as epoch day. */
    public int dayOf(Instant at) {
        return (int) at.atZone(zone).toLocalDate().toEpochDay();
    }

    /** The start of the local hour of an instant, as epoch minute (zones may be off by half an hour). */
    public int hourOf(Instant at) {
        return (int) (at.atZone(zone).truncatedTo(ChronoUnit.HOURS).toEpochSecond() / 60);
    }

    /**
     * The starts of the windows of {@link WindowUnit#part} that make one.
     *
     * @param unit one that has parts
     * @param start of its window, an epoch day
     */
    public static long[] partsOf(WindowUnit unit, long start) {
        LocalDate first = LocalDate.ofEpochDay(start);
        LocalDate end = endOf(unit, first);
        return Stream.iterate(first, part -> part.isBefore(end), part -> endOf(unit.part(), part))
                .mapToLong(LocalDate::toEpochDay)
                .toArray();
    }

    /** The start of the window of {@code unit} that contains a business day; {@code unit} is DAY to YEAR, or NOW. */
    public static long startOf(WindowUnit unit, int epochDay) {
        return switch (unit) {
            case DAY -> epochDay;
            case WEEK -> epochDay - Math.floorMod(epochDay + 3, 7);
            case MONTH -> LocalDate.ofEpochDay(epochDay).withDayOfMonth(1).toEpochDay();
            case QUARTER -> {
                LocalDate day = LocalDate.ofEpochDay(epochDay);
                yield LocalDate.of(day.getYear(), day.getMonth().firstMonthOfQuarter(), 1)
                        .toEpochDay();
            }
            case YEAR -> LocalDate.ofEpochDay(epochDay).withDayOfYear(1).toEpochDay();
            case NOW -> 0;
            case HOUR -> throw new IllegalArgumentException("an hour is not a window of whole days");
        };
    }

    /** The window of {@code unit} that contains {@code at}. */
    public Window windowOf(WindowUnit unit, Instant at) {
        return switch (unit) {
            case HOUR -> window(unit, hourOf(at));
            case NOW -> window(unit, 0);
            default -> window(unit, startOf(unit, dayOf(at)));
        };
    }

    /** The window of {@code unit} that starts at {@code start}. */
    public Window window(WindowUnit unit, long start) {
        return switch (unit) {
            case NOW -> new Window(unit, 0, Instant.EPOCH, Instant.MAX);
            case HOUR -> {
                ZonedDateTime from = Instant.ofEpochSecond(start * 60).atZone(zone);
                yield new Window(
                        unit, start, from.toInstant(), from.plusHours(1).toInstant());
            }
            default -> {
                LocalDate from = LocalDate.ofEpochDay(start);
                yield new Window(unit, start, midnight(from), midnight(endOf(unit, from)));
            }
        };
    }

    /** The window before {@code window}, of the same unit. */
    public Window previous(Window window) {
        return window.unit() == WindowUnit.NOW
                ? window
                : windowOf(window.unit(), window.from().minusNanos(1));
    }

    /** The first day after the window of {@code unit} that starts on {@code start}. */
    public static LocalDate endOf(WindowUnit unit, LocalDate start) {
        return switch (unit) {
            case DAY -> start.plusDays(1);
            case WEEK -> start.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
            case MONTH -> start.plusMonths(1);
            case QUARTER -> start.plusMonths(3);
            case YEAR -> start.plusYears(1);
            case HOUR, NOW -> throw new IllegalArgumentException(unit + " is not a window of whole days");
        };
    }

    private Instant midnight(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
