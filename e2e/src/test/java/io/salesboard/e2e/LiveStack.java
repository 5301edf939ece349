package io.salesboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.salesboard.stack.Stack;
import io.salesboard.verify.Report;
import io.salesboard.verify.Verify;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** What tests ask of a running demo, and do to its databases. */
final class LiveStack {
    /** A day no data of the demo is of. */
    static final String LONG_AGO = "2020-01-15";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final DemoProcess demo;

    LiveStack(DemoProcess demo) {
        this.demo = demo;
    }

    void sell(long order, String rep, String completed, long price) throws SQLException {
        pos(
                "with sold as (insert into pos_order (order_id, store_id, rep_id, channel, status, order_ts, completed_ts) select "
                        + order + ", min(store_id), '" + rep + "', 'store', 'completed', " + completed + ", "
                        + completed
                        + " from store returning order_id) insert into pos_order_line (line_id, order_id, product_id, qty, unit_price)"
                        + " select order_id, order_id, (select min(product_id) from product), 1, " + price
                        + " from sold");
    }

    /** Of all that the scope has, together, in a window of long ago. */
    long longAgo(String scope, String unit, String value) throws Exception {
        long sum = 0;
        for (JsonNode row : demo.get("/api/v1/kpis?scope=" + scope + "&window=" + unit + "&at=" + LONG_AGO)
                .get("rows")) {
            sum += row.get("values").path(value).asLong(); // not every row has every value
        }
        return sum;
    }

    long orders(String rep) throws Exception {
        return demo.get("/api/v1/kpis?scope=rep&window=year&id=" + rep)
                .at("/rows/0/values/K02.orders")
                .asLong();
    }

    long leads(String rep) throws Exception {
        return demo.get("/api/v1/kpis?scope=rep&window=day&id=" + rep)
                .at("/rows/0/values/K22.leads")
                .asLong();
    }

    void awaitOrders(String rep, long atLeast) {
        // Nobody is there before the first row.
        soon().ignoreExceptionsInstanceOf(IOException.class).until(() -> orders(rep) >= atLeast);
    }

    void connector(String command) throws Exception {
        Awaitility.await("Connect to " + command)
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> HTTP.send(
                                                HttpRequest.newBuilder(URI.create(
                                                                demo.stack().connect() + "/connectors/salesboard-pos/"
                                                                        + command))
                                                        .PUT(HttpRequest.BodyPublishers.noBody())
                                                        .build(),
                                                HttpResponse.BodyHandlers.discarding())
                                        .statusCode()
                                / 100
                        == 2);
    }

    JsonNode incident(String id) throws Exception {
        for (JsonNode incident : demo.get("/api/v1/health").get("incidents")) {
            if (incident.get("id").asText().equals(id)) {
                return incident;
            }
        }
        return MissingNode.getInstance();
    }

    String said(String id) throws Exception {
        return incident(id).at("/en/what").asText();
    }

    void awaitSaid(String id) {
        soon().until(() -> !incident(id).isMissingNode());
    }

    void awaitStatus(String status, String incident) {
        soon().until(() -> demo.get("/api/v1/health").get("status").asText().equals(status)
                && !incident(incident).isMissingNode());
    }

    void awaitNotLoading() {
        soon().until(() -> {
            JsonNode health = demo.get("/api/v1/health");
            return health.get("status").asText().matches("ok|degraded")
                    && incident("reading_again").isMissingNode()
                    && !health.at("/sources/0/loading").asBoolean()
                    && !health.at("/sources/1/loading").asBoolean();
        });
    }

    void awaitLeftOut(long rows) {
        soon().untilAsserted(() -> assertThat(
                        demo.get("/api/v1/health").at("/leftOut/total").asLong())
                .as(() -> {
                    try {
                        return demo.get("/api/v1/quarantine").toString();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .isEqualTo(rows));
    }

    void assertEqualsDatabases() throws Exception {
        Report report = Verify.run(demo.stack(), Duration.ofMinutes(3), line -> {});
        assertThat(report.different()).as(report.text()).isZero();
        assertThat(report.compared()).isGreaterThan(5_000);
        assertThat(report.leftOut()).as(report.text()).isEmpty();
    }

    void awaitRestart(String part, long killed) {
        Awaitility.await(part + " to be started again")
                .atMost(Duration.ofMinutes(2))
                .until(() -> demo.pid(part) != killed
                        && ProcessHandle.of(demo.pid(part))
                                .map(ProcessHandle::isAlive)
                                .orElse(false));
    }

    static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(100));
    }

    void pos(String sql) throws SQLException {
        execute(demo.stack().pos(), sql);
    }

    void crm(String sql) throws SQLException {
        execute(demo.stack().crm(), sql);
    }

    /** Runs a statement in a transaction of its own; it has to change something. */
    void execute(Stack.Database database, String sql) throws SQLException {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
        }
    }

    /** How often a reading from the beginning was said since the demo was started. */
    long timesRead(String source) throws IOException {
        return demo.output()
                .lines()
                .filter(line -> line.contains(source + " is being read again: "))
                .count();
    }

    /** Runs a statement in the POS database as its server's administrator. */
    boolean administrator(String sql) throws SQLException {
        Stack.Database pos = demo.stack().pos();
        Path password = Path.of(pos.passwordFile()).resolveSibling("postgres.password");
        try (Connection connection = new Stack.Database(pos.url(), "postgres", password.toString()).open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        }
    }

    /** How far the server's log has come. */
    long logPosition() throws SQLException {
        return count("select (pg_current_wal_insert_lsn() - '0/0')::bigint");
    }

    long count(String sql) throws SQLException {
        try (Connection connection = demo.stack().pos().open();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
