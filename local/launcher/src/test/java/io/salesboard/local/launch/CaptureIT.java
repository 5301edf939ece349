package io.salesboard.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.capture.IncludeList;
import io.salesboard.local.launch.Arrivals.Arrival;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the row topic after whatever PostgreSQL allows: capture goes on, in commit order, and loses nothing silently. */
class CaptureIT {
    private static final String ORDER = "insert into pos_order (order_id, order_ts, channel, discount) values ";
    private static final String LINE = "insert into pos_order_line (line_id, order_id, qty, unit_price) values ";

    private static final String REFUND = "insert into pos_refund (refund_id, order_id, amount, refund_ts) values ";

    @TempDir
    static Path folder;

    private static CaptureStack stack;
    private static Arrivals arrivals;
    private static int marks;

    private int begin;

    @BeforeAll
    static void start() throws Exception {
        stack = new CaptureStack(folder);
        stack.start(CaptureIT::beforeCapture);
        arrivals = new Arrivals(stack, "rows.pos");
        arrivals.await(
                0,
                "the first heartbeat after the snapshot",
                arrival -> arrival.kind().equals("heartbeat"));
    }

    /** Rows that are there before capture begins, and tables with keys as companies have them. */
    private static void beforeCapture() throws Exception {
        stack.run(
                "pos",
                "drop table store",
                "create table store (store_id uuid primary key, name text not null, region_id text, kind text)",
                "drop table pos_payment",
                "create table pos_payment (payment_id numeric(12, 2), order_id bigint, amount numeric, currency text,"
                        + " paid_ts timestamptz, method text, status text, primary key (payment_id, method))",
                "alter publication salesboard add table store (store_id, name, region_id, kind),"
                        + " pos_payment (payment_id, order_id, amount, currency, paid_ts, method, status)",
                "grant select on store, pos_payment to salesboard_capture",
                "alter publication salesboard drop table pos_order",
                "alter table pos_order alter column customer_id type bigint using null",
                "alter publication salesboard add table pos_order ("
                        + String.join(", ", IncludeList.of("pos").tables().get("pos_order")) + ")",
                "insert into pos_order (order_id, order_ts, customer_id) values (50, now(), 1700000017)",
                "alter table pos_order_line alter column line_id restart with 1000",
                LINE + "(1, 1, 'NaN', 5), (2, 1, 7, 5)",
                REFUND + "(1, 1, 5, 'infinity'), (2, 1, 5, '-infinity'), (3, 1, 5, '0044-03-15 12:00:00+00 BC'),"
                        + " (4, 1, 5, '4713-11-24 00:00:00+00 BC'), (5, 1, 5, '294276-12-31 23:59:59+00')",
                "insert into product values ('SNAP-BIG', repeat('x', 1100000), 'c', 1, 'VND')");
    }

