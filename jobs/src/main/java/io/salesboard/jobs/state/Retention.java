package io.salesboard.jobs.state;

import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.BusinessClock;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.jobs.Frames;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;

/**
 * How long windows are kept: hours for two days, days and weeks for as long as is set, months, quarters and years for ever.
 * Not thread-safe: one per task.
 */
public final class Retention implements Serializable {
    private static final long serialVersionUID = 1L;

    private final BusinessCalendar calendar;
    private final BusinessClock clock;
    private final int days;
    private transient long frame = Long.MIN_VALUE;
    private transient long oldestHour;
    private transient long oldestDay;

    /** @param days how many days before the present one are kept as days and weeks */
    public Retention(BusinessCalendar calendar, BusinessClock clock, int days) {
        this.calendar = calendar;
        this.clock = clock;
        this.days = days;
    }

    /** How many days before the present one are kept as days and weeks. */
    public int days() {
        return days;
    }

    /** The oldest hour that is kept at an event time, as epoch minute. */
    long oldestHour(long time) {
        at(time);
        return oldestHour;
    }

    /** The oldest day that is kept at an event time, the first of its week. */
    long oldestDay(long time) {
        at(time);
        return oldestDay;
    }

    private void at(long time) {
        long of = Frames.of(time);
        if (of != frame) {
            frame = of;
            Instant now = clock.at(Instant.ofEpochMilli(of));
            oldestHour = calendar.hourOf(now) - WindowUnit.HOURS_KEPT * 60L;
            oldestDay = BusinessCalendar.startOf(WindowUnit.WEEK, calendar.dayOf(now) - days);
        }
    }

    /** The business day of an hour, as epoch day. */
    int dayOfHour(long hour) {
        return calendar.dayOf(Instant.ofEpochSecond(hour * 60));
    }

    /** The event time from which on a window is kept no longer; {@link Long#MAX_VALUE} where it is for ever. */
    long cutOf(CellWindow window) {
        Instant cut = switch (window.unit()) {
            case HOUR -> Instant.ofEpochSecond((window.start() + (WindowUnit.HOURS_KEPT + 1) * 60L) * 60);
            case DAY ->
                LocalDate.ofEpochDay(BusinessCalendar.startOf(WindowUnit.WEEK, (int) window.start()) + 7 + days)
                        .atStartOfDay(calendar.zone())
                        .toInstant();
            default -> null;
        };
        return cut == null ? Long.MAX_VALUE : Frames.notBefore(clock.wallOf(cut).toEpochMilli());
    }
}
