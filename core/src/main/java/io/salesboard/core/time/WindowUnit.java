package io.salesboard.core.time;

import io.salesboard.core.model.Keys;
import java.util.Locale;

/**
 * The lengths of time a figure is kept for. A window's start is an epoch minute for {@link #HOUR}, an epoch day of the
 * business time zone for {@link #DAY} to {@link #YEAR}, and 0 for {@link #NOW}.
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

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException naming the valid windows */
    public static WindowUnit of(String key) {
        return Keys.parse(WindowUnit.class, key, WindowUnit::key);
    }
}
