package io.salesboard.jobs;

import io.salesboard.core.model.NumberColumn;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The figures of a set of rows, computed once over from the definitions with BigDecimal and java.time, sharing no code with
 * the product: {@code "rep/R1/month/2025-11-01/net" -> 1200}. Zeros are left out.
 */
final class NaiveFigures {
    static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private static final Set<String> CALENDAR = Set.of("hour", "day", "month");

    /** Which measures are kept for which rows and windows. */
    private static final List<Group> KEPT = List.of(
            new Group(
                    Set.of("gross", "net", "net_refund_dated", "orders", "units"),
                    Set.of("company", "region", "team", "rep", "store", "channel", "product", "location"),
                    CALENDAR),
            new Group(
                    Set.of("paid", "unpaid", "paid_orders", "unpaid_orders"),
                    Set.of("company", "region", "rep", "store"),
                    Set.of("hour", "day", "month", "now")),
            new Group(
                    Set.of("leads", "leads_converted", "leads_cohort_converted"),
                    Set.of("company", "region", "team", "rep", "lead_source"),
                    CALENDAR),
            new Group(
                    Set.of("opportunities", "opportunity_amount"),
                    Set.of("company", "region", "team", "rep", "lead_source"),
                    CALENDAR),
            new Group(
                    Set.of("won", "won_amount", "lost"),
                    Set.of("company", "region", "team", "rep", "product", "lead_source", "lost_reason"),
                    CALENDAR),
            new Group(Set.of("gross", "units"), Set.of("region_product"), Set.of("day", "month")),
            new Group(
                    Set.of("open", "open_amount", "open_weighted", "open_overdue"),
                    Set.of("company", "rep"),
                    Set.of("now")),
            new Group(
                    Set.of("new_customer_net", "returning_customer_net", "new_customers", "returning_customer_orders"),
                    Set.of("company", "region", "team", "rep", "store"),
                    Set.of("day", "month")),
            new Group(Set.of("missed_meetings"), Set.of("company", "rep"), Set.of("now")),
            new Group(
                    Set.of("quota", "quotas"),
                    Set.of("company", "region", "team", "rep", "store", "channel", "product"),
                    Set.of("month", "quarter", "year")));

    private record Group(Set<String> measures, Set<String> scopes, Set<String> windows) {}

    private final Collection<Row> rows;
    private final Instant now;
    private final ZoneId zone;
    private final Map<String, Long> figures = new TreeMap<>();
    private final Map<String, List<Sale>> customers = new TreeMap<>();

    /** An order of a customer. */
    private record Sale(Instant at, String id, String rep, String store, long net) {}

    private NaiveFigures(Collection<Row> rows, Instant now, ZoneId zone) {
        this.rows = rows;
        this.now = now;
        this.zone = zone;
    }

    static Map<String, Long> of(Collection<Row> rows, Instant now) {
        return of(rows, now, ZONE);
    }

    static Map<String, Long> of(Collection<Row> rows, Instant now, ZoneId zone) {
        NaiveFigures naive = new NaiveFigures(rows, now, zone);
        naive.of(Table.POS_ORDER).forEach(naive::order);
        naive.of(Table.LEAD).forEach(naive::lead);
        naive.of(Table.OPPORTUNITY).forEach(naive::opportunity);
        naive.of(Table.ACTIVITY).forEach(naive::activity);
        naive.customers.values().forEach(naive::customer);
        naive.quotas();
        naive.figures.values().removeIf(value -> value == 0);
        return naive.figures;
    }

    private void order(Row order) {
        if (!"completed".equals(text(order, "status"))
                || number(order, "completed_ts") == null
                || number(order, "deleted_at") != null
                || !"VND".equals(text(order, "currency"))) {
            return;
        }
        List<Row> lines = part(Table.POS_ORDER_LINE, order);
        List<Row> refunds = part(Table.POS_REFUND, order).stream()
                .filter(refund -> countable(refund))
                .toList();
        BigDecimal gross = sum(lines, line -> wholeDong(decimal(line, "qty").multiply(decimal(line, "unit_price"))));
        BigDecimal sold =
                gross.subtract(sum(lines, line -> amount(line, "discount"))).subtract(amount(order, "discount"));
        BigDecimal net = sold.subtract(sum(refunds, refund -> amount(refund, "amount")));
        BigDecimal due = net.add(sum(lines, line -> amount(line, "tax")))
                .add(amount(order, "tax"))
                .add(amount(order, "shipping"));
        BigDecimal settled = sum(
                part(Table.POS_PAYMENT, order).stream()
                        .filter(p -> "settled".equals(text(p, "status")) && countable(p))
                        .toList(),
                payment -> amount(payment, "amount"));
        Instant at = instant(order, "completed_ts");
        String[] leaves = {
            "rep/" + or(text(order, "rep_id")),
            "store/" + or(text(order, "store_id")),
            "channel/" + or(text(order, "channel"))
        };
        for (String leaf : leaves) {
            add(leaf, at, "gross", gross.longValueExact());
            add(leaf, at, "net", net.longValueExact());
            add(leaf, at, "net_refund_dated", sold.longValueExact());
            add(leaf, at, "orders", 1);
            add(leaf, at, "paid", settled.min(due).longValueExact());
            add(leaf, at, "unpaid", due.subtract(settled).longValueExact());
            add(leaf, at, settled.compareTo(due) >= 0 ? "paid_orders" : "unpaid_orders", 1);
            for (Row refund : refunds) {
                long amount = -amount(refund, "amount").longValueExact();
                add(leaf, instant(refund, "refund_ts"), "net_refund_dated", amount);
            }
        }
        Row assignment = assignmentOf(or(text(order, "rep_id")), at.atZone(zone).toLocalDate());
        String region = assignment == null ? "-" : or(text(assignment, "region_id"));
        for (Row line : lines) {
            String product = or(text(line, "product_id"));
            long worth = wholeDong(decimal(line, "qty").multiply(decimal(line, "unit_price")))
                    .longValueExact();
            for (String row : List.of("product/" + product, "region_product/" + region + "|" + product)) {
                add(row, at, "gross", worth);
                add(row, at, "units", number(line, "qty") == null ? 0 : number(line, "qty"));
            }
        }
        if (text(order, "customer_id") != null) {
            customers
                    .computeIfAbsent(text(order, "customer_id"), c -> new ArrayList<>())
                    .add(new Sale(at, order.key(), leaves[0], leaves[1], net.longValueExact()));
        }
    }

