package io.salesboard.jobs.state;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Subject;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.schemas.ResultKeys;

/**
 * What one row of the board is told: that measures of a group change in one place of the calendar, or a command.
 *
 * @param kind what it is told
 * @param place whose sums, and where
 * @param time event time of what caused it
 * @param sums one number per measure of the group, to be added; empty where the kind changes none
 */
public record Delta(Kind kind, Place place, long time, long[] sums) implements Timed {
    private static final long[] NOTHING = {};

    /** What a row is told. */
    public enum Kind {
        /** Add the sums. */
        ADD,
        /** Publish the cell of this window again. */
        AGAIN,
        /** The row, a label's, is from now on part of {@link Scope#OTHERS}. */
        HIDE,
        /** The row is one of its own again. */
        SHOW
    }

    /**
     * Where sums are added.
     *
     * @param subject whose they are
     * @param group the measures; null where a kind is about the whole row
     * @param unit DAY: adds to the day and every longer window; another unit: adds to exactly that window
     * @param start epoch day, or the window's start
     * @param hour epoch minute of the hour it adds to as well, or {@link #NO_HOUR}
     */
    public record Place(Subject subject, Measure.Group group, WindowUnit unit, long start, int hour) {
        /** No single hour. */
        public static final int NO_HOUR = Integer.MIN_VALUE;

        /** As {@link Subject#equals}. */
        @Override
        public boolean equals(Object other) {
            return this == other
                    || other instanceof Place place
                            && start == place.start
                            && hour == place.hour
                            && group == place.group
                            && unit == place.unit
                            && subject.equals(place.subject);
        }

        @Override
        public int hashCode() {
            int what = (group == null ? 0 : group.ordinal()) * 31 + unit.ordinal();
            return ((subject.hashCode() * 31 + what) * 31 + Long.hashCode(start)) * 31 + hour;
        }

        public Scope scope() {
            return subject.scope();
        }

        /** The same place of another row. */
        public Place of(Subject other) {
            return new Place(other, group, unit, start, hour);
        }
    }

    /** A change of sums. */
    public static Delta add(Place place, long time, long[] sums) {
        return new Delta(Kind.ADD, place, time, sums);
    }

    /**
     * The cell of a key of the results topic is to be published again.
     *
     * @throws IllegalArgumentException when the key is of another release
     */
    public static Delta again(String key, long time) {
        ResultKeys.CellKey cell = ResultKeys.cellOf(key);
        Place place = new Place(
                Subject.parse(Scope.of(cell.scope()), cell.id()),
                Measure.Group.of(cell.group()),
                WindowUnit.of(cell.unit()),
                cell.start(),
                Place.NO_HOUR);
        return new Delta(Kind.AGAIN, place, time, NOTHING);
    }

    /** The row of a label is hidden or shown. */
    public static Delta show(Scope scope, String label, boolean shown, long time) {
        Place place = new Place(Subject.of(scope, label), null, WindowUnit.NOW, 0, Place.NO_HOUR);
        return new Delta(shown ? Kind.SHOW : Kind.HIDE, place, time, NOTHING);
    }

    /** With which row it is kept: {@code rep/R001}. */
    public String home() {
        return place.subject().home();
    }

    /** The same for another row. */
    public Delta to(Subject subject) {
        return new Delta(kind, place.of(subject), time, sums);
    }

    /** What takes the change back. */
    public Delta takenBack() {
        return add(place, time, negated(sums));
    }

    /** The change of one measure. */
    public long of(Measure measure) {
        return kind == Kind.ADD && measure.group() == place.group() ? sums[measure.index()] : 0;
    }

    public static long[] negated(long[] sums) {
        long[] negated = new long[sums.length];
        for (int i = 0; i < negated.length; i++) {
            negated[i] = Math.negateExact(sums[i]);
        }
        return negated;
    }

    /** The sum of both, in an array of its own. */
    public static long[] sum(long[] one, long[] other) {
        long[] sum = one.clone();
        add(sum, other);
        return sum;
    }

    public static boolean isZero(long[] sums) {
        for (long sum : sums) {
            if (sum != 0) {
                return false;
            }
        }
        return true;
    }

    /** @throws ArithmeticException when a sum does not fit into 64 bits */
    public static void add(long[] to, long[] more) {
        for (int i = 0; i < more.length; i++) {
            to[i] = Math.addExact(to[i], more[i]);
        }
    }
}
