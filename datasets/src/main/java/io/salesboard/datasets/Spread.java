package io.salesboard.datasets;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives what is known by day only a time of the day: evenly over some hours, in the order of the file.
 *
 * <p>Figures by day and longer are unaffected; a replay then shows a day's events one after the other.
 */
final class Spread {
    private final LocalTime from;
    private final Duration length;
    private final Map<LocalDate, Integer> total = new HashMap<>();
    private final Map<LocalDate, Integer> given = new HashMap<>();

    Spread(LocalTime from, LocalTime to) {
        this.from = from;
        this.length = Duration.between(from, to);
    }

    /** There will be one more event on {@code day}; to be called for all before the first {@link #next}. */
    void expect(LocalDate day) {
        total.merge(day, 1, Integer::sum);
    }

    /** The time of the next event of {@code day}, UTC, whole seconds. */
    Instant next(LocalDate day) {
        int index = given.merge(day, 1, Integer::sum) - 1;
        long seconds = length.toSeconds() * index / total.get(day);
        return day.atTime(from).toInstant(ZoneOffset.UTC).plusSeconds(seconds);
    }
}
