package io.salesboard.jobs.state;

import io.salesboard.core.model.Parent;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.jobs.state.Delta.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * All windows of one row of the board, the row whose key is the current one, and of the combinations with it: each cell is an
 * entry of its own in state, so a step reads and writes only the cells it changes. What changed waits until its frame is closed; a cell in which everything is
 * zero goes.
 */
public final class Book {
    private final Retention retention;
    private final Alarm alarm;
    private final WindowStarts starts = new WindowStarts();
    private final MapState<CellWindow, CellSums> cells;
    private final ListState<CellWindow> waiting;
    private final ValueState<Long> nextCut;
    private final ValueState<Boolean> hidden;
    /** What the present step changes, added up per cell. */
    private Map<CellWindow, long[]> changes = new LinkedHashMap<>();

    private long earliestCut;
    private boolean removed;

    /** Takes what is to be published of a row; null sums where a cell is gone. */
    @FunctionalInterface
    public interface Publisher {
        void publish(CellWindow window, CellSums cell) throws Exception;
    }

    /** Has {@link #endStep} called for the current row at an event time, or not any more. */
    public interface Alarm {
        void set(long time);

        void cancel(long time);
    }

    /** What a row adds up to in a place of the calendar. */
    public record Part(Place place, long[] sums) {}

    public Book(KeyedStateStore state, Retention retention, Alarm alarm) {
        this.retention = retention;
        this.alarm = alarm;
        cells = state.getMapState(
                new MapStateDescriptor<>("cells", CellWindow.Serializer.INSTANCE, CellSums.Serializer.INSTANCE));
        waiting = state.getListState(new ListStateDescriptor<>("waiting", CellWindow.Serializer.INSTANCE));
        nextCut = state.getState(new ValueStateDescriptor<>("next-cut", Types.LONG));
        hidden = state.getState(new ValueStateDescriptor<>("hidden", Types.BOOLEAN));
    }

    /** Adds a change to every window it concerns and that is kept at an event time. */
    public void add(Delta delta, long time) {
        Place place = delta.place();
        if (place.unit() != WindowUnit.DAY) {
            change(place, place.unit(), place.start(), delta.sums());
            return;
        }
        int day = (int) place.start();
        for (WindowUnit unit : place.group().kept(place.scope())) {
            switch (unit) {
                case HOUR -> {
                    if (place.hour() != Place.NO_HOUR && place.hour() >= retention.oldestHour(time)) {
                        change(place, unit, place.hour(), delta.sums());
                    }
                }
                case NOW -> {
                    // What a team or region has open or is owed now follows its reps of today; the board adds these up.
                    if (!Parent.isByDate(place.scope())) {
                        change(place, unit, 0, delta.sums());
                    }
                }
                default -> {
                    long start = starts.of(unit, day);
                    if (unit != WindowUnit.DAY || start >= retention.oldestDay(time)) {
                        change(place, unit, start, delta.sums());
                    }
                }
            }
        }
    }

    private void change(Place place, WindowUnit unit, long start, long[] sums) {
        CellWindow window = CellWindow.of(place.subject(), unit, start, place.group());
        long[] sum = changes.get(window);
        if (sum == null) {
            changes.put(window, sums.clone());
        } else {
            Delta.add(sum, sums);
        }
    }

    /** Has a cell published again. */
    public void again(Place place) {
        CellWindow window = CellWindow.of(place.subject(), place.unit(), place.start(), place.group());
        changes.computeIfAbsent(window, w -> new long[place.group().measures().size()]);
    }

    /** Whether its windows are part of another row, and not published. */
    public boolean isHidden() throws Exception {
        return Boolean.TRUE.equals(hidden.value());
    }

    /** Hides or shows all windows; they wait to be published, those of a hidden row as gone. */
    public void hide(boolean hide) throws Exception {
        hidden.update(hide ? true : null);
        for (CellWindow window : cells.keys()) {
            waiting.add(window);
        }
    }

    /** What the row and its combinations add up to on the days that are asked for, with what is kept of their hours apart; of what the step changes nothing. */
    public List<Part> parts(String id, LongPredicate day) throws Exception {
        List<Part> parts = new ArrayList<>();
        Map<CellWindow, long[]> rest = new HashMap<>();
        for (Map.Entry<CellWindow, CellSums> cell : cells.entries()) {
            CellWindow window = cell.getKey();
            if (window.unit().compareTo(WindowUnit.DAY) > 0) {
                break; // they stand in order
            }
            boolean isHour = window.unit() == WindowUnit.HOUR;
            long on = isHour ? retention.dayOfHour(window.start()) : window.start();
            if (day.test(on)) {
                long[] sums = cell.getValue().sums();
                CellWindow of = window.in(WindowUnit.DAY, on);
                long[] sum = rest.computeIfAbsent(of, w -> new long[sums.length]);
                if (isHour) {
                    parts.add(new Part(place(id, of, (int) window.start()), sums));
                    Delta.add(sum, Delta.negated(sums));
                } else {
                    Delta.add(sum, sums);
                }
            }
        }
        rest.forEach((window, sums) -> parts.add(new Part(place(id, window, Place.NO_HOUR), sums)));
        return parts;
    }

