package io.salesboard.jobs.state;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.WindowUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * All windows of one row of the board, and what waits for its frame to close.
 *
 * <p>A window's vector holds one number per measure, then per ranked measure the frame in which it took its present value.
 */
public final class Book {
    /** Hours that stay: the present one and those kept before it. */
    public static final int HOURS = WindowUnit.HOURS_KEPT + 1;

    private static final WindowUnit[] UNITS = WindowUnit.values();
    private static final WindowUnit[] CALENDAR = {
        WindowUnit.DAY, WindowUnit.WEEK, WindowUnit.MONTH, WindowUnit.QUARTER, WindowUnit.YEAR, WindowUnit.NOW
    };
    private static final Measure[] RANKED =
            Arrays.stream(Measure.values()).filter(Measure::ranked).toArray(Measure[]::new);

    /** Length of a vector. */
    public static final int LENGTH = Measure.COUNT + RANKED.length;

    private final WindowTable[] tables;
    private final List<Delta> pending;
    private final List<Row> pendingRows;
    private final List<Row> timeline;

    public Book() {
        this(newTables(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    Book(WindowTable[] tables, List<Delta> pending, List<Row> pendingRows, List<Row> timeline) {
        this.tables = tables;
        this.pending = pending;
        this.pendingRows = pendingRows;
        this.timeline = timeline;
    }

    private static WindowTable[] newTables() {
        WindowTable[] tables = new WindowTable[UNITS.length];
        Arrays.setAll(tables, unit -> new WindowTable());
        return tables;
    }

    /** The measures in the order in which a vector remembers when they were reached. */
    public static Measure[] ranked() {
        return RANKED.clone();
    }

    public WindowTable table(WindowUnit unit) {
        return tables[unit.ordinal()];
    }

    WindowTable[] tables() {
        return tables;
    }

    /** Changes whose frame is open still. */
    public List<Delta> pending() {
        return pending;
    }

    /** Rows of the timeline whose frame is open still. */
    public List<Row> pendingRows() {
        return pendingRows;
    }

    /** The rows that say under which parents the row stands, from when to when. */
    public List<Row> timeline() {
        return timeline;
    }

    /** A window that changed. */
    public record Touched(WindowUnit unit, long start) implements Comparable<Touched> {
        @Override
        public int compareTo(Touched other) {
            int byUnit = unit.compareTo(other.unit);
            return byUnit != 0 ? byUnit : Long.compare(start, other.start);
        }
    }

    /** Takes the pending changes of frames up to {@code frame}, oldest first. */
    public List<Delta> takePending(long frame) {
        List<Delta> due = new ArrayList<>(pending.size());
        pending.removeIf(delta -> delta.frame() <= frame && due.add(delta));
        return due;
    }

    /**
     * Adds changes to every window they concern.
     *
     * @param frame the frame they are published in
     * @param oldestHour hours before it are not kept any more
     * @return the windows whose values changed
     */
    public SortedSet<Touched> add(List<Delta> deltas, long frame, int oldestHour) {
        SortedMap<Touched, long[]> touched = new TreeMap<>();
        for (Delta delta : deltas) {
            if (delta.unit() != WindowUnit.DAY) {
                add(delta.unit(), delta.start(), delta.measures(), touched);
                continue;
            }
            for (WindowUnit unit : CALENDAR) {
                // What a team or region has open or is owed now follows its reps of today; the board adds these up.
                if (unit != WindowUnit.NOW || (delta.scope() != Scope.TEAM && delta.scope() != Scope.REGION)) {
                    long start = BusinessCalendar.startOf(unit, (int) delta.start());
                    add(unit, start, delta.measures(), touched);
                }
            }
            if (delta.hour() != Delta.NO_HOUR && delta.hour() >= oldestHour) {
                add(WindowUnit.HOUR, delta.hour(), delta.measures(), touched);
            }
        }
        touched.forEach((window, before) -> reach(window, before, frame));
        return new TreeSet<>(touched.keySet());
    }

    private void add(WindowUnit unit, long start, long[] measures, SortedMap<Touched, long[]> touched) {
        long[] vector = table(unit).at(start, LENGTH);
        touched.computeIfAbsent(new Touched(unit, start), window -> rankedOf(vector));
        Delta.add(vector, measures);
    }

    private static long[] rankedOf(long[] vector) {
        return Arrays.stream(RANKED)
                .mapToLong(measure -> vector[measure.ordinal()])
                .toArray();
    }

    /** Remembers the frame where a value is another than before it, not where parts of it only changed places. */
    private void reach(Touched window, long[] before, long frame) {
        long[] vector = table(window.unit()).at(window.start(), LENGTH);
        for (int i = 0; i < RANKED.length; i++) {
            if (vector[RANKED[i].ordinal()] != before[i]) {
                vector[Measure.COUNT + i] = frame;
            }
        }
    }

    /** Cuts off hours before {@code oldestHour}. */
    public void cutHours(int oldestHour, Consumer<Touched> cut) {
        for (long start : table(WindowUnit.HOUR).cutBefore(oldestHour)) {
            cut.accept(new Touched(WindowUnit.HOUR, start));
        }
    }

    public Book copy() {
        WindowTable[] copies = new WindowTable[tables.length];
        Arrays.setAll(copies, unit -> tables[unit].copy());
        return new Book(copies, new ArrayList<>(pending), new ArrayList<>(pendingRows), new ArrayList<>(timeline));
    }
}
