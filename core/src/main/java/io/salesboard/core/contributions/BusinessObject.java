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
    private long evaluatedAt;

    /** What tells two rows of an object apart. */
    private record Name(Table table, String key) {}

    public BusinessObject() {
        this(List.of(), List.of(), 0);
    }

    /**
     * @param rows present rows
     * @param pending rows that wait, in the order in which they came
     * @param evaluatedAt see {@link #evaluatedAt()}
     */
    public BusinessObject(Collection<Row> rows, Collection<Row> pending, long evaluatedAt) {
        this.rows = new LinkedHashMap<>();
        rows.forEach(this::apply);
        this.pending = new ArrayList<>(pending);
        this.evaluatedAt = evaluatedAt;
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

    /** The instant for which what the object adds now was computed, epoch milliseconds of business time. */
    public long evaluatedAt() {
        return evaluatedAt;
    }

    public void evaluatedAt(long millis) {
        evaluatedAt = millis;
    }

    public boolean isEmpty() {
        return rows.isEmpty() && pending.isEmpty();
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
