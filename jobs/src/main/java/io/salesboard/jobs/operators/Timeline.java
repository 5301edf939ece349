package io.salesboard.jobs.operators;

import io.salesboard.core.model.NumberColumn;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that say under which parents a leaf stands, from when to when: a rep's assignments, or the store itself.
 *
 * <p>Validity is half open; of overlapping rows the one that started last counts, then the one with the highest id. A store's
 * row is valid at any time.
 */
final class Timeline {
    private static final NumberColumn ID = Table.REP_ASSIGNMENT.numberColumn("assignment_id");
    private static final NumberColumn FROM = Table.REP_ASSIGNMENT.numberColumn("valid_from");
    private static final NumberColumn TO = Table.REP_ASSIGNMENT.numberColumn("valid_to");

    private final List<Row> rows;

    Timeline(List<Row> rows) {
        this.rows = rows;
    }

    List<Row> rows() {
        return rows;
    }

    /** This timeline with a row in place of its version before; an absent one takes that away. */
    Timeline with(Row row) {
        List<Row> changed = new ArrayList<>(rows.size() + 1);
        Row present = row;
        for (Row known : rows) {
            if (known.table() == row.table() && known.key().equals(row.key())) {
                present = row.completedBy(known);
            } else {
                changed.add(known);
            }
        }
        if (row.present()) {
            changed.add(present);
        }
        return new Timeline(changed);
    }

    /** The row that counts on a day, or null. */
    Row on(long day) {
        Row valid = null;
        for (Row row : rows) {
            if (row.table() == Table.STORE) {
                return row;
            }
            if (!row.isNull(FROM)
                    && row.number(FROM) <= day
                    && (row.isNull(TO) || day < row.number(TO))
                    && (valid == null || newer(row, valid))) {
                valid = row;
            }
        }
        return valid;
    }

    private static boolean newer(Row row, Row than) {
        return row.number(FROM) != than.number(FROM)
                ? row.number(FROM) > than.number(FROM)
                : row.number(ID) > than.number(ID);
    }
}
