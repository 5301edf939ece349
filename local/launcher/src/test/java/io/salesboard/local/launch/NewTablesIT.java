package io.salesboard.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.capture.CaptureWatch;
import io.salesboard.capture.IncludeList;
import io.salesboard.local.launch.Arrivals.Arrival;
import io.salesboard.schemas.CaptureStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An existing installation gets a release that reads more: a table, and a column of a table it knows. */
class NewTablesIT {
    private static final Duration WITHIN = Duration.ofMinutes(3);
    private static final int PRODUCTS = 30_000;
    private static final int REFUNDS = 20_000;

    @TempDir
    Path folder;

    private final Map<String, CaptureStatus> statuses = new ConcurrentHashMap<>();
    private final Set<String> words = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean writing = new AtomicBoolean(true);

    /** Neither refunds nor what a product costs. */
    private static IncludeList earlier(String source) {
        return IncludeList.of(source)
                .only((table, column) -> !table.equals("pos_refund") && !column.equals("unit_cost"));
    }

    @Test
    void onlyWhatIsNewIsLoadedWhileChangesGoOnWhateverIsKilledMeanwhile() throws Exception {
        try (CaptureStack stack = new CaptureStack(folder)) {
            stack.start(() -> asBefore(stack), NewTablesIT::earlier);
            try (Arrivals arrivals = new Arrivals(stack, "rows.pos")) {
                arrivals.await(0, "the first heartbeat", row -> row.kind().equals("heartbeat"));
                assertThat(arrivals.all()).noneMatch(row -> row.kind().equals("pos_refund"));
                Thread writer = new Thread(() -> write(stack), "writer");
                writer.start();
                try {
                    upgrade(stack, arrivals);
                } finally {
                    writing.set(false);
                    writer.join();
                }
                stack.run("pos", "insert into product values ('END', '', 'c', 1, 'VND')");
                arrivals.await(0, "the last change", row -> row.isRow("product", "product_id", "END"));
                assertThat(state(arrivals, "product", "product_id", "unit_cost"))
                        .isEqualTo(sql(stack, "select product_id, unit_cost from product"));
                assertThat(state(arrivals, "pos_refund", "refund_id", "amount"))
                        .isEqualTo(sql(stack, "select refund_id, amount from pos_refund"));
                underAnotherKeyCustomersAreReadAgain(stack, arrivals);
            }
        }
    }

    private static void asBefore(CaptureStack stack) throws Exception {
        stack.run(
                "pos",
                "alter publication salesboard drop table pos_refund, product",
                "alter publication salesboard add table product (product_id, name, category, currency)",
                "revoke select on pos_refund, product from salesboard_capture",
                "grant select (product_id, name, category, currency) on product to salesboard_capture",
                "insert into product select 'P-' || i, 'p', 'c', i, 'VND' from generate_series(1, " + PRODUCTS + ") i",
                "insert into pos_refund (order_id, amount, refund_ts) select i, i, now() from generate_series(1, "
                        + REFUNDS + ") i",
                "insert into pos_order (order_ts, channel, customer_id) select now(), 'store', 'K1'"
                        + " from generate_series(1, 100)");
    }

    private void upgrade(CaptureStack stack, Arrivals arrivals) throws Exception {
        int before = arrivals.all().size();
        try (CaptureWatch watch = stack.watch(this::told)) {
            watch.start();
            await("the grants are asked for", status -> said(status, "publication_incomplete", "unit_cost"));
            try (Connection old = stack.database("pos").open();
                    Statement statement = old.createStatement()) {
                old.setAutoCommit(false);
                statement.execute("update product set unit_cost = 0.5 where product_id = 'P-7'");
                statement.execute("insert into pos_refund (refund_id, order_id, amount, refund_ts)"
                        + " values (1000001, 1, 0.5, now())");
                stack.allow("pos");
                await("an old transaction is waited for", status -> said(status, "reading_again", "has ended"));
                old.commit();
            }
            await("the load is ordered", status -> !status.getLoadId().isEmpty());
            arrivals.await(before, "a row that is loaded", NewTablesIT::isLoaded);
        }
        assertThat(statuses.get("pos").getLoading()).contains("pos_refund (", "product (unit_cost)");
        stack.killConnect();
        try (CaptureWatch watch = stack.watch(this::told)) {
            watch.start();
            await(
                    "all is loaded",
                    status -> status.getLoading().isEmpty()
                            && status.getIncidents().isEmpty());
        }
        arrivals.await(before, "the last of it", row -> row.isRow("pos_refund", "refund_id", "1000001"));
        CaptureStatus status = statuses.get("pos");
        assertThat(status.getReadAgainCount()).isZero();
        assertThat(words).noneMatch(said -> said.contains("is being read again"));
        assertThat(status.getCaptured().get("product")).contains("unit_cost");
        List<Arrival> loaded = arrivals.all().subList(before, arrivals.all().size()).stream()
                .filter(row -> row.operation().equals("r"))
                .toList();
        assertThat(loaded).extracting(Arrival::kind).containsOnly("product", "pos_refund");
        assertThat(loaded)
                .allMatch(NewTablesIT::isLoaded)
                .as("they have neither a position nor a transaction")
                .allMatch(row -> row.source("lsn") == null && row.source("txId") == null);
    }

