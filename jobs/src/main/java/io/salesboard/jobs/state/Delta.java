package io.salesboard.jobs.state;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.schemas.ResultKeys;

/**
 * A change of one row's measures in one place of the calendar.
 *
 * @param scope what the row is about
 * @param id which one
 * @param unit DAY: adds to the day and every longer window; another unit: adds to exactly that window
 * @param start epoch day, or the window's start
 * @param hour epoch minute of the hour it adds to as well, or {@link #NO_HOUR}
 * @param time event time of what caused it
 * @param measures one number per {@link Measure}, to be added
 */
public record Delta(Scope scope, String id, WindowUnit unit, long start, int hour, long time, long[] measures) {
    /** No single hour. */
    public static final int NO_HOUR = Integer.MIN_VALUE;

    private static final int AGAIN = Integer.MIN_VALUE + 1;
    private static final int HIDE = Integer.MIN_VALUE + 2;
    private static final int SHOW = Integer.MIN_VALUE + 3;

    /** Which row it changes: {@code rep/R001}. */
    public String row() {
        return scope.key() + "/" + id;
    }

    /** What may be added up into one delta. */
    public record Place(Scope scope, String id, WindowUnit unit, long start, int hour, long time) {
        /** The same place at another event time. */
        public Place at(long otherTime) {
            return new Place(scope, id, unit, start, hour, otherTime);
        }

        public Delta with(long[] measures) {
            return new Delta(scope, id, unit, start, hour, time, measures);
        }
    }

    public Place place() {
        return new Place(scope, id, unit, start, hour, time);
    }

    /** No change: the cell of a key of the results topic is to be published again. */
    public static Delta again(String key, long time) {
        ResultKeys.CellKey cell = ResultKeys.cellOf(key);
        return new Delta(
                Scope.of(cell.scope()),
                cell.id(),
                WindowUnit.of(cell.unit()),
                cell.start(),
                AGAIN,
                time,
                new long[Measure.COUNT]);
    }

    /** Whether it changes nothing, and only asks for its window to be published again. */
    public boolean isAgain() {
        return hour == AGAIN;
    }

    /** No change: the row of a label is from now on part of {@link Scope#OTHERS}, or is a row of its own. */
    public static Delta hide(Scope scope, String label, boolean hide, long time) {
        return new Delta(scope, label, WindowUnit.NOW, 0, hide ? HIDE : SHOW, time, new long[Measure.COUNT]);
    }

    /** Whether it changes nothing, and hides its row. */
    public boolean hides() {
        return hour == HIDE;
    }

    /** Whether it changes nothing, and shows its row. */
    public boolean shows() {
        return hour == SHOW;
    }

    /** The same change of another row. */
    public Delta to(Scope otherScope, String otherId) {
        return to(otherScope, otherId, measures);
    }

    /** A change of another row in the same place. */
    public Delta to(Scope otherScope, String otherId, long[] otherMeasures) {
        return new Delta(otherScope, otherId, unit, start, hour, time, otherMeasures);
    }

    /** What takes the change back. */
    public Delta takenBack() {
        return to(scope, id, negated(measures));
    }

    public static long[] negated(long[] measures) {
        long[] negated = new long[measures.length];
        for (int i = 0; i < negated.length; i++) {
            negated[i] = Math.negateExact(measures[i]);
        }
        return negated;
    }

    /** The sum of both, in an array of its own. */
    public static long[] sum(long[] one, long[] other) {
        long[] sum = one.clone();
        add(sum, other);
        return sum;
    }

    public static boolean isZero(long[] measures) {
        for (long measure : measures) {
            if (measure != 0) {
                return false;
            }
        }
        return true;
    }

    public static void add(long[] to, long[] more) {
        for (int i = 0; i < more.length; i++) {
            to[i] = Math.addExact(to[i], more[i]);
        }
    }
}
