package io.salesboard.board.store;

import io.salesboard.core.model.Measure;
import io.salesboard.schemas.Cell;
import java.util.Arrays;

/** What one row added up to in one window: a cell without its key. Never changes once made. */
public final class Sums {
    /** A row in whose window nothing happened. */
    public static final Sums NONE = new Sums(0, new long[Measure.COUNT], new long[Measure.COUNT]);

    private static final int[] MEASURE_FIELDS = Arrays.stream(Measure.values())
            .mapToInt(measure -> Cell.getClassSchema().getField(measure.key()).pos())
            .toArray();
    private static final int[] REACHED_FIELDS = Arrays.stream(Measure.values())
            .mapToInt(measure -> measure.ranked()
                    ? Cell.getClassSchema().getField("reached_" + measure.key()).pos()
                    : -1)
            .toArray();

    private final long version;
    private final long[] measures;
    private final long[] reached;

    private Sums(long version, long[] measures, long[] reached) {
        this.version = version;
        this.measures = measures;
        this.reached = reached;
    }

    static Sums of(Cell cell) {
        long[] measures = new long[Measure.COUNT];
        long[] reached = new long[Measure.COUNT];
        for (int i = 0; i < Measure.COUNT; i++) {
            measures[i] = (long) cell.get(MEASURE_FIELDS[i]);
            if (REACHED_FIELDS[i] >= 0) {
                reached[i] = (long) cell.get(REACHED_FIELDS[i]);
            }
        }
        return new Sums(cell.getVersion(), measures, reached);
    }

    public long of(Measure measure) {
        return measures[measure.ordinal()];
    }

    /** Version at which the measure took its present value; 0 if it never changed from 0. */
    public long reached(Measure measure) {
        return reached[measure.ordinal()];
    }

    long version() {
        return version;
    }

    /** Whether every measure is zero: whatever was here once has gone again. */
    public boolean isNothing() {
        return Arrays.stream(measures).allMatch(measure -> measure == 0);
    }

    /** Both rows together; a measure was reached when the later of the two was. */
    public Sums plus(Sums other) {
        long[] sum = new long[Measure.COUNT];
        long[] latest = new long[Measure.COUNT];
        for (int i = 0; i < Measure.COUNT; i++) {
            sum[i] = measures[i] + other.measures[i];
            latest[i] = Math.max(reached[i], other.reached[i]);
        }
        return new Sums(Math.max(version, other.version), sum, latest);
    }

    /** This window without a part of it. Quotas stay: they belong to the whole window. */
    public Sums without(Sums part) {
        long[] rest = measures.clone();
        for (int i = 0; i < Measure.COUNT; i++) {
            rest[i] -= part.measures[i];
        }
        rest[Measure.QUOTA.ordinal()] = measures[Measure.QUOTA.ordinal()];
        rest[Measure.QUOTAS.ordinal()] = measures[Measure.QUOTAS.ordinal()];
        return new Sums(version, rest, reached);
    }
}
