package io.salesboard.board.store;

import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.schemas.Cell;
import io.salesboard.schemas.Entity;
import io.salesboard.schemas.FrameMark;
import io.salesboard.schemas.LeftOut;
import io.salesboard.schemas.RepDeals;
import io.salesboard.schemas.ResultKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/**
 * Everything the results topic says, held so that a reader always sees one instant of the sources.
 *
 * <p>One thread calls {@link #accept} and {@link #remove}. Records wait until a frame mark of at least their version comes, then all of them
 * are applied at once. A record older than what is held under its key is ignored, one of the same version replaces it, and
 * the store's version never goes back: the job numbers its frames upwards over every restart. What the job's reader does right
 * now is known at once.
 */
public final class CellStore {
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private Held held = new Held();
    private boolean restarting;
    private List<Waiting> waiting = new ArrayList<>();

    /** A change that waits for its frame; it answers whether a reader could see a difference. */
    private record Waiting(long version, Predicate<Held> change) {}

    /**
     * Takes the next record of the topic.
     *
     * @throws IllegalArgumentException when the record is of a kind this release does not know; nothing has changed then
     */
    public void accept(String key, SpecificRecord value) {
        if (value instanceof FrameMark mark) {
            apply(mark);
        } else if (value instanceof io.salesboard.schemas.Reading reading) {
            write(() -> held.reading(reading));
        } else {
            waiting.add(waiting(value));
        }
    }

    /**
     * Takes the next tombstone of the topic.
     *
     * @param frame the frame with which the key is gone
     * @throws IllegalArgumentException like {@link #accept}
     */
    public void remove(String key, long frame) {
        waiting.add(new Waiting(frame, removal(key)));
    }

    /** The youngest frame that something waits for, or 0; for the thread that brings the records. */
    public long youngestWaiting() {
        return waiting.stream().mapToLong(Waiting::version).max().orElse(0);
    }

    /** Runs {@code reader} while nothing changes. What it is given must not leave it. */
    public <T> T read(Function<StoreView, T> reader) {
        lock.readLock().lock();
        try {
            return reader.apply(held);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Calls {@code listener} on the writer's thread after each frame that changed a figure, a name or a deal. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Begins anew, because the topic was made anew: with its first mark what it holds replaces all that is held, at once.
     */
    public void restart() {
        waiting = new ArrayList<>();
        restarting = true;
    }

    private void apply(FrameMark mark) {
        long version = mark.getVersion();
        List<Waiting> younger = new ArrayList<>();
        boolean[] changed = {restarting};
        write(() -> {
            if (restarting) {
                held = new Held(held);
                restarting = false;
            }
            for (Waiting record : waiting) {
                if (record.version() <= version) {
                    changed[0] |= record.change().test(held);
                } else {
                    younger.add(record);
                }
            }
            held.closeFrame(mark);
        });
        waiting = younger;
        if (changed[0]) {
            listeners.forEach(Runnable::run);
        }
    }

    private void write(Runnable change) {
        lock.writeLock().lock();
        try {
            change.run();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static Waiting waiting(SpecificRecord value) {
        if (value instanceof Cell cell) {
            Scope scope = Scope.of(cell.getScope());
            WindowKey window = new WindowKey(WindowUnit.of(cell.getUnit()), cell.getStart());
            Sums sums = Sums.of(cell);
            return new Waiting(cell.getVersion(), held -> held.put(scope, window, cell.getId(), sums));
        }
        if (value instanceof Entity entity) {
            return new Waiting(entity.getVersion(), held -> held.put(entity));
        }
        if (value instanceof RepDeals deals) {
            return new Waiting(deals.getVersion(), held -> held.put(deals));
        }
        if (value instanceof LeftOut row) {
            return new Waiting(row.getVersion(), held -> held.put(row));
        }
        throw new IllegalArgumentException(
                "a record of schema " + value.getSchema().getFullName()
                        + " is none this board knows; run the job and the board of one release");
    }

    private static Predicate<Held> removal(String key) {
        int kind = key.indexOf('/') + 1;
        String rest = key.substring(kind);
        return switch (key.substring(0, kind)) {
            case ResultKeys.CELL -> {
                ResultKeys.CellKey cell = ResultKeys.cellOf(key);
                Scope scope = Scope.of(cell.scope());
                WindowKey window = new WindowKey(WindowUnit.of(cell.unit()), cell.start());
                yield held -> held.removeCell(scope, window, cell.id());
            }
            case ResultKeys.ENTITY -> {
                int row = rest.indexOf('/') + 1;
                yield held -> held.removeEntity(rest.substring(0, row - 1), rest.substring(row));
            }
            case ResultKeys.DEALS -> held -> held.removeDeals(rest);
            case ResultKeys.LEFT_OUT -> held -> held.removeLeftOut(rest);
            default ->
                throw new IllegalArgumentException("the removed key '" + key + "' is of no kind this board knows");
        };
    }
}
