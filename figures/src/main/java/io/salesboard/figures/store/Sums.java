package io.salesboard.figures.store;

import io.salesboard.core.model.Measure;
import java.util.Arrays;
import java.util.List;

/** What one row added up to in one window, of one group of measures. Never changes once made. */
public final class Sums {
    private static final Sums[] NONE = Arrays.stream(Measure.Group.values())
            .map(group -> new Sums(
                    new long[group.measures().size()], new long[group.measures().size()]))
            .toArray(Sums[]::new);

    private final long[] sums;
    private final long[] reached;

    /** Both by {@link Measure#index}. */
    Sums(long[] sums, long[] reached) {
        this.sums = sums;
        this.reached = reached;
    }

    /** The sums of a group's measures, in their order; further ones count for nothing, missing ones are 0. */
    public static Sums of(Measure.Group group, List<Long> sums) {
        int count = group.measures().size();
        long[] own = new long[count];
        for (int i = 0; i < Math.min(count, sums.size()); i++) {
            own[i] = sums.get(i);
        }
        return new Sums(own, new long[count]);
    }

    /** Those of a row in whose window nothing happened. */
    public static Sums none(Measure.Group group) {
        return NONE[group.ordinal()];
    }

    /** The sum of a measure of the group. */
    public long of(Measure measure) {
        return sums[measure.index()];
    }

    /** Version at which the measure took its present value; 0 if it never changed from 0, or nobody ranks by it. */
    public long reached(Measure measure) {
        return reached[measure.index()];
    }

    /** Whether every measure is zero: whatever was here once has gone again. */
    public boolean isNothing() {
        for (long sum : sums) {
            if (sum != 0) {
                return false;
            }
        }
        return true;
    }

    /** Both rows together; a measure was reached when the later of the two was. */
    public Sums plus(Sums other) {
        long[] both = sums.clone();
        long[] latest = reached.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] += other.sums[i];
            latest[i] = Math.max(latest[i], other.reached[i]);
        }
        return new Sums(both, latest);
    }

    /** This window without a part of it. */
    public Sums without(Sums part) {
        long[] rest = sums.clone();
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= part.sums[i];
        }
        return new Sums(rest, reached);
    }
}
