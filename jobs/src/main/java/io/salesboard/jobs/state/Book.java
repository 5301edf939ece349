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
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * All windows of one row of the board, what waits for its step to be over, and which windows wait to be published.
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
    private final SortedMap<Touched, long[]> unpublished;
    private boolean hidden;

    public Book() {
        this(newTables(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new TreeMap<>(), false);
    }

    Book(
            WindowTable[] tables,
            List<Delta> pending,
            List<Row> pendingRows,
            List<Row> timeline,
            SortedMap<Touched, long[]> unpublished,
            boolean hidden) {
        this.tables = tables;
        this.pending = pending;
        this.pendingRows = pendingRows;
        this.timeline = timeline;
        this.unpublished = unpublished;
        this.hidden = hidden;
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

    /** Windows that changed since they were published, each with what its ranked measures were then. */
    SortedMap<Touched, long[]> unpublished() {
        return unpublished;
    }

    public boolean hasUnpublished() {
        return !unpublished.isEmpty();
    }

    /** Whether there is nothing in it, so that it needs not be kept. */
    public boolean isEmpty() {
        return pending.isEmpty()
                && pendingRows.isEmpty()
                && timeline.isEmpty()
                && unpublished.isEmpty()
                && Arrays.stream(tables).allMatch(table -> table.size() == 0);
    }

    /** Whether its windows are part of another row, and not published. */
    public boolean isHidden() {
        return hidden;
    }

    /** Hides or shows all windows; they wait to be published, those of a hidden row as gone. */
    public void hide(boolean hide) {
        hidden = hide;
        for (WindowUnit unit : UNITS) {
            for (int i = 0; i < table(unit).size(); i++) {
                touch(new Touched(unit, table(unit).start(i)));
            }
        }
    }

    /** Changes whose step is not over yet. */
    public List<Delta> pending() {
        return pending;
    }

    /** Rows of the timeline whose step is not over yet. */
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

    /** Takes the pending changes that came up to {@code time}, oldest first. */
    public List<Delta> takePending(long time) {
        List<Delta> due = new ArrayList<>(pending.size());
        pending.removeIf(delta -> delta.time() <= time && due.add(delta));
        return due;
    }

    /**
     * Adds a change to every window it concerns.
     *
     * @param oldestHour hours before it are not kept any more
     */
    public void add(Delta delta, int oldestHour) {
        if (delta.isAgain()) {
            touch(new Touched(delta.unit(), delta.start()));
        } else if (delta.unit() != WindowUnit.DAY) {
            add(delta.unit(), delta.start(), delta.measures());
        } else {
            addDay(delta, oldestHour);
        }
    }

    private void addDay(Delta delta, int oldestHour) {
        for (WindowUnit unit : CALENDAR) {
            // What a team or region has open or is owed now follows its reps of today; the board adds these up.
            if (unit != WindowUnit.NOW || (delta.scope() != Scope.TEAM && delta.scope() != Scope.REGION)) {
                add(unit, BusinessCalendar.startOf(unit, (int) delta.start()), delta.measures());
            }
        }
        if (delta.hour() != Delta.NO_HOUR && delta.hour() >= oldestHour) {
            add(WindowUnit.HOUR, delta.hour(), delta.measures());
        }
    }

    private void add(WindowUnit unit, long start, long[] measures) {
        if (!hidden) {
            touch(new Touched(unit, start));
        }
        Delta.add(table(unit).at(start, LENGTH), measures);
        if (hidden) {
            table(unit).unlessZero(start, Measure.COUNT); // nobody publishes it, and takes it out then
        }
    }

    private void touch(Touched window) {
        unpublished.computeIfAbsent(window, w -> {
            int index = table(w.unit()).find(w.start());
            return index < 0
                    ? new long[RANKED.length]
                    : rankedOf(table(w.unit()).vector(index));
        });
    }

    private static long[] rankedOf(long[] vector) {
        return Arrays.stream(RANKED)
                .mapToLong(measure -> vector[measure.ordinal()])
                .toArray();
    }

    /**
     * Shows every window that changed since it was published, with its vector; null where there is none to be published. A
     * window in which everything is zero is none, and goes.
     *
     * @param frame the frame they are published in
     */
    public void publish(long frame, BiConsumer<Touched, long[]> each) {
        unpublished.forEach((window, before) -> {
            long[] vector = table(window.unit()).unlessZero(window.start(), Measure.COUNT);
            if (vector != null) {
                reach(vector, before, frame);
            }
            each.accept(window, hidden ? null : vector);
        });
        unpublished.clear();
    }

    /** Remembers the frame where a value is another than before it, not where parts of it only changed places. */
    private static void reach(long[] vector, long[] before, long frame) {
        for (int i = 0; i < RANKED.length; i++) {
            if (vector[RANKED[i].ordinal()] != before[i]) {
                vector[Measure.COUNT + i] = frame;
            }
        }
    }

    /** Cuts off hours before {@code oldestHour}; they wait to be published as gone. */
    public void cutHours(int oldestHour) {
        for (long start : table(WindowUnit.HOUR).cutBefore(oldestHour)) {
            touch(new Touched(WindowUnit.HOUR, start));
        }
    }

    public Book copy() {
        WindowTable[] copies = new WindowTable[tables.length];
        Arrays.setAll(copies, unit -> tables[unit].copy());
        return new Book(
                copies,
                new ArrayList<>(pending),
                new ArrayList<>(pendingRows),
                new ArrayList<>(timeline),
                new TreeMap<>(unpublished),
                hidden);
    }
}
