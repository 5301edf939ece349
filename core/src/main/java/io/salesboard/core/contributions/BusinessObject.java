package io.salesboard.core.contributions;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of one business object as far as they are known: its root and its parts, each at its newest position.
 *
 * <p>Parts may come before their root; absent rows are remembered by their position, so that an older copy does not bring
 * them back.
 */
public final class BusinessObject {
    private final List<Row> rows;

    public BusinessObject() {
        this(new ArrayList<>(2));
    }

    public BusinessObject(List<Row> rows) {
        this.rows = rows;
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
