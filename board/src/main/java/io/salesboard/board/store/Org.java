package io.salesboard.board.store;

import io.salesboard.core.model.Scope;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The company as its reference tables describe it at one instant: who and what there is, who belonged where and when. */
public final class Org {
    private static final Logger LOG = LogManager.getLogger(Org.class);
    private static final String OTHERS = "Khác";
    private static final Comparator<Assignment> PRECEDENCE =
            Comparator.comparingLong(Assignment::from).thenComparingLong(Assignment::id);

    /** A sales rep; {@code hired} is null where it is not known. */
    public record Rep(String id, String name, LocalDate hired, boolean active) {
        /** Whether the rep works for the company on a day; an unknown date of hire lies in the past. */
        public boolean worksOn(int epochDay) {
            return active && (hired == null || hired.toEpochDay() <= epochDay);
        }
    }

    /** Where a rep belongs from one epoch day up to, not including, another. */
    public record Assignment(long id, String rep, String team, String region, long from, long to) {
        boolean holdsOn(int epochDay) {
            return from <= epochDay && epochDay < to;
        }
    }

    /** A product; {@code category} and {@code unitCost} are null where they are not known. */
    public record Product(String id, String name, String category, BigDecimal unitCost, String currency) {}

    private record Store(String name, String kind) {}

    private final NavigableMap<String, Rep> reps = new TreeMap<>();
    private final NavigableMap<String, Product> products = new TreeMap<>();
    private final NavigableMap<String, String> teams = new TreeMap<>();
    private final NavigableMap<String, String> regions = new TreeMap<>();
    private final NavigableMap<String, Store> stores = new TreeMap<>();
    private final Map<String, List<Assignment>> assignments = new HashMap<>();
    private final Map<Integer, BigDecimal> weights = new HashMap<>();

    /** @param tables table name to rows as column name to text; unreadable rows are left out and named in the log */
    Org(Map<String, ? extends Collection<Map<String, String>>> tables) {
        each(tables, "rep", (row, id) -> reps.put(id, new Rep(id, name(row, id), date(row, "hire_date"), active(row))));
        each(tables, "team", (row, id) -> teams.put(id, name(row, id)));
        each(tables, "region", (row, id) -> regions.put(id, name(row, id)));
        each(tables, "store", (row, id) -> stores.put(id, new Store(name(row, id), row.get("kind"))));
        each(tables, "product", (row, id) -> products.put(id, product(row, id)));
        each(tables, "rep_assignment", (row, id) -> assign(row));
        each(tables, "business_day", (row, id) -> {
            if ("default".equals(row.get("calendar_id"))) {
                weights.put(
                        (int) LocalDate.parse(row.get("date")).toEpochDay(), new BigDecimal(row.get("working_weight")));
            }
        });
        assignments.values().forEach(list -> list.sort(PRECEDENCE.reversed()));
    }

    private static void each(
            Map<String, ? extends Collection<Map<String, String>>> tables,
            String table,
            BiConsumer<Map<String, String>, String> use) {
        Collection<Map<String, String>> rows = tables.get(table);
        if (rows == null) {
            return;
        }
        for (Map<String, String> row : rows) {
            try {
                use.accept(row, row.get(table + "_id"));
            } catch (RuntimeException e) {
                LOG.warn("row of {} left out, its columns are {}; correct it in the source database", table, row, e);
            }
        }
    }

    private void assign(Map<String, String> row) {
        LocalDate from = date(row, "valid_from");
        LocalDate to = date(row, "valid_to");
        Assignment assignment = new Assignment(
                Long.parseLong(row.get("assignment_id")),
                row.get("rep_id"),
                orUnassigned(row.get("team_id")),
                orUnassigned(row.get("region_id")),
                from.toEpochDay(),
                to == null ? Long.MAX_VALUE : to.toEpochDay());
        assignments.computeIfAbsent(assignment.rep(), rep -> new ArrayList<>()).add(assignment);
    }

    private static Product product(Map<String, String> row, String id) {
        String cost = row.get("unit_cost");
        return new Product(
                id,
                name(row, id),
                row.get("category"),
                cost == null ? null : new BigDecimal(cost),
                row.get("currency"));
    }

    private static String name(Map<String, String> row, String id) {
        return row.get("name") == null ? id : row.get("name");
    }

    private static boolean active(Map<String, String> row) {
        return Boolean.parseBoolean(row.get("active"));
    }

    private static LocalDate date(Map<String, String> row, String column) {
        return row.get(column) == null ? null : LocalDate.parse(row.get(column));
    }

    private static String orUnassigned(String id) {
        return id == null ? Scope.UNASSIGNED : id;
    }

    /** Ids that a reference table lists for a scope, in order; none for scopes without a table. */
    public Collection<String> ids(Scope scope) {
        return switch (scope) {
            case REP -> reps.keySet();
            case TEAM -> teams.keySet();
            case REGION -> regions.keySet();
            case STORE -> stores.keySet();
            case PRODUCT -> products.keySet();
            case STORE_KIND ->
                stores.values().stream()
                        .map(Store::kind)
                        .filter(Objects::nonNull)
                        .distinct()
                        .sorted()
                        .toList();
            case CATEGORY ->
                products.values().stream()
                        .map(Product::category)
                        .filter(Objects::nonNull)
                        .distinct()
                        .sorted()
                        .toList();
            case COMPANY, CHANNEL, LEAD_SOURCE, LOST_REASON -> List.of();
        };
    }

    /** The name of a row, or its id where no table names it. */
    public String name(Scope scope, String id) {
        return switch (scope) {
            case REP -> reps.containsKey(id) ? reps.get(id).name() : id;
            case PRODUCT -> products.containsKey(id) ? products.get(id).name() : id;
            case TEAM -> teams.getOrDefault(id, id);
            case REGION -> regions.getOrDefault(id, id);
            case STORE -> stores.containsKey(id) ? stores.get(id).name() : id;
            case CHANNEL, LEAD_SOURCE, LOST_REASON -> id.equals(Scope.OTHERS) ? OTHERS : id;
            case COMPANY, STORE_KIND, CATEGORY -> id;
        };
    }

    public Collection<Rep> reps() {
        return reps.values();
    }

    /** The rep, or null. */
    public Rep rep(String id) {
        return reps.get(id);
    }

    /** What kind a store is of, or {@link Scope#UNASSIGNED}. */
    public String kindOf(String store) {
        return stores.containsKey(store) ? orUnassigned(stores.get(store).kind()) : Scope.UNASSIGNED;
    }

    /** The category of a product, or {@link Scope#UNASSIGNED}. */
    public String categoryOf(String product) {
        return products.containsKey(product)
                ? orUnassigned(products.get(product).category())
                : Scope.UNASSIGNED;
    }

    /** The products of a category. */
    public List<String> productsOf(String category) {
        return products.keySet().stream()
                .filter(product -> categoryOf(product).equals(category))
                .toList();
    }

    /** The product, or null. */
    public Product product(String id) {
        return products.get(id);
    }

    /** Where a rep belongs on a day; null where nothing says. Of overlapping rows the latest valid_from counts, then the highest id. */
    public Assignment assignmentOf(String rep, int epochDay) {
        for (Assignment assignment : assignments.getOrDefault(rep, List.of())) {
            if (assignment.holdsOn(epochDay)) {
                return assignment;
            }
        }
        return null;
    }

    /** Epoch day to working weight, for the days the business calendar lists. */
    public Map<Integer, BigDecimal> weights() {
        return weights;
    }
}
