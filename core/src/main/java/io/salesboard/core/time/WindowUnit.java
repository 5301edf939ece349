package io.salesboard.core.time;

import io.salesboard.core.model.Keys;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The lengths of time a figure is kept for. A window's start is an epoch minute for {@link #HOUR}, an epoch day of the
 * business time zone for {@link #DAY} to {@link #YEAR}, and 0 for {@link #NOW}.
 *
 * <p>Append only: the job's state holds the units by their position.
 */
public enum WindowUnit {
    /** The last 48 hours, hour by hour. */
    HOUR,
    DAY,
    /** ISO week, from Monday. */
    WEEK,
    MONTH,
    QUARTER,
    YEAR,
    /** Everything up to now: what is open, owed, in the pipeline. */
    NOW;

    /** Every window of the calendar. */
    public static final Set<WindowUnit> CALENDAR = Collections.unmodifiableSet(EnumSet.range(HOUR, YEAR));

    /** How many hours are kept before the present one. */
    public static final int HOURS_KEPT = 48;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** The unit whose windows add up to one of this unit; null for those that add up from nothing smaller that is kept as long. */
    public WindowUnit part() {
        return switch (this) {
            case WEEK -> DAY;
            case QUARTER, YEAR -> MONTH;
            case HOUR, DAY, MONTH, NOW -> null;
        };
    }

    public String key() {
        return key;
    }

    /** @throws IllegalArgumentException naming the valid windows */
    public static WindowUnit of(String key) {
        return Keys.parse(WindowUnit.class, key, WindowUnit::key);
    }
}
