package io.salesboard.datasets;

import io.salesboard.datasets.DataSet.Database;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * AdventureWorks fiscal year 2018: the orders of a bicycle maker's resellers, US dollars.
 *
 * <p>An order is a SalesOrderNumber with its lines; its rep is the salesperson, its store the sales territory it was made
 * in, its region (by store) the territory's group. Territories are teams too, groups are regions: a salesperson belongs to
 * the territory with most of its order lines, because one person sells in several; whoever sold nothing and covers several
 * territories belongs to their group but to no team. Targets are the month quotas of salespersons. Orders get times from 9 to 17 of their
 * day, UTC. There is no channel, payment, discount or tax in the data. Unit cost is the product's standard cost.
 *
 * <p>The sales are read twice: to check every value and to count, and to make the orders. Lines of an order that do not
 * stand together are added to it.
 */
final class AdventureWorks {
    static final List<String> FILES = List.of(
            "sales_fy2018.csv",
            "targets_fy2018.csv",
            "salesperson.csv",
            "salespersonregion.csv",
            "region.csv",
            "product.csv",
            "reseller.csv");
    private static final String CURRENCY = "USD";

    /** Of two territories with as many lines the one of the smaller number. */
    private static final Comparator<String> SMALLER_FIRST =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private static final String SALES = "sales_fy2018.csv";
    private static final Pattern NUMBER = Pattern.compile("SO([0-9]{1,18})");

    private final EventFile events;
    private final List<Change> pos = new ArrayList<>();
    private final List<Change> crm = new ArrayList<>();

    /** Territory to its group. */
    private final Map<String, String> groups = new HashMap<>();

    /** Order lines of each salesperson in each territory. */
    private final Map<String, Map<String, Long>> sold = new HashMap<>();

    /** When each order was made; before the second reading just that it is there. */
    private final Map<Long, Instant> orders = new HashMap<>();

    private final Spread times = new Spread(LocalTime.of(9, 0), LocalTime.of(17, 0));
    private LocalDate first;
    private long last;
    private long lines;

    private AdventureWorks(EventFile events) {
        this.events = events;
    }

    static DataSet load(CsvFolder folder, EventFile events) throws IOException {
        AdventureWorks loader = new AdventureWorks(events);
        loader.territories(folder.rows("region.csv"));
        loader.products(folder.rows("product.csv"));
        folder.forEach(SALES, loader::learn);
        Map<String, String> keys =
                loader.salespersons(folder.rows("salesperson.csv"), loader.homes(folder.rows("salespersonregion.csv")));
        loader.targets(folder.rows("targets_fy2018.csv"), keys);
        loader.addOrders(folder);
        events.sort();
        return new DataSet(
                "AdventureWorks FY2018",
                Currency.getInstance(CURRENCY),
                ZoneOffset.UTC,
                Database.POS,
                loader.pos,
                loader.crm,
                events.at(0),
                events);
    }

    private void territories(List<CsvRow> rows) {
        for (CsvRow row : rows) {
            String id = row.unique("SalesTerritoryKey", key -> !groups.containsKey(key));
            String group = row.text("Group");
            if (!groups.containsValue(group)) {
                crm.add(Change.insert("region", "region_id, name", Ids.key(group), group));
            }
            groups.put(id, group);
            crm.add(Change.insert("team", "team_id, name, region_id", id, row.text("Region"), Ids.key(group)));
            pos.add(Change.insert(
                    "store", "store_id, name, region_id, kind", id, row.text("Region"), Ids.key(group), "store"));
        }
    }

    private void products(List<CsvRow> rows) {
        Set<String> known = new HashSet<>();
        for (CsvRow row : rows) {
            pos.add(Change.insert(
                    "product",
                    "product_id, name, category, unit_cost, currency",
                    row.unique("ProductKey", known::add),
                    row.text("Product"),
                    row.textOrNull("Category"),
                    row.decimalOrNull("Standard Cost", CsvRow.MONEY),
                    CURRENCY));
        }
    }

    /** Reads every value once, so that nothing is loaded of a file that cannot be read to its end. */
    private void learn(CsvRow row) {
        long order = number(row);
        last = Math.max(last, order);
        LocalDate day = row.day("OrderDate");
        if (first == null) {
            first = day;
        }
        if (orders.put(order, Instant.EPOCH) == null) {
            times.expect(day);
        }
        String territory = row.text("SalesTerritoryKey");
        if (!groups.containsKey(territory)) {
            throw row.wrong("SalesTerritoryKey", "is not in region.csv");
        }
        sold.computeIfAbsent(row.text("EmployeeKey"), key -> new HashMap<>()).merge(territory, 1L, Long::sum);
        row.text("ProductKey");
        row.textOrNull("ResellerKey");
        row.decimal("Quantity", CsvRow.QUANTITY);
        row.decimal("UnitPrice", CsvRow.MONEY);
    }

