package io.salesboard.core.contributions;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of one business object as far as they are known: its root and its parts, each in its present version. Parts may
 * come before their root.
 */
public final class BusinessObject {
    private final Map<Name, Row> rows = new LinkedHashMap<>();

    /** What tells two rows of an object apart. */
    private record Name(Table table, String key) {}

    public boolean isEmpty() {
        return rows.isEmpty();
    }

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

    /** A row by its primary key, or null. */
    public Row row(Table table, String key) {
        return rows.get(new Name(table, key));
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
