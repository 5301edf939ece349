package io.salesboard.jobs.state;

import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.WindowUnit;

/** The starts of the windows around a day, as {@link BusinessCalendar} says; those of the days asked for last are remembered. */
final class WindowStarts {
    private static final int REMEMBERED = 1 << 12;
    private static final WindowUnit[] UNITS = {
        WindowUnit.DAY, WindowUnit.WEEK, WindowUnit.MONTH, WindowUnit.QUARTER, WindowUnit.YEAR
    };

    private final long[][] byDay = new long[REMEMBERED][];

    /** @param unit DAY to YEAR */
    long of(WindowUnit unit, int day) {
        int place = day & (REMEMBERED - 1);
        long[] starts = byDay[place];
        if (starts == null || starts[0] != day) {
            starts = new long[UNITS.length];
            for (int i = 0; i < UNITS.length; i++) {
                starts[i] = BusinessCalendar.startOf(UNITS[i], day);
            }
            byDay[place] = starts;
        }
        return starts[unit.ordinal() - WindowUnit.DAY.ordinal()];
    }
}