    private void underAnotherKeyCustomersAreReadAgain(CaptureStack stack, Arrivals arrivals) throws Exception {
        Predicate<Arrival> first = row -> row.isRow("pos_order", "order_id", "1");
        String known = arrivals.await(0, "an order", first).column("customer_id");
        int before = arrivals.all().size();
        Files.delete(stack.customerKeyFile());
        try (CaptureWatch watch = stack.watch(this::told)) {
            watch.start();
            assertThat(arrivals.await(before, "the order, read again", first).column("customer_id"))
                    .matches("[0-9a-f]{64}")
                    .isNotEqualTo(known);
        }
    }

    private static boolean isLoaded(Arrival row) {
        return row.operation().equals("r") && row.source("snapshot").toString().equals("incremental");
    }

    private void told(CaptureStatus status) {
        statuses.put(status.getSource(), status);
        status.getIncidents().forEach(incident -> words.add(incident.getEnWhat()));
    }

    private void await(String what, Predicate<CaptureStatus> predicate) {
        Awaitility.await(what)
                .atMost(WITHIN)
                .until(() -> statuses.containsKey("pos") && predicate.test(statuses.get("pos")));
    }

    private static boolean said(CaptureStatus status, String kind, String word) {
        return status.getIncidents().stream()
                .anyMatch(incident ->
                        incident.getId().equals(kind) && (incident.getEnWhat() + incident.getEnNext()).contains(word));
    }

    /** What a shop does all day: new rows, changed ones, deleted ones, and one that gets another key. */
    private void write(CaptureStack stack) {
        Random random = new Random(6);
        try (Connection connection = stack.database("pos").open();
                Statement statement = connection.createStatement()) {
            for (int i = 0; writing.get(); i++) {
                connection.setAutoCommit(false);
                int product = 1 + random.nextInt(PRODUCTS);
                int refund = 1 + random.nextInt(REFUNDS);
                statement.execute("update product set unit_cost = " + i + " where product_id = 'P-" + product + "'");
                statement.execute("update pos_refund set amount = " + i + " where refund_id = " + refund);
                statement.execute("delete from pos_refund where refund_id = " + (1 + random.nextInt(REFUNDS)));
                statement.execute("insert into pos_refund (order_id, amount, refund_ts) values (1, " + i + ", now())");
                statement.execute("update product set product_id = 'Q-" + i + "' where product_id = 'P-"
                        + (1 + random.nextInt(PRODUCTS)) + "'");
                connection.commit();
                statement.execute("select pg_sleep(0.01)"); // no faster than a busy machine captures
                connection.commit();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> state(Arrivals arrivals, String table, String key, String column) {
        Map<String, String> rows = new TreeMap<>();
        for (Arrival row : arrivals.all()) {
            if (row.kind().equals(table)) {
                String of = row.key().get(key).toString();
                if (row.operation().equals("d")) {
                    rows.remove(of);
                } else {
                    rows.put(of, row.column(column));
                }
            }
        }
        return rows;
    }

    private static Map<String, String> sql(CaptureStack stack, String query) throws Exception {
        Map<String, String> rows = new TreeMap<>();
        try (Connection connection = stack.database("pos").open();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.put(result.getString(1), result.getString(2));
            }
        }
        return rows;
    }
}