    private void customer(List<Sale> sales) {
        Sale first = sales.stream()
                .min(Comparator.comparing(Sale::at).thenComparing(Sale::id))
                .orElseThrow();
        for (Sale sale : sales) {
            for (String leaf : List.of(sale.rep(), sale.store())) {
                add(leaf, sale.at(), sale == first ? "new_customer_net" : "returning_customer_net", sale.net());
                add(leaf, sale.at(), sale == first ? "new_customers" : "returning_customer_orders", 1);
            }
        }
    }

    private void activity(Row activity) {
        if ("meeting".equals(text(activity, "type"))
                && number(activity, "scheduled_ts") != null
                && number(activity, "done_ts") == null
                && !instant(activity, "scheduled_ts")
                        .plus(15, ChronoUnit.MINUTES)
                        .isAfter(now)) {
            for (String row : List.of("rep/" + or(text(activity, "rep_id")), "company/company")) {
                put(row + "/now/0", "missed_meetings", 1);
            }
        }
    }

    private void lead(Row lead) {
        if ("merged".equals(text(lead, "status"))) {
            return;
        }
        for (String leaf :
                List.of("rep/" + or(text(lead, "owner_rep_id")), "lead_source/" + or(text(lead, "source")))) {
            add(leaf, instant(lead, "created_ts"), "leads", 1);
            if (number(lead, "converted_ts") != null) {
                add(leaf, instant(lead, "created_ts"), "leads_cohort_converted", 1);
                add(leaf, instant(lead, "converted_ts"), "leads_converted", 1);
            }
        }
    }

    private void opportunity(Row opportunity) {
        if (number(opportunity, "amount") != null && !"VND".equals(text(opportunity, "currency"))) {
            return;
        }
        BigDecimal amount = amount(opportunity, "amount");
        String outcome = text(opportunity, "outcome");
        String rep = "rep/" + or(text(opportunity, "owner_rep_id"));
        for (String leaf : List.of(
                rep,
                "lead_source/" + or(text(opportunity, "source")),
                "product/" + or(text(opportunity, "product_id")))) {
            add(leaf, instant(opportunity, "created_ts"), "opportunities", 1);
            add(leaf, instant(opportunity, "created_ts"), "opportunity_amount", amount.longValueExact());
            if (outcome != null && number(opportunity, "closed_ts") != null) {
                add(leaf, instant(opportunity, "closed_ts"), outcome, 1);
                add(
                        leaf,
                        instant(opportunity, "closed_ts"),
                        "won_amount",
                        outcome.equals("won") ? amount.longValueExact() : 0);
            }
        }
        if ("lost".equals(outcome) && number(opportunity, "closed_ts") != null) {
            add("lost_reason/" + or(text(opportunity, "lost_reason")), instant(opportunity, "closed_ts"), "lost", 1);
        }
        if (outcome == null) {
            for (String row : List.of(rep, "company/company")) {
                put(row + "/now/0", "open", 1);
                boolean overdue = number(opportunity, "expected_close") != null
                        && LocalDate.ofEpochDay(number(opportunity, "expected_close"))
                                .isBefore(now.atZone(zone).toLocalDate());
                put(row + "/now/0", "open_overdue", overdue ? 1 : 0);
                put(row + "/now/0", "open_amount", amount.longValueExact());
                put(
                        row + "/now/0",
                        "open_weighted",
                        wholeDong(decimal(opportunity, "amount").multiply(decimal(opportunity, "probability")))
                                .longValueExact());
            }
        }
    }

