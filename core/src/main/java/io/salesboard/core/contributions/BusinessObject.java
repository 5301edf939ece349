package io.salesboard.core.contributions;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of one business object as far as they are known: its root and its parts, each in its present version, and those
 * that came but are not applied yet. Parts may come before their root.
 */
public final class BusinessObject {
    private final Map<Name, Row> rows;
    private final List<Row> pending;
    private Standing standing;

    /**
     * How an object stood when it was evaluated last.
     *
     * @param evaluatedAt the instant for which what it adds was computed, epoch milliseconds of business time
     * @param leftOutSince the frame since which it counts for nothing, or 0
     * @param crowdedOut whether it counts for nothing only because of what all others add up to
     */
    public record Standing(long evaluatedAt, long leftOutSince, boolean crowdedOut) {
        /** Of an object that was never evaluated. */
        public static final Standing NONE = new Standing(0, 0, false);
    }

    /** What tells two rows of an object apart. */
    private record Name(Table table, String key) {}

    public BusinessObject() {
        this(List.of(), List.of(), Standing.NONE);
    }

    /**
     * @param rows present rows
     * @param pending rows that wait, in the order in which they came
     */
    public BusinessObject(Collection<Row> rows, Collection<Row> pending, Standing standing) {
        this.rows = new LinkedHashMap<>();
        rows.forEach(this::apply);
        this.pending = new ArrayList<>(pending);
        this.standing = standing;
    }

    /** Rows that came, but are not applied yet, in the order in which they came. */
    public List<Row> pending() {
        return pending;
    }

    /** Applies the pending rows that came up to {@code time}. */
    public void applyPending(long time) {
        pending.removeIf(row -> {
            boolean due = row.time() <= time;
            if (due) {
                apply(row);
            }
            return due;
        });
    }

    public Standing standing() {
        return standing;
    }

    public void stand(Standing now) {
        standing = now;
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    /** How many rows it has, those that wait counted too. */
    public int size() {
        return rows.size() + pending.size();
    }

    /** The rows, those that wait not counted. */
    public Collection<Row> rows() {
        return rows.values();
    }

    /** Puts a row in place of its version before; an absent one takes that away. */
    public void apply(Row row) {
        Name name = new Name(row.table(), row.key());
        if (!row.present()) {
            rows.remove(name);
            return;
        }
        Row before = rows.get(name);
        rows.put(name, before == null ? row : row.completedBy(before));
    }

    /** The row of a table that an object has one of, or null. */
    public Row root(Table table) {
        for (Row row : rows.values()) {
            if (row.table() == table) {
                return row;
            }
        }
        return null;
    }

    /** The rows of a table. */
    public List<Row> parts(Table table) {
        List<Row> parts = new ArrayList<>();
        for (Row row : rows.values()) {
            if (row.table() == table) {
                parts.add(row);
            }
        }
        return parts;
    }
}
