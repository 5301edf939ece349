package io.salesboard.figures.store;

import io.salesboard.core.time.WindowUnit;
import io.salesboard.schemas.Cell;
import io.salesboard.schemas.FrameMark;
import io.salesboard.schemas.Layout;
import io.salesboard.schemas.Reading;
import io.salesboard.schemas.ResultKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Everything the results topic says. A reader takes the {@link #state} of one instant of the sources, which never changes.
 *
 * <p>One thread brings the records. They wait until a frame mark of at least their version comes, then all of them
 * go into the next state, which is published with one write. It shares with the last one all but what
 * changed ({@link PersistentMap}), so a frame costs what it changes, not what is held. A record older than what is held under its
 * key is ignored, one of the same version replaces it, and the state's version never goes back: the job numbers its frames
 * upwards over every restart. What the job's reader does right now is known at once.
 *
 * <p>What stood in the topic at the start goes into the first state without waiting, since most marks are compacted away; that state is
 * published once a mark closes the youngest record in it.
 */
public final class CellStore {
    private static final Logger LOG = LogManager.getLogger(CellStore.class);

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final CellNames names = new CellNames();
    private final Kept kept;
    private volatile StoreState state = StoreState.EMPTY;
    private volatile CountDownLatch whole = new CountDownLatch(0);

    private Layouts layouts = Layouts.NONE;
    private List<Change> waiting = new ArrayList<>();

    /** What replaces the state once it is whole, or null: the state is. */
    private StateEdit replacement;

    /** Null but at the start, between {@link #load} and {@link #loaded}. */
    private LoadedCells loading;

    private FrameMark lastLoaded;
    private long youngestLoaded;
    private final Set<Integer> missingLayouts = new HashSet<>();

    /** Holds all cells there are. */
    public CellStore() {
        this((unit, start) -> true);
    }

    /** @param kept says by length and start of its window which cell is held; the others are passed over */
    public CellStore(Kept kept) {
        this.kept = kept;
    }

    /** Which windows somebody looks at. */
    @FunctionalInterface
    public interface Kept {
        boolean isKept(WindowUnit unit, long start);
    }

    /** What is held now. */
    public StoreState state() {
        return state;
    }

    /** Whether what stood in the topic at the start is in the state, up to a closed frame. */
    public boolean isWhole() {
        return whole.getCount() == 0;
    }

    /** Waits until {@link #isWhole}; false when that took too long. */
    public boolean awaitWhole(Duration timeout) throws InterruptedException {
        return whole.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Calls {@code listener} on the writer's thread after each frame that changed a figure, a name or a deal. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Takes the next record of the topic.
     *
     * @throws IllegalArgumentException when nobody can tell what the record says; nothing has changed then
     */
    public void accept(String key, SpecificRecord value) {
        if (value instanceof FrameMark mark) {
            close(mark);
        } else if (value instanceof Reading reading) {
            state = state.with(reading);
        } else if (value instanceof Layout layout) {
            layouts = layouts.with(new CellLayout(layout));
        } else if (value instanceof Cell cell) {
            accept(key.getBytes(StandardCharsets.UTF_8), PackedCell.of(cell));
        } else {
            take(Change.of(value));
        }
    }

    /**
     * Takes the next record of the topic where it is a cell in Avro binary: a start brings millions.
     *
     * @return false where the record must be decoded and given to {@link #accept(String, SpecificRecord)}
     * @throws IllegalArgumentException when nobody can tell what the record says; nothing has changed then
     */
    public boolean acceptCell(byte[] key, byte[] record, int from) {
        byte[] cell = PackedCell.ofAvro(record, from);
        if (cell != null) {
            accept(key, cell);
        }
        return cell != null;
    }

    private void accept(byte[] key, byte[] cell) {
        CellNames.Name name = names.of(key);
        if (name == null || !kept.isKept(name.window().unit(), name.window().start())) {
            return;
        }
        int layout = PackedCell.layout(cell);
        // Compaction may leave a layout behind the cells that name it.
        if (loading != null && !layouts.contains(layout)) {
            missingLayouts.add(layout);
        } else {
            layouts.check(name.window().group(), layout, PackedCell.count(cell));
        }
        take(new Change.OfCell(name.window(), name.id(), cell, PackedCell.version(cell)));
    }

    /**
     * Takes the next tombstone of the topic.
     *
     * @param frame the frame with which the key is gone
     * @throws IllegalArgumentException like {@link #accept}
     */
    public void remove(String key, long frame) {
        if (key.startsWith(ResultKeys.LAYOUT)) {
            layouts = layouts.without(Integer.parseInt(key.substring(ResultKeys.LAYOUT.length())));
        } else if (key.startsWith(ResultKeys.CELL)) {
            CellNames.Name name = names.of(key.getBytes(StandardCharsets.UTF_8));
            if (name != null) {
                take(new Change.OfCell(name.window(), name.id(), null, frame));
            }
        } else {
            take(Change.removal(key, frame));
        }
    }

    /** From now on records stood in the topic at the start, until {@link #loaded}. */
    public void load() {
        whole = new CountDownLatch(1);
        loading = new LoadedCells();
        replacement = new StateEdit(state);
    }

    /** All that stood in the topic at the start has come. */
    public void loaded() {
        missingLayouts.removeIf(layouts::contains);
        long left = loading.into(replacement, missingLayouts);
        if (left > 0) {
            LOG.error(
                    "{} cells name layouts {}, which the topic does not hold: nobody can tell what they say;"
                            + " the job must publish them again: start it anew",
                    left,
                    missingLayouts);
        }
        loading = null;
        if (lastLoaded != null) {
            replacement.closeFrame(lastLoaded);
            lastLoaded = null;
        }
        publishOnceWhole(replacement);
    }

    /**
     * Begins anew, because the topic was made anew: with its first mark what it holds replaces all that is held, at once.
     */
    public void restart() {
        waiting = new ArrayList<>();
        layouts = Layouts.NONE;
        missingLayouts.clear();
        lastLoaded = null;
        youngestLoaded = 0;
        replacement = new StateEdit(state.emptied());
        loading = loading == null ? null : new LoadedCells();
    }

    private void take(Change change) {
        if (loading == null) {
            waiting.add(change);
            return;
        }
        youngestLoaded = Math.max(youngestLoaded, change.version());
        if (change instanceof Change.OfCell cell) {
            loading.put(cell.window(), cell.id(), cell.cell());
        } else {
            change.applyTo(replacement);
        }
    }

    private void close(FrameMark mark) {
        if (loading != null) {
            lastLoaded = lastLoaded == null || mark.getVersion() >= lastLoaded.getVersion() ? mark : lastLoaded;
            return;
        }
        StateEdit edit = replacement == null ? new StateEdit(state) : replacement;
        List<Change> younger = new ArrayList<>();
        boolean changed = false;
        for (Change change : waiting) {
            if (change.version() <= mark.getVersion()) {
                changed |= change.applyTo(edit);
            } else {
                younger.add(change);
            }
        }
        waiting = younger;
        edit.closeFrame(mark);
        if (replacement == null) {
            publish(edit, changed);
        } else {
            publishOnceWhole(edit);
        }
    }

    private void publishOnceWhole(StateEdit edit) {
        if (edit.version() >= youngestLoaded) {
            replacement = null;
            publish(edit, true);
            whole.countDown();
        }
    }

    private void publish(StateEdit edit, boolean changed) {
        state = edit.state(layouts, state.reading());
        if (changed) {
            listeners.forEach(Runnable::run);
        }
    }
}