    @AfterAll
    static void stop() {
        if (arrivals != null) {
            arrivals.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    @BeforeEach
    void begin() {
        begin = arrivals.all().size();
    }

    @AfterEach
    void captureGoesOnAndEveryTransactionIsWhole() throws Exception {
        awaitNow();
        assertThat(stack.taskState("salesboard-pos")).isEqualTo("RUNNING");
        assertEachTransactionEndsBeforeTheNextBegins();
    }

    @Test
    void theSnapshotBringsRowsWithNumbersAndTimesThatAreNone() {
        List<Arrival> snapshot = arrivals.all().stream()
                .filter(row -> row.operation().equals("r"))
                .toList();

        assertThat(columns(snapshot, "pos_order_line", "line_id", "qty"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("1", "NAN", "2", "7.0000"));
        assertThat(columns(snapshot, "pos_refund", "refund_id", "refund_ts"))
                .isEqualTo(Map.of(
                        "1", "infinity",
                        "2", "-infinity",
                        "3", "-0043-03-15T12:00:00.000000Z",
                        "4", "-4712-11-24T00:00:00.000000Z",
                        "5", "+294276-12-31T23:59:59.000000Z"));
        assertThat(columns(snapshot, "product", "product_id", "name").get("SNAP-BIG"))
                .startsWith("xxx")
                .hasSize(10_009);
    }

    @Test
    void aTruncateArrivesInItsPlaceWithAKeyOfItsOwn() throws Exception {
        stack.run("pos", REFUND + "(20, 1, 5, now())");
        transaction("truncate pos_refund", REFUND + "(21, 1, 6, now())");

        List<Arrival> refunds = arrived("pos_refund");

        assertThat(refunds).extracting(Arrival::operation).containsExactly("c", "t", "c");
        assertThat(refunds.get(1).key().getSchema().getFullName()).isEqualTo("pos.public.pos_refund.Truncate");
        assertThat(refunds.get(1).key()).hasToString("{\"id\": \"truncate\"}");
        assertThat(refunds.get(1).transaction()).isEqualTo(refunds.get(2).transaction());
    }

    @Test
    void numbersThatAreNoneArriveAsTextAlsoWhereOneIsRequired() throws Exception {
        stack.run(
                "pos",
                ORDER + "(60, now(), 'store', 'NaN')",
                "update pos_order set discount = 50000 where order_id = 60",
                LINE + "(70, 60, 'NaN', 5)",
                LINE + "(71, 60, 7, 1)",
                "update pos_order_line set qty = 1, unit_price = 100 where line_id = 70",
                "insert into pos_payment values (1, 1, 'Infinity', 'VND', '-infinity', 'cash', 's'),"
                        + " (2, 1, '-Infinity', 'VND', 'infinity', 'cash', 's'), (3, 1, 1e30, 'VND', now(), 'cash', 's')");

        assertThat(arrived("pos_order"))
                .extracting(row -> row.column("discount"))
                .containsExactly("NAN", "50000.0000");
        assertThat(arrived("pos_order_line"))
                .extracting(row -> row.column("line_id") + ": " + row.column("qty") + " x " + row.column("unit_price"))
                .containsExactly("70: NAN x 5.0000", "71: 7.0000 x 1.0000", "70: 1.0000 x 100.0000");
        assertThat(arrived("pos_payment"))
                .extracting(row -> row.column("amount"))
                .containsExactly("POSITIVE_INFINITY", "NEGATIVE_INFINITY", "1000000000000000000000000000000");
        assertThat(arrived("pos_payment").subList(0, 2))
                .extracting(row -> row.column("paid_ts"))
                .containsExactly("-infinity", "infinity");
    }

    @Test
    void ofACustomerOnlyAKeyedHashLeavesTheDatabaseBeItsIdATextOrANumber() throws Exception {
        stack.run(
                "pos",
                "insert into pos_order (order_id, order_ts, customer_id) values (51, now(), 1700000017),"
                        + " (52, now(), 1700000018), (53, now(), null)");

        String inSnapshot =
                columns(arrivals.all(), "pos_order", "order_id", "customer_id").get("50");
        assertThat(inSnapshot).matches("[0-9a-f]{64}");
        assertThat(arrived("pos_order"))
                .extracting(row -> row.column("customer_id"))
                .startsWith(inSnapshot)
                .doesNotHaveDuplicates()
                .endsWith("null");
        assertThat(arrivals.all()).noneMatch(arrival -> arrival.toString().contains("170000001"));
        assertThat(Files.readString(folder.resolve("logs/connect.log")))
                .contains("slot.name = salesboard_pos")
                .doesNotContain(HexFormat.of().formatHex(stack.customerKey()));
    }

    @Test
    void textsOfAnySizeGoThroughCut() throws Exception {
        stack.run(
                "pos",
                "insert into product select 'BIG-' || i, 'p', 'c', 1, 'VND' from generate_series(1, 40) i",
                "update product set name = repeat('x', 1100000) where product_id like 'BIG-%'",
                "insert into product values ('HUGE', repeat('ế', 10000000), 'c', 1, 'VND')",
                ORDER + "(80, now(), 'store', 0)");

        List<Arrival> products = arrived("product");

        assertThat(products).hasSize(81);
        assertThat(products.subList(40, 81))
                .allSatisfy(
                        row -> assertThat(row.column("name")).hasSize(10_009).contains("…"));
        assertThat(arrived("pos_order")).hasSize(1);
    }

    @Test
    void aTextThatWasNotSentIsNoTextThatCouldBeSent() throws Exception {
        String text = IntStream.range(0, 3_000).mapToObj(Integer::toHexString).collect(Collectors.joining("-"));
        stack.run(
                "pos",
                "insert into product values ('TOAST', '" + text + "', 'c', 1, 'VND')",
                "update product set unit_cost = 2 where product_id = 'TOAST'");

        List<Arrival> product = arrived("product");

        assertThat(product.get(0).column("name")).startsWith(text.substring(0, 10_000));
        assertThat(product.get(1).column("name")).isEqualTo("unchanged\0value");
        assertThat(product.get(1).column("unit_cost")).isEqualTo("2.0000");
        assertThatThrownBy(() -> stack.run("pos", "update product set name = U&'unchanged\\0000value'"))
                .as("PostgreSQL has no such text")
                .isInstanceOf(SQLException.class);
    }

    @Test
    void keysOfEveryKindArriveAndAChangedKeyIsADeletionAndANewRow() throws Exception {
        stack.run(
                "pos",
                "insert into store values ('00000000-0000-0000-0000-000000000001', 'Một', 'N', 'store')",
                "update store set store_id = '00000000-0000-0000-0000-000000000002' where name = 'Một'",
                "delete from store where name = 'Một'",
                "insert into pos_payment values (4.5, 1, 1, 'VND', now(), 'cash', 's')",
                "update pos_payment set method = 'card', amount = 2 where payment_id = 4.5");

        assertThat(arrived("store"))
                .extracting(row -> row.operation() + row.key())
                .containsExactly(
                        "c{\"store_id\": \"00000000-0000-0000-0000-000000000001\"}",
                        "d{\"store_id\": \"00000000-0000-0000-0000-000000000001\"}",
                        "c{\"store_id\": \"00000000-0000-0000-0000-000000000002\"}",
                        "d{\"store_id\": \"00000000-0000-0000-0000-000000000002\"}");
        assertThat(arrived("store").get(1).transaction())
                .isEqualTo(arrived("store").get(2).transaction());
        assertThat(arrived("pos_payment"))
                .extracting(row -> row.operation() + row.key())
                .containsExactly(
                        "c{\"payment_id\": \"4.50\", \"method\": \"cash\"}",
                        "d{\"payment_id\": \"4.50\", \"method\": \"cash\"}",
                        "c{\"payment_id\": \"4.50\", \"method\": \"card\"}");
    }

    @Test
    void aRenamedColumnIsMissingFromWhatArrivesUntilItHasItsNameAgain() throws Exception {
        stack.run(
                "pos",
                ORDER + "(90, now(), 'store', 50000)",
                "alter table pos_order rename column discount to \"giảm giá\"",
                "update pos_order set channel = 'website' where order_id = 90",
                "alter table pos_order rename column \"giảm giá\" to discount",
                "update pos_order set channel = 'social' where order_id = 90");

        assertThat(arrived("pos_order"))
                .as("only declared columns are captured, whatever the publication's list follows")
                .extracting(row -> row.column("channel") + " " + row.column("discount") + " " + row.column("gi_m_gi_"))
                .containsExactly("store 50000.0000 gone", "website gone gone", "social 50000.0000 gone");
    }

    @Test
    void postgresRefusesToChangeOrDropAListedColumnAndWithCascadeTheTableLeavesThePublication() throws Exception {
        assertThatThrownBy(() -> stack.run("pos", "alter table pos_refund drop column currency"))
                .hasMessageContaining("publication");
        assertThatThrownBy(() -> stack.run("pos", "alter table pos_refund alter column amount type text"))
                .hasMessageContaining("publication");
        stack.run(
                "pos",
                "alter table pos_refund drop column currency cascade",
                REFUND + "(30, 1, 5, now())",
                "alter table pos_refund add column currency text",
                "alter publication salesboard add table"
                        + " pos_refund (refund_id, order_id, line_id, amount, currency, refund_ts)",
                REFUND + "(31, 1, 5, now())");

        assertThat(arrived("pos_refund"))
                .as("silence, which the watch of the publication tells; then it goes on")
                .extracting(row -> row.column("refund_id"))
                .containsExactly("31");
    }

    @Test
    void aTableMadeAnewAndOneWithoutPrimaryKeyAreFollowedOnceTheyArePublished() throws Exception {
        stack.run(
                "pos",
                "drop table store",
                "create table store (store_id text, name text, region_id text, kind text)",
                "insert into store values ('lost', 'x', 'N', 'store')",
                "alter publication salesboard add table store (store_id, name, region_id, kind)",
                "insert into store values ('without', 'x', 'N', 'store')");
        assertThatThrownBy(() -> stack.run("pos", "update store set name = 'y'"))
                .hasMessageContaining("does not have a replica identity");
        stack.run(
                "pos",
                "alter table store add primary key (store_id)",
                "insert into store values ('with', 'x', 'N', 'store')");

        List<Arrival> stores = arrived("store");

        assertThat(stores).extracting(row -> row.column("store_id")).containsExactly("without", "with");
        assertThat(stores.get(0).key().getSchema().getFullName()).isEqualTo("pos.public.store.NoKey");
        assertThat(stores.get(1).key()).hasToString("{\"store_id\": \"with\"}");
    }

    @Test
    void transactionsWrittenSideBySideArriveWholeAlsoOneOfTwentyThousandRows() throws Exception {
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            int first = 1_000 * (writer + 1);
            writers.add(CompletableFuture.runAsync(() -> sell(first, 50, 5)));
        }
        writers.add(CompletableFuture.runAsync(() -> sell(900_001, 1, 20_000)));
        CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).join();

        Map<String, Long> linesByTransaction = arrived("pos_order_line").stream()
                .collect(Collectors.groupingBy(Arrival::transaction, Collectors.counting()));

        assertThat(linesByTransaction.values()).hasSize(201).containsOnly(5L, 20_000L);
        assertThat(arrived("pos_order"))
                .hasSize(201)
                .allSatisfy(order -> assertThat(linesByTransaction).containsKey(order.transaction()));
    }

    /** Orders with their lines and a payment, each order one transaction. */
    private static void sell(int firstOrder, int orders, int lines) {
        try (Connection connection = stack.database("pos").open()) {
            connection.setAutoCommit(false);
            for (int order = firstOrder; order < firstOrder + orders; order++) {
                try (PreparedStatement statement = connection.prepareStatement(LINE + "(default, ?, 1, 1000)");
                        Statement rest = connection.createStatement()) {
                    rest.execute(ORDER + "(" + order + ", now(), 'store', 0)");
                    for (int line = 0; line < lines; line++) {
                        statement.setLong(1, order);
                        statement.addBatch();
                    }
                    statement.executeBatch();
                    rest.execute("insert into pos_payment values (" + order + ", " + order
                            + ", 1, 'VND', now(), 'sale', 's')");
                }
                connection.commit();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void transaction(String... statements) throws Exception {
        try (Connection connection = stack.database("pos").open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    /** What this test made arrive of a table. */
    private List<Arrival> arrived(String table) throws Exception {
        awaitNow();
        return arrivals.all().subList(begin, arrivals.all().size()).stream()
                .filter(arrival -> arrival.kind().equals(table))
                .filter(arrival -> !arrival.column("category").equals("mark"))
                .toList();
    }

    /** Returns when everything committed so far has arrived, and the end of its transaction. */
    private void awaitNow() throws Exception {
        String mark = "mark-" + marks++;
        stack.run("pos", "insert into product values ('" + mark + "', '', 'mark', 0, 'VND')");
        Predicate<Arrival> marked = arrival -> arrival.isRow("product", "product_id", mark);
        String transaction = arrivals.await(begin, mark, marked).transaction();
        arrivals.await(
                begin,
                "the end of " + mark,
                arrival -> arrival.kind().equals("end") && arrival.transaction().equals(transaction));
    }

    private static void assertEachTransactionEndsBeforeTheNextBegins() {
        String open = null;
        for (Arrival arrival : arrivals.all()) {
            if (arrival.operation().equals("r")) {
                continue;
            }
            assertThat(open == null || open.equals(arrival.transaction()))
                    .as("%s arrives within transaction %s", arrival, open)
                    .isTrue();
            open = arrival.kind().equals("end") ? null : arrival.transaction();
        }
    }

    private static Map<String, String> columns(List<Arrival> rows, String table, String key, String value) {
        Map<String, String> columns = new HashMap<>();
        rows.stream()
                .filter(row -> row.kind().equals(table))
                .forEach(row -> columns.put(row.column(key), row.column(value)));
        return columns;
    }
}
