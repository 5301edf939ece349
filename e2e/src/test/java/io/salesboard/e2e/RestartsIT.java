package io.salesboard.e2e;

import static io.salesboard.e2e.LiveStack.LONG_AGO;
import static io.salesboard.e2e.LiveStack.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.schemas.Topics;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
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
    private static final Duration RANDOM_FOR = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static SteppedClock clock;
    private static DemoProcess demo;
    private static LiveStack live;
    private static int starts;

    @BeforeAll
    static void start() throws Exception {
        clock = SteppedClock.in(folder);
        launch("--seed", "7");
        // What is left has all that figures are made of, and is compared and read again in seconds.
        live.pos(
                "delete from pos_order_line where order_id in (select order_id from pos_order where order_ts < now() - interval '5 days')");
        for (String table : List.of("pos_payment", "pos_refund")) {
            live.pos("delete from " + table
                    + " where order_id in (select order_id from pos_order where order_ts < now() - interval '5 days')");
        }
        live.pos("delete from pos_order where order_ts < now() - interval '5 days'");
        live.crm("delete from lead where created_ts < now() - interval '5 days'");
        live.crm("delete from opportunity where created_ts < now() - interval '5 days'");
        live.crm("delete from quota where period_end < now()");
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
        live = new LiveStack(demo);
    }

    /** Case C17, of Kafka. */
    @Test
    @Order(1)
    void kafkasFilesThatAreLostAreFilledAgainAndFiguresWithThem() throws Exception {
        assertThat(demo.stop()).isEqualTo(143);
        delete(folder.resolve("d/kafka"));
        launch();
        live.awaitNotLoading();
        assertThat(live.incident("state_not_used").at("/en/what").asText()).contains("computing everything anew");
        live.assertEqualsDatabases();
    }

    /** Case C16. */
    @Test
    @Order(2)
    void whatWasCommittedWhileItsSourceWasAwayAndTheJobWasKilledCountsEverywhere() throws Exception {
        live.connector("pause");
        live.sell(900_016, "R001", "'" + LONG_AGO + " 10:00+07'", 777_000);
        live.crm("insert into lead (source, owner_rep_id, created_ts) values ('ads', 'R001', '" + LONG_AGO
                + " 10:00+07')");
        live.awaitStatus("stale", "connector_stopped");
        long killed = demo.pid("job");
        demo.kill("job");
        live.connector("resume");
        live.awaitRestart("job", killed);
        for (String unit : List.of("day", "week", "month", "quarter", "year")) {
            for (String scope : List.of("rep", "company", "team", "region", "store", "channel")) {
                soon().untilAsserted(() -> assertThat(live.longAgo(scope, unit, "K01.net"))
                        .as("net of every " + scope + " in that " + unit)
                        .isEqualTo(777_000));
                assertThat(live.longAgo(scope, unit, "K02.orders")).isEqualTo(1);
            }
        }
        assertThat(live.longAgo("rep", "day", "K22.leads")).isEqualTo(1);
        // Whoever compares everything compares every day since the first.
        live.pos("delete from pos_order_line where order_id = 900016");
        live.pos("delete from pos_order where order_id = 900016");
        live.crm("delete from lead where created_ts < '2021-01-01'");
        soon().untilAsserted(() -> {
            assertThat(live.longAgo("company", "year", "K02.orders")).isZero();
            assertThat(live.longAgo("rep", "day", "K22.leads")).isZero();
        });
    }

    @Test
    @Order(3)
    void aDealWhoseTimeComesWhileTheJobIsAwayIsShownOnceItIsBack() throws Exception {
        Instant due = Instant.now().plusSeconds(10);
        live.sell(900_017, "R001", "'" + due + "'", 1_234_000);
        live.awaitOrders("R001", 1);
        long killed = demo.pid("job");
        demo.kill("job");
        Awaitility.await().until(() -> Instant.now().isAfter(due));
        live.awaitRestart("job", killed);
        soon().untilAsserted(() -> assertThat(
                        demo.get("/api/v1/rep/R001").get("deals").findValuesAsText("id"))
                .contains("900017"));
    }

    /** Case C22. */
    @Test
    @Order(4)
    void verifyOfAPausedSourceEndsWithoutAnAnswerAndHoldsNobody() throws Exception {
        live.connector("pause");
        live.sell(900_018, "R001", "now()", 1_000);
        Path said = folder.resolve("verify.out");
        Process verify = DemoProcess.command(folder.resolve("d"), said, "verify", "--timeout", "8");
        Duration longest = Duration.ZERO;
        for (int i = 0; verify.isAlive(); i++) {
            Instant begin = Instant.now();
            live.pos("update pos_order set shipping = " + i + " where order_id = 900018");
            Duration took = Duration.between(begin, Instant.now());
            longest = took.compareTo(longest) > 0 ? took : longest;
        }
        live.connector("resume");
        assertThat(verify.exitValue()).as(Files.readString(said)).isEqualTo(3);
        assertThat(Files.readString(said).lines().filter(line -> line.startsWith("verify: could not compare: ")))
                .hasSize(1);
        assertThat(longest).isLessThan(Duration.ofSeconds(2));
    }

    /** Case C12. */
    @Test
    @Order(5)
    void aRowThatASlotWasAdvancedPastIsNoticedAndCounts() throws Exception {
        long read = live.timesRead("pos");
        live.connector("stop");
        live.sell(900_012, "R001", "'" + LONG_AGO + " 10:00+07'", 70_000);
        soon().ignoreExceptionsInstanceOf(SQLException.class) // as long as the connector still reads from it
                .until(() -> live.administrator(
                        "select pg_replication_slot_advance('salesboard_pos', pg_current_wal_flush_lsn())"));
        live.connector("resume");
        soon().until(() -> live.timesRead("pos") > read);
        soon().until(() -> live.longAgo("rep", "day", "K01.net") == 70_000);
        live.pos("delete from pos_order_line where order_id = 900012");
        live.pos("delete from pos_order where order_id = 900012");
        live.awaitNotLoading();
        live.assertEqualsDatabases();
    }

    /** Case C30. */
    @Test
    @Order(6)
    void aDatabaseWhoseTableMayNotBeReadIsReadAgainWhenItMayAndTheOtherGoesOn() throws Exception {
        live.administrator("revoke select on pos_order_line from salesboard_capture");
        live.awaitSaid("privilege_missing");
        String next = live.incident("privilege_missing").at("/en/next").asText();
        assertThat(next).contains("grant select (").contains(") on pos_order_line to salesboard_capture");
        Process readAgain =
                DemoProcess.command(folder.resolve("d"), folder.resolve("read-again.out"), "read-again", "pos");
        live.awaitSaid("reading_again");
        long leads = live.leads("R001");
        long orders = live.orders("R001");
        live.crm("insert into lead (source, owner_rep_id, created_ts) values ('ads', 'R001', now())");
        live.sell(900_030, "R001", "now()", 5_000);
        soon().until(() -> live.leads("R001") == leads + 1);
        live.awaitOrders("R001", orders + 1);
        assertThat(readAgain.isAlive()).isTrue();

        live.administrator(next.substring(next.indexOf("grant ")));

        assertThat(readAgain.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(readAgain.exitValue())
                .as(Files.readString(folder.resolve("read-again.out")))
                .isZero();
        live.awaitNotLoading();
        live.assertEqualsDatabases();
    }

    @Test
    @Order(7)
    void resultsThatAreLostWhileItRunsAreComputedAnew() throws Exception {
        try (Admin admin = Admin.create(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, demo.stack().kafka()))) {
            admin.deleteTopics(List.of(Topics.RESULTS.name())).all().get();
            live.awaitStatus("stale", "topic_lost");
            admin.createTopics(List.of(
                            new NewTopic(Topics.RESULTS.name(), 1, (short) 1).configs(Topics.RESULTS.configuration())))
                    .all()
                    .get();
        }
        soon().untilAsserted(() -> assertThat(live.said("state_not_used"))
                .contains("published into results", "computing everything anew"));
        live.assertEqualsDatabases();
    }

    /** Case C18. */
    @Test
    @Order(8)
    void aCheckpointThatCannotBeReadIsSkippedForTheOneBeforeAndSaid() throws Exception {
        // Those of the job that runs now: what was lost before made others of no use.
        long begun = System.currentTimeMillis();
        soon().until(() -> checkpoints().stream()
                        .filter(file -> file.toFile().lastModified() > begun)
                        .count()
                > 1);
        long killed = demo.pid("job");
        demo.kill("job");
        List<Path> newestFirst = checkpoints();
        Files.writeString(newestFirst.get(0), "");
        live.awaitRestart("job", killed);
        soon().untilAsserted(() -> assertThat(live.said("state_not_used"))
                .contains(newestFirst.get(0).getParent() + " cannot be read")
                .contains("starting from file:" + newestFirst.get(1).getParent()));
        assertThat(Files.readString(folder.resolve("d/logs/job.log")))
                .contains("WARN")
                .contains("; starting from file:" + newestFirst.get(1).getParent());
        live.assertEqualsDatabases();
    }

    @Test
    @Order(9)
    void everyFrameOfARandomHistoryWithKillsIsWhole() throws Exception {
        long seed = Long.getLong("salesboard.seed", System.nanoTime());
        LOG.log(System.Logger.Level.INFO, "random history: -Dsalesboard.seed=" + seed);
        try (RandomTransactions history = new RandomTransactions(seed, demo.stack())) {
            for (String rep : RandomTransactions.PAIR) {
                live.awaitOrders(rep, 1);
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
                        case 2 -> live.connector("pause");
                        case 3 -> demo.kill("job"); // who dies five times within minutes is given up
                        case 4 -> live.connector("resume");
                        default -> {}
                    }
                    nextBlow = Instant.now().plusMillis(6_000 + random.nextInt(4_000));
                }
                TimeUnit.MILLISECONDS.sleep(random.nextInt(120));
            }
            history.mend();
            live.connector("resume");
            live.assertEqualsDatabases();
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
    @Order(10)
    void aServersClockThatStepsAnHourAheadAndBackChangesOnlyWhatIsSaidOfIt() throws Exception {
        clock.windUp(demo);
        soon().until(() -> demo.get("/api/v1/health").path("status").asText().matches("ok|degraded"));
        clock.step(Duration.ofHours(1));
        live.awaitSaid("clock_wrong");
        assertThat(live.incident("clock_wrong").at("/en/what").asText())
                .matches("the clock of (pos|crm) is 3,(59|60)\\d s ahead");
        long orders = live.orders("R001");
        live.sell(900_019, "R001", "now()", 2_000);
        live.awaitOrders("R001", orders + 1);
        JsonNode health = demo.get("/api/v1/health");
        assertThat(Instant.parse(health.get("asOf").asText()))
                .isBefore(Instant.now().plusSeconds(2));
        clock.step(Duration.ZERO);
        soon().until(() -> live.incident("clock_wrong").isMissingNode());
        Instant committed = Instant.now();
        live.sell(900_020, "R001", "now()", 3_000);
        live.awaitOrders("R001", orders + 2);
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
    @Order(11)
    void aRegistryThatIsLostIsFilledAgainAndFiguresWithIt() throws Exception {
        assertThat(demo.stop()).isEqualTo(143);
        copy(folder.resolve("d/postgres"), folder.resolve("older"));
        delete(folder.resolve("d/registry"));
        launch();
        live.awaitNotLoading();
        live.assertEqualsDatabases();
        live.awaitLeftOut(0);
    }

    /** Cases C10 and C23. */
    @Test
    @Order(12)
    void anOlderCopyOfTheServerAndAnotherZoneAreReadAndComputedAnew() throws Exception {
        live.sell(900_021, "R002", "now()", 4_000);
        assertThat(demo.stop()).isEqualTo(143);
        delete(folder.resolve("d/postgres"));
        Files.move(folder.resolve("older"), folder.resolve("d/postgres"));
        launch("--zone", "America/New_York");
        soon().until(() -> live.timesRead("pos") > 0);
        live.awaitNotLoading();
        assertThat(live.count("select count(*) from pos_order where order_id = 900021"))
                .isZero();
        live.assertEqualsDatabases();
        assertThat(demo.get("/api/v1/kpis?scope=company&window=day&at=" + LONG_AGO)
                        .at("/window/start")
                        .asText())
                .isEqualTo(LONG_AGO + "T00:00-05:00");
        live.sell(900_022, "R001", "'" + LONG_AGO + " 10:00+07'", 777_000);
        soon().untilAsserted(() ->
                assertThat(live.longAgo("company", "month", "K01.net")).isEqualTo(777_000));
        // 10:00 in Vietnam is 22:00 of the day before in New York.
        assertThat(live.longAgo("company", "day", "K01.net")).isZero();
    }

    /** Case C11. */
    @Test
    @Order(13)
    void anotherServerWhoseLogBeginsLowerIsReadAnewAndFollowed() throws Exception {
        long before = live.logPosition();
        assertThat(demo.stop()).isEqualTo(143);
        delete(folder.resolve("d/postgres"));
        launch();
        soon().untilAsserted(() -> assertThat(demo.output()).contains("the address leads to another server"));
        live.awaitNotLoading();
        assertThat(live.logPosition()).isLessThan(before);
        long orders = live.orders("R001");
        live.sell(900_023, "R001", "now()", 6_000);
        live.awaitOrders("R001", orders + 1);
        live.pos("update pos_order set status = 'cancelled' where order_id = 900023");
        soon().until(() -> live.orders("R001") == orders);
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