    private static long number(CsvRow row) {
        return row.number("SalesOrderNumber", NUMBER, "SO43659");
    }

    /** Where a salesperson belongs; what is null cannot be told. */
    private record Home(String territory, String group) {}

    private Map<String, Home> homes(List<CsvRow> coverage) {
        Map<String, Set<String>> covered = new HashMap<>();
        for (CsvRow row : coverage) {
            String territory = row.text("SalesTerritoryKey");
            if (!groups.containsKey(territory)) {
                throw row.wrong("SalesTerritoryKey", "is not in region.csv");
            }
            covered.computeIfAbsent(row.text("EmployeeKey"), key -> new HashSet<>())
                    .add(territory);
        }
        Map<String, Home> homes = new HashMap<>();
        covered.forEach((person, territories) -> {
            List<String> all = territories.stream().map(groups::get).distinct().toList();
            homes.put(
                    person,
                    new Home(
                            territories.size() == 1 ? territories.iterator().next() : null,
                            all.size() == 1 ? all.get(0) : null));
        });
        sold.forEach((person, counts) -> {
            String territory = counts.entrySet().stream()
                    .max(Map.Entry.<String, Long>comparingByValue()
                            .thenComparing(Map.Entry.comparingByKey(SMALLER_FIRST.reversed())))
                    .orElseThrow()
                    .getKey();
            homes.put(person, new Home(territory, groups.get(territory)));
        });
        return homes;
    }

    /** @return employee id, as targets know it, to rep id */
    private Map<String, String> salespersons(List<CsvRow> rows, Map<String, Home> homes) {
        Map<String, String> keys = new HashMap<>();
        Set<String> known = new HashSet<>();
        LocalDate validFrom = first.withDayOfMonth(1);
        long assignment = 0;
        for (CsvRow row : rows) {
            String rep = row.unique("EmployeeKey", known::add);
            keys.put(row.text("EmployeeID"), rep);
            crm.add(Change.insert("rep", "rep_id, name", rep, row.text("Salesperson")));
            Home home = homes.get(rep);
            if (home != null && home.group != null) {
                crm.add(Change.insert(
                        "rep_assignment",
                        "assignment_id, rep_id, team_id, region_id, valid_from",
                        ++assignment,
                        rep,
                        home.territory,
                        Ids.key(home.group),
                        validFrom));
            }
        }
        crm.add(Ids.continueAfter("rep_assignment", "assignment_id", assignment));
        return keys;
    }

    private void targets(List<CsvRow> rows, Map<String, String> keys) {
        long id = 0;
        for (CsvRow row : rows) {
            String rep = keys.get(row.text("EmployeeID"));
            if (rep == null) {
                throw row.wrong("EmployeeID", "is not in salesperson.csv");
            }
            LocalDate month = row.day("TargetMonth");
            crm.add(Change.insert(
                    "quota",
                    "quota_id, scope_type, scope_id, period_start, period_end, amount, currency",
                    ++id,
                    "rep",
                    rep,
                    month,
                    month.plusMonths(1),
                    row.decimal("TargetAmount", CsvRow.MONEY),
                    CURRENCY));
        }
        crm.add(Ids.continueAfter("quota", "quota_id", id));
    }

    private void addOrders(CsvFolder folder) throws IOException {
        orders.clear();
        List<CsvRow> order = new ArrayList<>();
        folder.forEach(SALES, row -> {
            if (!order.isEmpty() && number(order.get(0)) != number(row)) {
                events.add(event(order));
                order.clear();
            }
            order.add(row);
        });
        events.add(event(order));
        pos.add(Ids.continueAfter("pos_order", "order_id", last));
        pos.add(Ids.continueAfter("pos_order_line", "line_id", lines));
    }

    /** Neighbouring lines of an order. */
    private Event event(List<CsvRow> rows) {
        CsvRow head = rows.get(0);
        long order = number(head);
        List<Change> changes = new ArrayList<>();
        Instant at = orders.get(order);
        if (at == null) {
            at = times.next(head.day("OrderDate"));
            orders.put(order, at);
            changes.add(PosRows.order(
                    order,
                    head.text("SalesTerritoryKey"),
                    head.text("EmployeeKey"),
                    head.textOrNull("ResellerKey"),
                    null,
                    at,
                    CURRENCY));
        }
        for (CsvRow row : rows) {
            changes.add(PosRows.line(
                    ++lines,
                    order,
                    row.text("ProductKey"),
                    row.decimal("Quantity", CsvRow.QUANTITY),
                    row.decimal("UnitPrice", CsvRow.MONEY)));
        }
        return new Event(at, changes);
    }
}
