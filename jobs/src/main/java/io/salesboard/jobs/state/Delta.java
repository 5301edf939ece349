package io.salesboard.jobs.state;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;

/**
 * A change of one row's measures in one place of the calendar, in one frame.
 *
 * @param scope what the row is about
 * @param id which one
 * @param unit DAY: adds to the day and every longer window; another unit: adds to exactly that window
 * @param start epoch day, or the window's start
 * @param hour epoch minute of the hour it adds to as well, or {@link #NO_HOUR}
 * @param frame last millisecond of the frame it belongs to
 * @param measures one number per {@link Measure}, to be added
 */
public record Delta(Scope scope, String id, WindowUnit unit, long start, int hour, long frame, long[] measures) {
    /** No single hour. */
    public static final int NO_HOUR = Integer.MIN_VALUE;

    /** Which row it changes: {@code rep/R001}. */
    public String row() {
        return scope.key() + "/" + id;
    }

    /** What may be added up into one delta. */
    public record Place(Scope scope, String id, WindowUnit unit, long start, int hour, long frame) {
        public Delta with(long[] measures) {
            return new Delta(scope, id, unit, start, hour, frame, measures);
        }
    }

    public Place place() {
        return new Place(scope, id, unit, start, hour, frame);
    }

    /** The same change in a later frame. */
    public Delta inFrame(long laterFrame) {
        return laterFrame == frame ? this : new Delta(scope, id, unit, start, hour, laterFrame, measures);
    }

    /** A change of another row in the same place. */
    public Delta to(Scope otherScope, String otherId, long[] otherMeasures) {
        return new Delta(otherScope, otherId, unit, start, hour, frame, otherMeasures);
    }

    /** What takes the change back. */
    public Delta negated() {
        long[] negated = new long[measures.length];
        for (int i = 0; i < negated.length; i++) {
            negated[i] = -measures[i];
        }
        return to(scope, id, negated);
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
