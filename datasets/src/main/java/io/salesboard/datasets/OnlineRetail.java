package io.salesboard.datasets;

import io.salesboard.datasets.DataSet.Database;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Online Retail (UCI 352): the invoices of a British web shop for gifts, pounds sterling, UTC.
 *
 * <p>An invoice is a completed order of the channel website; its country is both store and region; there are no reps. A
 * cancellation (invoice C...) is taken line by line: when the same customer bought at least as much of the same article
 * before and has not returned it yet, it is a refund of the latest such line; otherwise the line stays on an order of its
 * own with negative quantity, a return without receipt. Either way the sum of all lines is the net revenue. Lines without
 * a price stay.
 *
 * <p>The file is read twice: to check every value and to learn which articles come back, and to make its events; only of
 * those articles sales are remembered. Lines of an invoice that do not stand together are added to its order.
 */
final class OnlineRetail {
    private static final String FILE = "online_retail_2010-12.csv.gz";
    static final List<String> FILES = List.of(FILE);
    private static final String CURRENCY = "GBP";
    private static final Pattern NUMBER = Pattern.compile("C?([0-9]{1,18})");

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

    private final EventFile events;

    /** Those that are cancelled somewhere in the file. */
    private final Set<Article> returned = new HashSet<>();

    private final Map<Article, List<Sold>> sold = new HashMap<>();

    /** Article to its first description; some never have one. */
    private final Map<String, String> articles = new LinkedHashMap<>();

    /** Key to name. */
    private final Map<String, String> countries = new TreeMap<>();

    /** Orders made so far, and whether of a cancellation. */
    private final Map<Long, Boolean> orders = new HashMap<>();

    private long last;
    private long lines;
    private long refunds;

    private OnlineRetail(EventFile events) {
        this.events = events;
    }

    static DataSet load(CsvFolder folder, EventFile events) throws IOException {
        OnlineRetail loader = new OnlineRetail(events);
        folder.forEach(FILE, loader::learn);
        loader.addEvents(folder);
        events.sort();
        List<Change> pos = new ArrayList<>(loader.products());
        List<Change> crm = new ArrayList<>();
        loader.countries(pos, crm);
        pos.add(Ids.continueAfter("pos_order", "order_id", loader.last));
        pos.add(Ids.continueAfter("pos_order_line", "line_id", loader.lines));
        pos.add(Ids.continueAfter("pos_refund", "refund_id", loader.refunds));
        return new DataSet(
                "Online Retail",
                Currency.getInstance(CURRENCY),
                ZoneOffset.UTC,
                Database.POS,
                pos,
                crm,
                events.at(0),
                events);
    }

    /** Reads every value once, so that nothing is loaded of a file that cannot be read to its end. */
    private void learn(CsvRow row) {
        last = Math.max(last, number(row));
        row.time("InvoiceDate");
        BigDecimal amount = row.decimal("Quantity", CsvRow.QUANTITY).multiply(row.decimal("UnitPrice", CsvRow.MONEY));
        if (amount.precision() - amount.scale() > CsvRow.MONEY) {
            throw row.wrong("UnitPrice", "times the quantity is more than an amount may be");
        }
        String description = row.textOrNull("Description");
        articles.merge(
                row.text("StockCode"),
                description == null ? "" : description.strip(),
                (known, other) -> known.isEmpty() ? other : known);
        countries.putIfAbsent(Ids.key(row.text("Country")), row.text("Country"));
        Article article = article(row);
        if (isCancellation(row)) {
            returned.add(article);
        }
    }

    private static long number(CsvRow row) {
        return row.number("InvoiceNo", NUMBER, "536365, or C536379 for a cancellation");
    }

    private static boolean isCancellation(CsvRow row) {
        return row.text("InvoiceNo").startsWith("C");
    }

    private static Article article(CsvRow row) {
        return new Article(row.textOrNull("CustomerID"), row.text("StockCode"));
    }

    private void countries(List<Change> pos, List<Change> crm) {
        countries.forEach((key, name) -> {
            crm.add(Change.insert("region", "region_id, name", key, name));
            pos.add(Change.insert("store", "store_id, name, region_id, kind", key, name, key, "online"));
        });
    }

    private List<Change> products() {
        return articles.entrySet().stream()
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

    private void addEvents(CsvFolder folder) throws IOException {
        List<CsvRow> invoice = new ArrayList<>();
        folder.forEach(FILE, row -> {
            if (!invoice.isEmpty() && !invoice.get(0).text("InvoiceNo").equals(row.text("InvoiceNo"))) {
                events.add(event(invoice));
                invoice.clear();
            }
            invoice.add(row);
        });
        events.add(event(invoice));
    }

    /** Neighbouring lines of an invoice. */
    private Event event(List<CsvRow> rows) {
        CsvRow head = rows.get(0);
        long id = number(head);
        boolean cancellation = isCancellation(head);
        Instant at = head.time("InvoiceDate");
        List<Change> changes = new ArrayList<>();
        List<Change> ownLines = new ArrayList<>();
        for (CsvRow row : rows) {
            Change refund = cancellation ? refund(row, at) : null;
            if (refund == null) {
                ownLines.add(line(id, row));
            } else {
                changes.add(refund);
            }
        }
        if (!ownLines.isEmpty()) {
            Boolean known = orders.put(id, cancellation);
            if (known == null) {
                changes.add(PosRows.order(
                        id,
                        Ids.key(head.text("Country")),
                        null,
                        head.textOrNull("CustomerID"),
                        "website",
                        at,
                        CURRENCY));
            } else if (known != cancellation) {
                throw head.wrong("InvoiceNo", "has the number of another invoice");
            }
            changes.addAll(ownLines);
        }
        return new Event(at, changes);
    }

    private Change line(long order, CsvRow row) {
        BigDecimal qty = row.decimal("Quantity", CsvRow.QUANTITY);
        lines++;
        Article article = article(row);
        if (article.customer != null && qty.signum() > 0 && returned.contains(article)) {
            sold.computeIfAbsent(article, key -> new ArrayList<>()).add(new Sold(lines, order, qty));
        }
        return PosRows.line(lines, order, article.stockCode, qty, row.decimal("UnitPrice", CsvRow.MONEY));
    }

    /** A refund of the latest line that this cancellation can be of, or null. */
    private Change refund(CsvRow row, Instant at) {
        BigDecimal quantity = row.decimal("Quantity", CsvRow.QUANTITY).negate();
        List<Sold> candidates = quantity.signum() > 0 ? sold.getOrDefault(article(row), List.of()) : List.of();
        for (ListIterator<Sold> latest = candidates.listIterator(candidates.size()); latest.hasPrevious(); ) {
            Sold line = latest.previous();
            if (line.left.compareTo(quantity) >= 0) {
                line.left = line.left.subtract(quantity);
                return Change.insert(
                        "pos_refund",
                        "refund_id, order_id, line_id, amount, currency, refund_ts",
                        ++refunds,
                        line.order,
                        line.line,
                        quantity.multiply(row.decimal("UnitPrice", CsvRow.MONEY)),
                        CURRENCY,
                        at);
            }
        }
        return null;
    }
}