    private static Place place(String id, CellWindow day, int hour) {
        return new Place(day.subject(id), day.group(), WindowUnit.DAY, day.start(), hour);
    }

    /**
     * Ends a step: cuts off what is kept no longer, applies the changes, and where the step closes its frame publishes every
     * cell that changed since it was published.
     */
    public void endStep(long time, boolean closing, long frame, Publisher publisher) throws Exception {
        Long known = nextCut.value();
        earliestCut = known == null ? Long.MAX_VALUE : known;
        removed = false;
        if (earliestCut <= time) {
            cut(time);
        }
        boolean hide = isHidden();
        Set<CellWindow> due = closing ? takeWaiting() : new LinkedHashSet<>();
        for (Map.Entry<CellWindow, long[]> change : changes.entrySet()) {
            if (!hide) {
                due.remove(change.getKey());
            }
            boolean unseen = hide || !change.getKey().scope().isPublished();
            apply(change.getKey(), change.getValue(), unseen, closing, frame, publisher);
        }
        for (CellWindow window : due) {
            publish(window, cells.get(window), hide, frame, publisher);
        }
        changes = new LinkedHashMap<>(); // cleared, one that was large once would stay slow to clear
        if (removed && cells.isEmpty()) {
            hidden.clear();
            earliestCut = Long.MAX_VALUE;
        }
        setAlarm(known == null ? Long.MAX_VALUE : known);
    }

    private void setAlarm(long known) throws Exception {
        if (earliestCut == known) {
            return;
        }
        if (known != Long.MAX_VALUE) {
            alarm.cancel(known);
        }
        if (earliestCut == Long.MAX_VALUE) {
            nextCut.clear();
        } else {
            nextCut.update(earliestCut);
            alarm.set(earliestCut);
        }
    }

    private Set<CellWindow> takeWaiting() throws Exception {
        Set<CellWindow> due = new LinkedHashSet<>();
        Iterable<CellWindow> listed = waiting.get();
        if (listed != null) {
            listed.forEach(due::add);
            if (!due.isEmpty()) {
                waiting.clear();
            }
        }
        return due;
    }

    private void apply(CellWindow window, long[] sums, boolean hide, boolean closing, long frame, Publisher publisher)
            throws Exception {
        CellSums cell = cells.get(window);
        if (cell == null) {
            cell = CellSums.of(window.group());
            earliestCut = Math.min(earliestCut, retention.cutOf(window));
        }
        if (!hide) {
            if (!closing && !cell.isWaiting()) {
                waiting.add(window);
            }
            cell.await(window.group());
        }
        Delta.add(cell.sums(), sums);
        if (closing && !hide) {
            publish(window, cell, false, frame, publisher);
        } else if (hide && cell.isNothing()) {
            remove(window); // nobody publishes it, and takes it out then
        } else {
            cells.put(window, cell);
        }
    }

    private void publish(CellWindow window, CellSums cell, boolean hide, long frame, Publisher publisher)
            throws Exception {
        if (cell == null) {
            publisher.publish(window, null);
            return;
        }
        cell.publish(window.group(), frame);
        if (cell.isNothing()) {
            remove(window);
            publisher.publish(window, null);
        } else {
            cells.put(window, cell);
            publisher.publish(window, hide ? null : cell);
        }
    }

    /** Takes out hours and days that are kept no longer; they wait to be published as gone. */
    private void cut(long time) throws Exception {
        earliestCut = Long.MAX_VALUE;
        List<CellWindow> old = new ArrayList<>();
        for (CellWindow window : cells.keys()) {
            if (window.unit().compareTo(WindowUnit.DAY) > 0) {
                break; // they stand in order
            }
            long cut = retention.cutOf(window);
            if (cut <= time) {
                old.add(window);
            } else {
                earliestCut = Math.min(earliestCut, cut);
                if (window.unit() == WindowUnit.DAY) {
                    break;
                }
            }
        }
        for (CellWindow window : old) {
            remove(window);
            if (window.scope().isPublished()) {
                waiting.add(window);
            }
        }
    }

    private void remove(CellWindow window) throws Exception {
        cells.remove(window);
        removed = true;
    }
}
