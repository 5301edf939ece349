package io.salesboard.core.contributions;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The rows of one business object as far as they are known: its root and its parts, each at its newest position.
 *
 * <p>Parts may come before their root; absent rows are remembered by their position, so that an older copy does not bring
 * them back.
 */
public final class BusinessObject {
    private final List<Row> rows;
    private final List<Row> pending;

    public BusinessObject() {
        this(new ArrayList<>(2), new ArrayList<>(1));
    }

    public BusinessObject(List<Row> rows, List<Row> pending) {
        this.rows = rows;
        this.pending = pending;
    }

    /** Rows that came, but are not applied yet. */
    public List<Row> pending() {
        return pending;
    }

    /** Applies the pending rows of commits up to {@code committed}; in whatever order they came, the result is the same. */
    public void applyPending(long committed) {
        pending.removeIf(row -> {
            boolean due = row.committed() <= committed;
            if (due) {
                apply(row);
            }
            return due;
        });
    }

    public boolean isEmpty() {
        return rows.isEmpty() && pending.isEmpty();
    }

    /** Everything remembered, absent rows too. */
    public List<Row> rows() {
        return rows;
    }

    /**
     * Puts a row in place of its older version.
     *
     * @return false when a newer one is there already: then nothing changed
     */
    public boolean apply(Row row) {
        for (int i = 0; i < rows.size(); i++) {
            Row known = rows.get(i);
            if (known.table() == row.table() && known.key().equals(row.key())) {
                if (row.lsn() < known.lsn()) {
                    return false;
                }
                rows.set(i, row);
                return true;
            }
        }
        rows.add(row);
        return true;
    }

    /** Forgets absent rows of commits up to {@code committed}. */
    public void forgetAbsent(long committed) {
        rows.removeIf(row -> !row.present() && row.committed() <= committed);
    }

    /** When the oldest of the absent rows was deleted, epoch milliseconds; empty where none is remembered. */
    public OptionalLong firstAbsent() {
        return rows.stream()
                .filter(row -> !row.present())
                .mapToLong(Row::committed)
                .min();
    }

    /** The present row of a table that an object has one of, or null. */
    public Row root(Table table) {
        for (Row row : rows) {
            if (row.table() == table && row.present()) {
                return row;
            }
        }
        return null;
    }

    /** The present rows of a table. */
    public List<Row> parts(Table table) {
        List<Row> parts = new ArrayList<>();
        for (Row row : rows) {
            if (row.table() == table && row.present()) {
                parts.add(row);
            }
        }
        return parts;
    }
}
