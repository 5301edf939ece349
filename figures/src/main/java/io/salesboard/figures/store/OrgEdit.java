package io.salesboard.figures.store;

import io.salesboard.core.model.Scope;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Rows of reference tables that changed, on their way into the next {@link Org}. Only the last of each key is read; one
 * that cannot be read is left out and named in the log.
 */
final class OrgEdit {
    private static final Logger LOG = LogManager.getLogger(OrgEdit.class);
    private static final String BUSINESS_CALENDAR = "default";

    /** By table and key; the columns are null where the row is gone. */
    private final Map<String, Map<String, Map<String, String>>> changes = new HashMap<>();

    void put(String table, String key, Map<String, String> columns) {
        changes.computeIfAbsent(table, name -> new HashMap<>()).put(key, columns);
    }

    void remove(String table, String key) {
        put(table, key, null);
    }

    /** The company with these changes: the same where there are none. */
    Org of(Org before) {
        if (changes.isEmpty()) {
            return before;
        }
        OrgTables tables = before.tables();
        return new Org(
                before,
                new OrgTables(
                        changed(tables.reps(), "rep", OrgEdit::rep),
                        changed(tables.teams(), "team", OrgEdit::name),
                        changed(tables.regions(), "region", OrgEdit::name),
                        changed(tables.stores(), "store", OrgEdit::store),
                        changed(tables.products(), "product", OrgEdit::product),
                        changed(tables.assignments(), "rep_assignment", OrgEdit::assignment),
                        changed(tables.weights(), "business_day", OrgEdit::weight),
                        changed(tables.alertRules(), "alert_rule", (row, id) -> Collections.unmodifiableMap(row))));
    }

    private <R> NavigableMap<String, R> changed(
            NavigableMap<String, R> before, String table, BiFunction<Map<String, String>, String, R> read) {
        Map<String, Map<String, String>> rows = changes.get(table);
        if (rows == null) {
            return before;
        }
        NavigableMap<String, R> after = new TreeMap<>(before);
        boolean same = true;
        for (Map.Entry<String, Map<String, String>> change : rows.entrySet()) {
            String key = change.getKey();
            R row = change.getValue() == null ? null : read(table, key, change.getValue(), read);
            R old = row == null ? after.remove(key) : after.put(key, row);
            same &= Objects.equals(old, row);
        }
        return same ? before : after;
    }

    private static <R> R read(
            String table, String key, Map<String, String> columns, BiFunction<Map<String, String>, String, R> read) {
        try {
            return read.apply(columns, key);
        } catch (RuntimeException e) {
            LOG.warn("row of {} left out, its columns are {}; correct it in the source database", table, columns, e);
            return null;
        }
    }

    private static Org.Rep rep(Map<String, String> row, String id) {
        return new Org.Rep(id, name(row, id), date(row, "hire_date"), Boolean.parseBoolean(row.get("active")));
    }

    private static Org.Store store(Map<String, String> row, String id) {
        return new Org.Store(name(row, id), row.get("kind"), row.get("region_id"));
    }

    private static Org.Product product(Map<String, String> row, String id) {
        String cost = row.get("unit_cost");
        return new Org.Product(
                id,
                name(row, id),
                row.get("category"),
                cost == null ? null : new BigDecimal(cost),
                row.get("currency"));
    }

    private static Org.Assignment assignment(Map<String, String> row, String key) {
        LocalDate to = date(row, "valid_to");
        return new Org.Assignment(
                Long.parseLong(row.get("assignment_id")),
                row.get("rep_id"),
                orUnassigned(row.get("team_id")),
                orUnassigned(row.get("region_id")),
                date(row, "valid_from").toEpochDay(),
                to == null ? Long.MAX_VALUE : to.toEpochDay());
    }

    private static OrgTables.Weight weight(Map<String, String> row, String key) {
        return BUSINESS_CALENDAR.equals(row.get("calendar_id"))
                ? new OrgTables.Weight(
                        (int) LocalDate.parse(row.get("date")).toEpochDay(), new BigDecimal(row.get("working_weight")))
                : null;
    }

    private static String name(Map<String, String> row, String id) {
        return row.get("name") == null ? id : row.get("name");
    }

    private static LocalDate date(Map<String, String> row, String column) {
        return row.get(column) == null ? null : LocalDate.parse(row.get(column));
    }

    private static String orUnassigned(String id) {
        return id == null ? Scope.UNASSIGNED : id;
    }
}
