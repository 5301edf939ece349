package io.salesboard.local.data;

import io.salesboard.local.data.DataSet.Database;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/**
 * AdventureWorks fiscal year 2018: the orders of a bicycle maker's resellers, US dollars.
 *
 * <p>An order is a SalesOrderNumber with its lines; its rep is the salesperson, its store the sales territory it was made
 * in, its region (by store) the territory's group. Territories are teams too, groups are regions: a salesperson belongs to
 * the territory with most of its order lines, because one person sells in several; whoever sold nothing and covers several
 * territories belongs to their group but to no team. Targets are the month quotas of salespersons. Orders get times from 9 to 17 of their
 * day, UTC. There is no channel, payment, discount or tax in the data. Unit cost is the product's standard cost.
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

    private final List<Change> pos = new ArrayList<>();
    private final List<Change> crm = new ArrayList<>();

    /** Territory to its group. */
    private final Map<String, String> groups = new HashMap<>();

    private AdventureWorks() {}

    static DataSet load(Path folder) throws IOException {
        AdventureWorks loader = new AdventureWorks();
        List<CSVRecord> sales = Csv.read(folder, "sales_fy2018.csv");
        loader.territories(Csv.read(folder, "region.csv"));
        loader.products(Csv.read(folder, "product.csv"));
        Map<String, String> keys = loader.salespersons(
                Csv.read(folder, "salesperson.csv"),
                loader.homes(sales, Csv.read(folder, "salespersonregion.csv")),
                LocalDate.parse(sales.get(0).get("OrderDate")).withDayOfMonth(1));
        loader.targets(Csv.read(folder, "targets_fy2018.csv"), keys);
        List<Event> orders = loader.orders(sales);
        return new DataSet(
                "AdventureWorks FY2018",
                Currency.getInstance(CURRENCY),
                ZoneOffset.UTC,
                Database.POS,
                loader.pos,
                loader.crm,
                DataSet.first(orders),
                orders);
    }

    private void territories(List<CSVRecord> rows) {
        for (CSVRecord row : rows) {
            String id = row.get("SalesTerritoryKey");
            String group = row.get("Group");
            if (!groups.containsValue(group)) {
                crm.add(Change.insert("region", "region_id, name", Csv.key(group), group));
            }
            groups.put(id, group);
            crm.add(Change.insert("team", "team_id, name, region_id", id, row.get("Region"), Csv.key(group)));
            pos.add(Change.insert(
                    "store", "store_id, name, region_id, kind", id, row.get("Region"), Csv.key(group), "store"));
        }
    }

    private void products(List<CSVRecord> rows) {
        for (CSVRecord row : rows) {
            String cost = row.get("Standard Cost");
            pos.add(Change.insert(
                    "product",
                    "product_id, name, category, unit_cost, currency",
                    row.get("ProductKey"),
                    row.get("Product"),
                    row.get("Category"),
                    cost == null ? null : new BigDecimal(cost),
                    CURRENCY));
        }
    }

    /** Where a salesperson belongs; what is null cannot be told. */
    private record Home(String territory, String group) {}

    private Map<String, Home> homes(List<CSVRecord> sales, List<CSVRecord> coverage) {
        Map<String, Home> homes = new HashMap<>();
        byPerson(coverage).forEach((person, covered) -> {
            List<String> all =
                    covered.keySet().stream().map(groups::get).distinct().toList();
            homes.put(
                    person,
                    new Home(
                            covered.size() == 1 ? covered.keySet().iterator().next() : null,
                            all.size() == 1 ? all.get(0) : null));
        });
        byPerson(sales).forEach((person, lines) -> {
            String territory = lines.entrySet().stream()
                    .max(Map.Entry.<String, Long>comparingByValue()
                            .thenComparing(entry -> -Integer.parseInt(entry.getKey())))
                    .orElseThrow()
                    .getKey();
            homes.put(person, new Home(territory, groups.get(territory)));
        });
        return homes;
    }

    /** Rows of each salesperson in each territory. */
    private static Map<String, Map<String, Long>> byPerson(List<CSVRecord> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.get("EmployeeKey"),
                        Collectors.groupingBy(row -> row.get("SalesTerritoryKey"), Collectors.counting())));
    }

    /** @return employee id, as targets know it, to rep id */
    private Map<String, String> salespersons(List<CSVRecord> rows, Map<String, Home> homes, LocalDate validFrom) {
        Map<String, String> keys = new HashMap<>();
        long assignment = 0;
        for (CSVRecord row : rows) {
            String rep = row.get("EmployeeKey");
            keys.put(row.get("EmployeeID"), rep);
            crm.add(Change.insert("rep", "rep_id, name", rep, row.get("Salesperson")));
            Home home = homes.get(rep);
            if (home != null && home.group != null) {
                crm.add(Change.insert(
                        "rep_assignment",
                        "assignment_id, rep_id, team_id, region_id, valid_from",
                        ++assignment,
                        rep,
                        home.territory,
                        Csv.key(home.group),
                        validFrom));
            }
        }
        crm.add(Ids.continueAfter("rep_assignment", "assignment_id", assignment));
        return keys;
    }

    private void targets(List<CSVRecord> rows, Map<String, String> keys) {
        long id = 0;
        for (CSVRecord row : rows) {
            String rep = keys.get(row.get("EmployeeID"));
            if (rep == null) {
                throw new IllegalArgumentException("targets_fy2018.csv, row " + row.getRecordNumber() + ": employee '"
                        + row.get("EmployeeID") + "' is not in salesperson.csv");
            }
            LocalDate month = LocalDate.parse(row.get("TargetMonth"));
            crm.add(Change.insert(
                    "quota",
                    "quota_id, scope_type, scope_id, period_start, period_end, amount, currency",
                    ++id,
                    "rep",
                    rep,
                    month,
                    month.plusMonths(1),
                    new BigDecimal(row.get("TargetAmount")),
                    CURRENCY));
        }
        crm.add(Ids.continueAfter("quota", "quota_id", id));
    }

    private List<Event> orders(List<CSVRecord> sales) {
        Map<String, List<CSVRecord>> orders = sales.stream()
                .collect(Collectors.groupingBy(
                        row -> row.get("SalesOrderNumber"), LinkedHashMap::new, Collectors.toList()));
        Spread times = new Spread(
                LocalTime.of(9, 0),
                LocalTime.of(17, 0),
                orders.values().stream().map(lines -> orderDate(lines.get(0))).toList());
        List<Event> events = new ArrayList<>();
        long line = 0;
        long last = 0;
        for (List<CSVRecord> rows : orders.values()) {
            CSVRecord head = rows.get(0);
            long order = Long.parseLong(head.get("SalesOrderNumber").substring(2));
            last = Math.max(last, order);
            Instant at = times.next(orderDate(head));
            List<Change> changes = new ArrayList<>();
            changes.add(PosRows.order(
                    order,
                    head.get("SalesTerritoryKey"),
                    head.get("EmployeeKey"),
                    head.get("ResellerKey"),
                    null,
                    at,
                    CURRENCY));
            for (CSVRecord row : rows) {
                changes.add(PosRows.line(
                        ++line,
                        order,
                        row.get("ProductKey"),
                        new BigDecimal(row.get("Quantity")),
                        new BigDecimal(row.get("UnitPrice"))));
            }
            events.add(new Event(at, changes));
        }
        pos.add(Ids.continueAfter("pos_order", "order_id", last));
        pos.add(Ids.continueAfter("pos_order_line", "line_id", line));
        return events;
    }

    private static LocalDate orderDate(CSVRecord row) {
        return LocalDate.parse(row.get("OrderDate"));
    }
}