    private void quotas() {
        Map<String, List<Row>> periods = of(Table.QUOTA).stream()
                .collect(Collectors.groupingBy(quota -> text(quota, "scope_type") + "/" + text(quota, "scope_id")
                        + "/month/" + LocalDate.ofEpochDay(number(quota, "period_start")) + text(quota, "metric")));
        for (List<Row> versions : periods.values()) {
            Row newest = versions.stream()
                    .max(Comparator.<Row, Long>comparing(row -> number(row, "version"))
                            .thenComparing(row -> number(row, "quota_id")))
                    .orElseThrow();
            if ("revenue".equals(text(newest, "metric")) && number(newest, "amount") != null) {
                String cell = text(newest, "scope_type") + "/" + text(newest, "scope_id") + "/month/"
                        + LocalDate.ofEpochDay(number(newest, "period_start"));
                put(cell, "quota", amount(newest, "amount").longValueExact());
                put(cell, "quotas", 1);
            }
        }
    }

    private void add(String leaf, Instant at, String measure, long amount) {
        LocalDate day = at.atZone(zone).toLocalDate();
        spread(leaf, at, measure, amount, true);
        if (leaf.startsWith("rep/")) {
            Row assignment = assignmentOf(leaf.substring(4), day);
            spread("company/company", at, measure, amount, true);
            spread("team/" + (assignment == null ? "-" : or(text(assignment, "team_id"))), at, measure, amount, false);
            spread(
                    "region/" + (assignment == null ? "-" : or(text(assignment, "region_id"))),
                    at,
                    measure,
                    amount,
                    false);
        }
        if (leaf.startsWith("store/")) {
            String region = of(Table.STORE).stream()
                    .filter(store -> store.key().equals(leaf.substring(6)))
                    .map(store -> or(text(store, "region_id")))
                    .findFirst()
                    .orElse("-");
            spread("location/" + region, at, measure, amount, false);
        }
    }

    private void spread(String row, Instant at, String measure, long amount, boolean withNow) {
        ZonedDateTime local = at.atZone(zone);
        LocalDate day = local.toLocalDate();
        put(row + "/day/" + day, measure, amount);
        put(row + "/month/" + day.withDayOfMonth(1), measure, amount);
        if (withNow) {
            put(row + "/now/0", measure, amount);
        }
        Instant hour = local.truncatedTo(ChronoUnit.HOURS).toInstant();
        if (!hour.isBefore(now.minus(48, ChronoUnit.HOURS))) {
            put(row + "/hour/" + hour, measure, amount);
        }
    }

    private void put(String cell, String measure, long amount) {
        String[] row = cell.split("/");
        boolean kept = KEPT.stream()
                .anyMatch(group -> group.measures().contains(measure)
                        && group.scopes().contains(row[0])
                        && group.windows().contains(row[row.length - 2]));
        if (!kept) {
            return;
        }
        figures.merge(cell + "/" + measure, amount, Math::addExact);
    }

    private Row assignmentOf(String rep, LocalDate day) {
        return of(Table.REP_ASSIGNMENT).stream()
                .filter(row -> Objects.equals(text(row, "rep_id"), rep))
                .filter(row -> !LocalDate.ofEpochDay(number(row, "valid_from")).isAfter(day))
                .filter(row ->
                        number(row, "valid_to") == null || day.isBefore(LocalDate.ofEpochDay(number(row, "valid_to"))))
                .max(Comparator.<Row, Long>comparing(row -> number(row, "valid_from"))
                        .thenComparing(row -> number(row, "assignment_id")))
                .orElse(null);
    }

    private List<Row> of(Table table) {
        return rows.stream().filter(row -> row.table() == table).toList();
    }

    private List<Row> part(Table table, Row order) {
        return of(table).stream()
                .filter(row -> Objects.equals(text(row, "order_id"), order.key()))
                .toList();
    }

    /** An amount in another currency does not count; one that is NULL counts nothing either way. */
    private static boolean countable(Row row) {
        return number(row, "amount") == null || "VND".equals(text(row, "currency"));
    }

    private static BigDecimal sum(List<Row> rows, java.util.function.Function<Row, BigDecimal> of) {
        return rows.stream().map(of).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal amount(Row row, String column) {
        return wholeDong(decimal(row, column));
    }

    private static BigDecimal wholeDong(BigDecimal exact) {
        return exact.setScale(0, RoundingMode.HALF_UP);
    }

    private static BigDecimal decimal(Row row, String column) {
        return number(row, column) == null ? BigDecimal.ZERO : BigDecimal.valueOf(number(row, column), 4);
    }

    private static Instant instant(Row row, String column) {
        return Instant.EPOCH.plus(number(row, column), ChronoUnit.MICROS);
    }

    private static String or(String id) {
        return id == null ? "-" : id;
    }

    private static String text(Row row, String column) {
        return row.text(row.table().textColumn(column));
    }

    private static Long number(Row row, String column) {
        NumberColumn of = row.table().numberColumn(column);
        return row.isNull(of) ? null : row.number(of);
    }
}
