package io.salesboard.jobs.operators;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Table;
import java.util.List;

/**
 * Under which team and region a rep stands on a day, or in which region a store stands.
 *
 * <p>Validity is half open; of overlapping assignments the one that started last counts, then the one with the highest id.
 */
final class Timeline {
    private static final int TEAM = Table.REP_ASSIGNMENT.slot("team_id");
    private static final int REGION = Table.REP_ASSIGNMENT.slot("region_id");
    private static final int ID = Table.REP_ASSIGNMENT.slot("assignment_id");
    private static final int FROM = Table.REP_ASSIGNMENT.slot("valid_from");
    private static final int TO = Table.REP_ASSIGNMENT.slot("valid_to");
    private static final int STORE_REGION = Table.STORE.slot("region_id");

    private static final Parents NOBODY = new Parents(Scope.UNASSIGNED, Scope.UNASSIGNED);

    private final List<Row> rows;

    /**
     * The parents on a day.
     *
     * @param team a rep's team; {@link Scope#UNASSIGNED} for a store
     * @param region the region
     */
    record Parents(String team, String region) {}

    private Timeline(List<Row> rows) {
        this.rows = rows;
    }

    static Timeline of(List<Row> rows) {
        return new Timeline(List.copyOf(rows));
    }

    /** Puts a row in place of its version before, in place; an absent one takes that away. */
    static void apply(List<Row> rows, Row row) {
        for (int i = 0; i < rows.size(); i++) {
            Row known = rows.get(i);
            if (known.table() == row.table() && known.key().equals(row.key())) {
                if (row.present()) {
                    rows.set(i, row.completedBy(known));
                } else {
                    rows.remove(i);
                }
                return;
            }
        }
        if (row.present()) {
            rows.add(row);
        }
    }

    Parents on(long day) {
        Row valid = null;
        for (Row row : rows) {
            if (row.table() == Table.STORE) {
                return new Parents(Scope.UNASSIGNED, or(row.text(STORE_REGION)));
            }
            if (row.number(FROM) <= day
                    && (row.isNull(TO) || day < row.number(TO))
                    && !row.isNull(FROM)
                    && (valid == null || newer(row, valid))) {
                valid = row;
            }
        }
        return valid == null ? NOBODY : new Parents(or(valid.text(TEAM)), or(valid.text(REGION)));
    }

    private static boolean newer(Row row, Row than) {
        return row.number(FROM) != than.number(FROM)
                ? row.number(FROM) > than.number(FROM)
                : row.number(ID) > than.number(ID);
    }

    private static String or(String id) {
        return id == null ? Scope.UNASSIGNED : id;
    }
}
