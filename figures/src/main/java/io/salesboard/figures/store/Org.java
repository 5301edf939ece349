package io.salesboard.figures.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.salesboard.core.model.Parent;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Subject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * The company as its reference tables describe it at one instant: who and what there is, who belonged where and when.
 *
 * <p>Never changes once made; {@link OrgEdit} makes the next one, which shares with it every table of which no row changed.
 */
public final class Org {
    public static final Org EMPTY = new Org();

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

    /** A store; {@code kind} and {@code region} are null where they are not known. */
    record Store(String name, String kind, String region) {}

    private final OrgTables tables;
    private final Map<String, List<Assignment>> assignmentsOf;
    private final Map<Integer, BigDecimal> weights;
    private final Map<String, List<String>> productsOf;
    private final List<String> categories;
    private final List<String> kinds;
    private final SortedMap<String, Map<String, String>> alertRules;

    private Org() {
        tables = OrgTables.EMPTY;
        assignmentsOf = Map.of();
        weights = new HashMap<>();
        productsOf = Map.of();
        categories = List.of();
        kinds = List.of();
        alertRules = Collections.emptySortedMap();
    }

    Org(Org before, OrgTables tables) {
        OrgTables old = before.tables;
        this.tables = tables;
        assignmentsOf = tables.assignments() == old.assignments()
                ? before.assignmentsOf
                : byRep(tables.assignments().values());
        weights = tables.weights() == old.weights()
                ? before.weights
                : byDay(tables.weights().values());
        boolean sameProducts = tables.products() == old.products();
        Collection<Product> products = tables.products().values();
        productsOf = sameProducts ? before.productsOf : byCategory(products);
        categories = sameProducts ? before.categories : distinct(products, Product::category);
        kinds = tables.stores() == old.stores()
                ? before.kinds
                : distinct(tables.stores().values(), Store::kind);
        alertRules = tables.alertRules() == old.alertRules()
                ? before.alertRules
                : Collections.unmodifiableSortedMap(tables.alertRules());
    }

    private static Map<String, List<Assignment>> byRep(Collection<Assignment> assignments) {
        Map<String, List<Assignment>> byRep = assignments.stream().collect(groupingBy(Assignment::rep));
        byRep.values().forEach(list -> list.sort(PRECEDENCE.reversed()));
        return byRep;
    }

    private static Map<Integer, BigDecimal> byDay(Collection<OrgTables.Weight> weights) {
        Map<Integer, BigDecimal> byDay = new HashMap<>();
        weights.forEach(day -> byDay.put(day.epochDay(), day.weight()));
        return Collections.unmodifiableMap(byDay);
    }

    private static Map<String, List<String>> byCategory(Collection<Product> products) {
        return products.stream()
                .collect(groupingBy(product -> orUnassigned(product.category()), mapping(Product::id, toList())));
    }

    private static <R> List<String> distinct(Collection<R> rows, Function<R, String> label) {
        return rows.stream()
                .map(label)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    private static String orUnassigned(String label) {
        return label == null ? Scope.UNASSIGNED : label;
    }

    OrgTables tables() {
        return tables;
    }

    /** Ids that a reference table lists for a scope, in order; none for scopes without a table. */
    public Collection<String> ids(Scope scope) {
        return switch (scope) {
            case REP -> tables.reps().keySet();
            case TEAM -> tables.teams().keySet();
            case REGION -> tables.regions().keySet();
            case STORE -> tables.stores().keySet();
            case PRODUCT -> tables.products().keySet();
            case STORE_KIND -> kinds;
            case CATEGORY -> categories;
            case COMPANY, CHANNEL, LEAD_SOURCE, LOST_REASON, LOCATION, REP_PRODUCT, REGION_PRODUCT -> List.of();
        };
    }

    /** The name of a row, or its id where no table names it. */
    public String name(Scope scope, String id) {
        return switch (scope) {
            case REP -> nameOr(tables.reps().get(id), Rep::name, id);
            case PRODUCT -> nameOr(tables.products().get(id), Product::name, id);
            case STORE -> nameOr(tables.stores().get(id), Store::name, id);
            case TEAM -> tables.teams().getOrDefault(id, id);
            case REGION, LOCATION -> tables.regions().getOrDefault(id, id);
            case CHANNEL, LEAD_SOURCE, LOST_REASON -> id.equals(Scope.OTHERS) ? OTHERS : id;
            case COMPANY, STORE_KIND, CATEGORY -> id;
            case REP_PRODUCT, REGION_PRODUCT -> {
                Subject both = Subject.parse(scope, id);
                yield name(scope.first(), both.id()) + " · " + name(scope.second(), both.by());
            }
        };
    }

    private static <R> String nameOr(R row, Function<R, String> name, String id) {
        return row == null ? id : name.apply(row);
    }

    public Collection<Rep> reps() {
        return Collections.unmodifiableCollection(tables.reps().values());
    }

    /** The rep, or null. */
    public Rep rep(String id) {
        return tables.reps().get(id);
    }

    /** What kind a store is of, or {@link Scope#UNASSIGNED}. */
    public String kindOf(String store) {
        Store known = tables.stores().get(store);
        return known == null ? Scope.UNASSIGNED : orUnassigned(known.kind());
    }

    /** The category of a product, or {@link Scope#UNASSIGNED}. */
    public String categoryOf(String product) {
        Product known = product(product);
        return known == null ? Scope.UNASSIGNED : orUnassigned(known.category());
    }

    /** The products of a category, by id. */
    public List<String> productsOf(String category) {
        return productsOf.getOrDefault(category, List.of());
    }

    /** The product, or null. */
    public Product product(String id) {
        return tables.products().get(id);
    }

    /** Where a rep belongs on a day; null where nothing says. Of overlapping rows the latest valid_from counts, then the highest id. */
    public Assignment assignmentOf(String rep, int epochDay) {
        for (Assignment assignment : assignmentsOf.getOrDefault(rep, List.of())) {
            if (assignment.holdsOn(epochDay)) {
                return assignment;
            }
        }
        return null;
    }

    /** The id of a child's parent on a day, {@link Scope#UNASSIGNED} where it has none. */
    public String parentOf(Parent parent, String child, int epochDay) {
        return switch (parent) {
            case COMPANY_OF_REP -> Scope.COMPANY_ID;
            case TEAM_OF_REP -> orUnassigned(assigned(child, epochDay, Assignment::team));
            case REGION_OF_REP -> orUnassigned(assigned(child, epochDay, Assignment::region));
            case LOCATION_OF_STORE -> {
                Store store = tables.stores().get(child);
                yield store == null ? Scope.UNASSIGNED : orUnassigned(store.region());
            }
        };
    }

    private String assigned(String rep, int epochDay, Function<Assignment, String> to) {
        Assignment assignment = assignmentOf(rep, epochDay);
        return assignment == null ? null : to.apply(assignment);
    }

    /** The alert rules of the company's table: id to columns by name, in order of id; the same map while none of them changed. */
    public SortedMap<String, Map<String, String>> alertRules() {
        return alertRules;
    }

    /** Epoch day to working weight, for the days the business calendar lists. */
    public Map<Integer, BigDecimal> weights() {
        return weights;
    }
}
