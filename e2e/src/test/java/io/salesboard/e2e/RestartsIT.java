package io.salesboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.local.Stack;
import io.salesboard.local.verify.Report;
import io.salesboard.local.verify.Verify;
import io.salesboard.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is killed, paused, lost or put back: figures are right again, or it is said that they are not. One stack without a
 * simulator for all tests, in the order below, started anew where its files are exchanged.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestartsIT {
    private static final System.Logger LOG = System.getLogger(RestartsIT.class.getName());
    private static final String LONG_AGO = "2020-01-15";
    private static final Duration RANDOM_FOR = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static SteppedClock clock;
    private static DemoProcess demo;
    private static int starts;

    @BeforeAll
    static void start() throws Exception {
        clock = SteppedClock.in(folder);
        launch("--seed", "7");
        // What is left has all that figures are made of, and is compared and read again in seconds.
        pos(
                "delete from pos_order_line where order_id in (select order_id from pos_order where order_ts < now() - interval '5 days')");
        for (String table : List.of("pos_payment", "pos_refund")) {
            pos("delete from " + table
                    + " where order_id in (select order_id from pos_order where order_ts < now() - interval '5 days')");
        }
        pos("delete from pos_order where order_ts < now() - interval '5 days'");
        crm("delete from lead where created_ts < now() - interval '5 days'");
        crm("delete from opportunity where created_ts < now() - interval '5 days'");
        crm("delete from quota where period_end < now()");
    }

    @AfterAll
    static void stop() {
        if (demo != null) {
            demo.close();
        }
    }

    private static void launch(String... options) throws IOException {
        String[] all =
                Stream.concat(Stream.of("--no-simulator"), Stream.of(options)).toArray(String[]::new);
        demo = DemoProcess.start(clock.home(), folder.resolve("d"), folder.resolve("demo-" + ++starts + ".out"), all);
    }

    /** Case C17, of Kafka. */
    @Test
    @Order(1)
    void kafkasFilesThatAreLostAreFilledAgainAndFiguresWithThem() throws Exception {
        assertThat(demo.stop()).isEqualTo(143);
        delete(folder.resolve("d/kafka"));
        launch();
        awaitNotLoading();
        assertThat(incident("state_not_used").at("/en/what").asText()).contains("computing everything anew");
        assertEqualsDatabases();
    }

    /** Case C16. */
    @Test
    @Order(2)
    void whatWasCommittedWhileItsSourceWasAwayAndTheJobWasKilledCountsEverywhere() throws Exception {
        connector("pause");
        sell(900_016, "R001", "'" + LONG_AGO + " 10:00+07'", 777_000);
        crm("insert into lead (source, owner_rep_id, created_ts) values ('ads', 'R001', '" + LONG_AGO + " 10:00+07')");
        awaitStatus("stale", "connector_stopped");
        long killed = demo.pid("job");
        demo.kill("job");
        connector("resume");
        awaitRestart("job", killed);
        for (String unit : List.of("day", "week", "month", "quarter", "year")) {
            for (String scope : List.of("rep", "company", "team", "region", "store", "channel")) {
                soon().untilAsserted(() -> assertThat(longAgo(scope, unit, "K01.net"))
                        .as("net of every " + scope + " in that " + unit)
                        .isEqualTo(777_000));
                assertThat(longAgo(scope, unit, "K02.orders")).isEqualTo(1);
            }
        }
        assertThat(longAgo("rep", "day", "K22.leads")).isEqualTo(1);
        // Whoever compares everything compares every day since the first.
        pos("delete from pos_order_line where order_id = 900016");
        pos("delete from pos_order where order_id = 900016");
        crm("delete from lead where created_ts < '2021-01-01'");
        soon().untilAsserted(() -> {
            assertThat(longAgo("company", "year", "K02.orders")).isZero();
            assertThat(longAgo("rep", "year", "K22.leads")).isZero();
        });
    }

    @Test
    @Order(3)
    void aDealWhoseTimeComesWhileTheJobIsAwayIsShownOnceItIsBack() throws Exception {
        Instant due = Instant.now().plusSeconds(10);
        sell(900_017, "R001", "'" + due + "'", 1_234_000);
        awaitOrders("R001", 1);
        long killed = demo.pid("job");
        demo.kill("job");
        Awaitility.await().until(() -> Instant.now().isAfter(due));
        awaitRestart("job", killed);
        String link = demo.stack().repLink();
        soon().untilAsserted(() -> assertThat(demo.get("/api/v1/rep/" + link.substring(link.lastIndexOf('/') + 1))
                        .get("deals")
                        .findValuesAsText("id"))
                .contains("900017"));
    }

    /** Case C22. */
    @Test
    @Order(4)
    void verifyOfAPausedSourceEndsWithoutAnAnswerAndHoldsNobody() throws Exception {
        connector("pause");
        sell(900_018, "R001", "now()", 1_000);
        Path said = folder.resolve("verify.out");
        Process verify = DemoProcess.command(folder.resolve("d"), said, "verify", "--timeout", "8");
        Duration longest = Duration.ZERO;
        for (int i = 0; verify.isAlive(); i++) {
            Instant begin = Instant.now();
            pos("update pos_order set shipping = " + i + " where order_id = 900018");
            Duration took = Duration.between(begin, Instant.now());
            longest = took.compareTo(longest) > 0 ? took : longest;
        }
        connector("resume");
        assertThat(verify.exitValue()).as(Files.readString(said)).isEqualTo(3);
        assertThat(Files.readString(said).lines().filter(line -> line.startsWith("verify: could not compare: ")))
                .hasSize(1);
        assertThat(longest).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    @Order(5)
    void resultsThatAreLostWhileItRunsAreComputedAnew() throws Exception {
        try (Admin admin = Admin.create(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, demo.stack().kafka()))) {
            admin.deleteTopics(List.of(Topics.RESULTS.name())).all().get();
            awaitStatus("stale", "topic_lost");
            admin.createTopics(List.of(
                            new NewTopic(Topics.RESULTS.name(), 1, (short) 1).configs(Topics.RESULTS.configuration())))
                    .all()
                    .get();
        }
        soon().untilAsserted(() ->
                assertThat(said("state_not_used")).contains("published into results", "computing everything anew"));
        assertEqualsDatabases();
    }

    /** Case C18. */
    @Test
    @Order(6)
    void aCheckpointThatCannotBeReadIsSkippedForTheOneBeforeAndSaid() throws Exception {
        soon().until(() -> checkpoints().size() > 1);
        long killed = demo.pid("job");
        demo.kill("job");
        List<Path> newestFirst = checkpoints();
        Files.writeString(newestFirst.get(0), "");
        awaitRestart("job", killed);
        soon().untilAsserted(() -> assertThat(said("state_not_used"))
                .contains(newestFirst.get(0).getParent() + " cannot be read")
                .contains("starting from file:" + newestFirst.get(1).getParent()));
        assertThat(Files.readString(folder.resolve("d/logs/job.log")))
                .contains("WARN")
                .contains("; starting from file:" + newestFirst.get(1).getParent());
        assertEqualsDatabases();
    }

    @Test
    @Order(7)
    void everyFrameOfARandomHistoryWithKillsIsWhole() throws Exception {
        long seed = Long.getLong("salesboard.seed", System.nanoTime());
        LOG.log(System.Logger.Level.INFO, "random history: -Dsalesboard.seed=" + seed);
        try (RandomTransactions history = new RandomTransactions(seed, demo.stack())) {
            for (String rep : RandomTransactions.PAIR) {
                awaitOrders(rep, 1);
            }
            play(history, seed);
        }
    }

    /** Commits transactions for a while, while parts are killed, a connector is paused and a column is renamed. */
    private static void play(RandomTransactions history, long seed) throws Exception {
        Random random = new Random(seed);
        long transactions = 0;
        try (Screen screen = new Screen(demo.stack().board(), RandomTransactions.PAIR, RandomTransactions.TOGETHER)) {
            Instant end = Instant.now().plus(RANDOM_FOR);
            Instant nextBlow = Instant.now().plusSeconds(5);
            int blows = 0;
            while (Instant.now().isBefore(end)) {
                history.next();
                transactions++;
                if (Instant.now().isAfter(nextBlow)) {
                    switch (blows++) {
                        case 0 -> demo.kill("connect");
                        case 1 -> history.renameAColumnAndBack();
                        case 2 -> connector("pause");
                        case 3 -> demo.kill("job"); // who dies five times within minutes is given up
                        case 4 -> connector("resume");
                        default -> {}
                    }
                    nextBlow = Instant.now().plusMillis(6_000 + random.nextInt(4_000));
                }
                TimeUnit.MILLISECONDS.sleep(random.nextInt(120));
            }
            history.mend();
            connector("resume");
            assertEqualsDatabases();
            assertThat(screen.wrong()).as("seed " + seed).isEmpty();
            LOG.log(
                    System.Logger.Level.INFO,
                    transactions + " transactions, " + screen.frames() + " frames checked, " + screen.shown()
                            + " of them with the pair");
            assertThat(screen.shown()).as("seed " + seed).isGreaterThan(20);
            assertThat(transactions).as("seed " + seed).isGreaterThan(200);
        }
    }

    /** Case C01. */
    @Test
    @Order(8)
    void aServersClockThatStepsAnHourAheadAndBackChangesOnlyWhatIsSaidOfIt() throws Exception {
        clock.windUp(demo);
        soon().until(() -> demo.get("/api/v1/health").path("status").asText().matches("ok|degraded"));
        clock.step(Duration.ofHours(1));
        awaitSaid("clock_wrong");
        assertThat(incident("clock_wrong").at("/en/what").asText())
                .matches("the clock of (pos|crm) is 3,(59|60)\\d s ahead");
        long orders = orders("R001");
        sell(900_019, "R001", "now()", 2_000);
        awaitOrders("R001", orders + 1);
        JsonNode health = demo.get("/api/v1/health");
        assertThat(Instant.parse(health.get("asOf").asText()))
                .isBefore(Instant.now().plusSeconds(2));
        clock.step(Duration.ZERO);
        soon().until(() -> incident("clock_wrong").isMissingNode());
        Instant committed = Instant.now();
        sell(900_020, "R001", "now()", 3_000);
        awaitOrders("R001", orders + 2);
        // Two seconds are asked for on a machine that does nothing else.
        assertThat(Duration.between(committed, Instant.now())).isLessThan(Duration.ofSeconds(10));
        health = demo.get("/api/v1/health");
        assertThat(Instant.parse(health.get("asOf").asText()))
                .isBefore(Instant.now().plusSeconds(2));
        soon().untilAsserted(() -> {
            for (JsonNode source : demo.get("/api/v1/health").get("sources")) {
                assertThat(source.get("ageSeconds").asDouble())
                        .as(source.toString())
                        .isBetween(-1.0, 5.0);
            }
        });
    }

    /** Case C17, of the registry. */
    @Test
    @Order(9)
    void aRegistryThatIsLostIsFilledAgainAndFiguresWithIt() throws Exception {
        assertThat(demo.stop()).isEqualTo(143);
        copy(folder.resolve("d/postgres"), folder.resolve("older"));
        delete(folder.resolve("d/registry"));
        launch();
        awaitNotLoading();
        assertEqualsDatabases();
        awaitLeftOut(0);
    }

    /** Cases C10 and C23. */
    @Test
    @Order(10)
    void anOlderCopyOfTheServerAndAnotherZoneAreReadAndComputedAnew() throws Exception {
        sell(900_021, "R002", "now()", 4_000);
        assertThat(demo.stop()).isEqualTo(143);
        delete(folder.resolve("d/postgres"));
        Files.move(folder.resolve("older"), folder.resolve("d/postgres"));
        launch("--zone", "America/New_York");
        soon().untilAsserted(() -> assertThat(demo.output()).contains("pos is being read again: "));
        awaitNotLoading();
        assertThat(count("select count(*) from pos_order where order_id = 900021"))
                .isZero();
        assertEqualsDatabases();
        assertThat(demo.get("/api/v1/kpis?scope=company&window=day&at=" + LONG_AGO)
                        .at("/window/start")
                        .asText())
                .isEqualTo(LONG_AGO + "T00:00-05:00");
        sell(900_022, "R001", "'" + LONG_AGO + " 10:00+07'", 777_000);
        soon().untilAsserted(
                        () -> assertThat(longAgo("company", "month", "K01.net")).isEqualTo(777_000));
        // 10:00 in Vietnam is 22:00 of the day before in New York.
        assertThat(longAgo("company", "day", "K01.net")).isZero();
    }

    private static void sell(long order, String rep, String completed, long price) throws SQLException {
        pos(
                "with sold as (insert into pos_order (order_id, store_id, rep_id, channel, status, order_ts, completed_ts) select "
                        + order + ", min(store_id), '" + rep + "', 'store', 'completed', " + completed + ", "
                        + completed
                        + " from store returning order_id) insert into pos_order_line (line_id, order_id, product_id, qty, unit_price)"
                        + " select order_id, order_id, (select min(product_id) from product), 1, " + price
                        + " from sold");
    }

    /** Of all that the scope has, together, in a window of long ago. */
    private static long longAgo(String scope, String unit, String value) throws Exception {
        long sum = 0;
        for (JsonNode row : demo.get("/api/v1/kpis?scope=" + scope + "&window=" + unit + "&at=" + LONG_AGO)
                .get("rows")) {
            sum += row.get("values").path(value).asLong(); // not every row has every value
        }
        return sum;
    }

    private static long orders(String rep) throws Exception {
        return demo.get("/api/v1/kpis?scope=rep&window=year&id=" + rep)
                .at("/rows/0/values/K02.orders")
                .asLong();
    }

    private static void awaitOrders(String rep, long atLeast) {
        // Nobody is there before the first row.
        soon().ignoreExceptionsInstanceOf(IOException.class).until(() -> orders(rep) >= atLeast);
    }

    /** Of the store that is in use, newest first: what was computed before the results were lost is no state of it. */
    private static List<Path> checkpoints() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("d/checkpoints"))) {
            List<Path> all = files.filter(file -> file.endsWith("_metadata"))
                    .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified())
                            .reversed())
                    .toList();
            return all.stream()
                    .filter(file -> store(file).equals(store(all.get(0))))
                    .toList();
        }
    }

    /** The folder of a start's fingerprint: {@code <store>/<job>/chk-<n>/_metadata}. */
    private static Path store(Path metadata) {
        return metadata.getParent().getParent().getParent();
    }

    private static void connector(String command) throws Exception {
        Awaitility.await("Connect to " + command)
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> HTTP.send(
                                        HttpRequest.newBuilder(URI.create(demo.stack()
                                                                .connect() + "/connectors/salesboard-pos/" + command))
                                                .PUT(HttpRequest.BodyPublishers.noBody())
                                                .build(),
                                        HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 202);
    }

    private static JsonNode incident(String id) throws Exception {
        for (JsonNode incident : demo.get("/api/v1/health").get("incidents")) {
            if (incident.get("id").asText().equals(id)) {
                return incident;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private static String said(String id) throws Exception {
        return incident(id).at("/en/what").asText();
    }

    private static void awaitSaid(String id) {
        soon().until(() -> !incident(id).isMissingNode());
    }

    private static void awaitStatus(String status, String incident) {
        soon().until(() -> demo.get("/api/v1/health").get("status").asText().equals(status)
                && !incident(incident).isMissingNode());
    }

    private static void awaitNotLoading() {
        soon().until(() -> {
            JsonNode health = demo.get("/api/v1/health");
            return health.get("status").asText().matches("ok|degraded")
                    && incident("reading_again").isMissingNode()
                    && !health.at("/sources/0/loading").asBoolean()
                    && !health.at("/sources/1/loading").asBoolean();
        });
    }

    private static void awaitLeftOut(long rows) {
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

    private static void assertEqualsDatabases() throws Exception {
        Report report = Verify.run(demo.stack(), Duration.ofMinutes(3), line -> {});
        assertThat(report.different()).as(report.text()).isZero();
        assertThat(report.compared()).isGreaterThan(5_000);
        assertThat(report.leftOut()).as(report.text()).isEmpty();
    }

    private static void awaitRestart(String part, long killed) {
        Awaitility.await(part + " to be started again")
                .atMost(Duration.ofMinutes(2))
                .until(() -> demo.pid(part) != killed);
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(100));
    }

    private static void pos(String sql) throws SQLException {
        execute(demo.stack().pos(), sql);
    }

    private static void crm(String sql) throws SQLException {
        execute(demo.stack().crm(), sql);
    }

    /** Runs a statement in a transaction of its own; it has to change something. */
    private static void execute(Stack.Database database, String sql) throws SQLException {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
        }
    }

    private static long count(String sql) throws SQLException {
        try (Connection connection = demo.stack().pos().open();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                Files.copy(each, to.resolve(from.relativize(each)), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                Files.copy(each, to.resolve(from.relativize(each)), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
