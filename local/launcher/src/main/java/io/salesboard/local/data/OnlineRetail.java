package io.salesboard.local.data;

import io.salesboard.local.data.DataSet.Database;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/**
 * Online Retail (UCI 352), December 2010: the invoices of a British web shop for gifts, pounds sterling, UTC.
 *
 * <p>An invoice is a completed order of the channel website; its country is both store and region; there are no reps. A
 * cancellation (invoice C...) is taken line by line: when the same customer bought at least as much of the same article
 * before and has not returned it yet, it is a refund of the latest such line; otherwise the line stays on an order of its
 * own with negative quantity, a return without receipt. Either way the sum of all lines is the net revenue. Lines without
 * a price stay.
 */
final class OnlineRetail {
    private static final String FILE = "online_retail_2010-12.csv.gz";
    static final List<String> FILES = List.of(FILE);
    private static final String CURRENCY = "GBP";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    /** A sold line and how much of it has not come back. */
    private static final class Sold {
        final long line;
        final long order;
        BigDecimal left;

        Sold(long line, long order, BigDecimal left) {
            this.line = line;
            this.order = order;
            this.left = left;
        }
    }

    private record Article(String customer, String stockCode) {}

    private final Map<Article, List<Sold>> sold = new HashMap<>();
    private long lines;
    private long refunds;

    private OnlineRetail() {}

    static DataSet load(Path folder) throws IOException {
        List<CSVRecord> rows = Csv.read(folder, FILE);
        Map<String, List<CSVRecord>> invoices = rows.stream()
                .collect(Collectors.groupingBy(row -> row.get("InvoiceNo"), LinkedHashMap::new, Collectors.toList()));
        OnlineRetail loader = new OnlineRetail();
        List<Event> events = new ArrayList<>();
        long last = 0;
        for (Map.Entry<String, List<CSVRecord>> invoice : invoices.entrySet()) {
            boolean cancellation = invoice.getKey().startsWith("C");
            long id = Long.parseLong(cancellation ? invoice.getKey().substring(1) : invoice.getKey());
            last = Math.max(last, id);
            events.add(loader.event(id, cancellation, invoice.getValue()));
        }
        List<Change> pos = new ArrayList<>(products(rows));
        List<Change> crm = new ArrayList<>();
        countries(rows, pos, crm);
        pos.add(Ids.continueAfter("pos_order", "order_id", last));
        pos.add(Ids.continueAfter("pos_order_line", "line_id", loader.lines));
        pos.add(Ids.continueAfter("pos_refund", "refund_id", loader.refunds));
        return new DataSet(
                "Online Retail, December 2010",
                Currency.getInstance(CURRENCY),
                ZoneOffset.UTC,
                Database.POS,
                pos,
                crm,
                DataSet.first(events),
                events);
    }

    private static void countries(List<CSVRecord> rows, List<Change> pos, List<Change> crm) {
        TreeSet<String> countries =
                rows.stream().map(row -> row.get("Country")).collect(Collectors.toCollection(TreeSet::new));
        for (String country : countries) {
            crm.add(Change.insert("region", "region_id, name", Csv.key(country), country));
            pos.add(Change.insert(
                    "store", "store_id, name, region_id, kind", Csv.key(country), country, Csv.key(country), "online"));
        }
    }

    /** Articles are named by their first description; some never have one. */
    private static List<Change> products(List<CSVRecord> rows) {
        Map<String, String> names = new LinkedHashMap<>();
        for (CSVRecord row : rows) {
            String description = row.get("Description");
            names.merge(
                    row.get("StockCode"),
                    description == null ? "" : description.strip(),
                    (known, other) -> known.isEmpty() ? other : known);
        }
        return names.entrySet().stream()
                .map(entry -> Change.insert(
                        "product",
                        "product_id, name, category, unit_cost, currency",
                        entry.getKey(),
                        entry.getValue().isEmpty() ? entry.getKey() : entry.getValue(),
                        null,
                        null,
                        CURRENCY))
                .toList();
    }

    private Event event(long id, boolean cancellation, List<CSVRecord> rows) {
        CSVRecord head = rows.get(0);
        Instant at = LocalDateTime.parse(head.get("InvoiceDate"), TIME).toInstant(ZoneOffset.UTC);
        List<Change> changes = new ArrayList<>();
        List<Change> ownLines = new ArrayList<>();
        for (CSVRecord row : rows) {
            Change refund = cancellation ? refund(row, at) : null;
            if (refund == null) {
                ownLines.add(line(id, row));
            } else {
                changes.add(refund);
            }
        }
        if (!ownLines.isEmpty()) {
            changes.add(PosRows.order(
                    id, Csv.key(head.get("Country")), null, head.get("CustomerID"), "website", at, CURRENCY));
            changes.addAll(ownLines);
        }
        return new Event(at, changes);
    }

    private Change line(long order, CSVRecord row) {
        BigDecimal qty = new BigDecimal(row.get("Quantity"));
        lines++;
        if (row.get("CustomerID") != null && qty.signum() > 0) {
            sold.computeIfAbsent(article(row), key -> new ArrayList<>()).add(new Sold(lines, order, qty));
        }
        return PosRows.line(lines, order, row.get("StockCode"), qty, new BigDecimal(row.get("UnitPrice")));
    }

    /** A refund of the latest line that this cancellation can be of, or null. */
    private Change refund(CSVRecord row, Instant at) {
        BigDecimal returned = new BigDecimal(row.get("Quantity")).negate();
        List<Sold> candidates = returned.signum() > 0 ? sold.getOrDefault(article(row), List.of()) : List.of();
        for (ListIterator<Sold> latest = candidates.listIterator(candidates.size()); latest.hasPrevious(); ) {
            Sold line = latest.previous();
            if (line.left.compareTo(returned) >= 0) {
                line.left = line.left.subtract(returned);
                return Change.insert(
                        "pos_refund",
                        "refund_id, order_id, line_id, amount, currency, refund_ts",
                        ++refunds,
                        line.order,
                        line.line,
                        returned.multiply(new BigDecimal(row.get("UnitPrice"))),
                        CURRENCY,
                        at);
            }
        }
        return null;
    }

    private static Article article(CSVRecord row) {
        return new Article(row.get("CustomerID"), row.get("StockCode"));
    }
}
