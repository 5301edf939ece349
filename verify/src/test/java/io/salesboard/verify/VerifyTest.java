package io.salesboard.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.stack.Stack;
import io.salesboard.testdatabases.TestDatabases;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verify against a board that is right, and against one that is wrong by one đồng: it must tell them apart. */
class VerifyTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @TempDir
    static Path directory;

    private static TestDatabases databases;
    private static FakeBoard board;
    private static Stack stack;

    @BeforeAll
    static void start() throws Exception {
        databases = TestDatabases.start();
        TinyHistory.load(databases);
        board = new FakeBoard(TinyHistory.stack(databases, "-", directory), TinyHistory.NOW, TinyHistory.ENTITIES);
        stack = TinyHistory.stack(databases, board.address(), directory);
    }

    @AfterAll
    static void stop() {
        board.close();
        databases.close();
    }

    @BeforeEach
    void boardIsRight() {
        board.beRight();
    }

    private static Report verify() throws Exception {
        return Verify.run(stack, TIMEOUT, line -> {});
    }

    private static void pos(String sql) throws SQLException {
        try (Connection connection = databases.pos().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void findsNoDifferenceWhenTheBoardSaysWhatSqlSays() throws Exception {
        Report report = verify();

        assertThat(report.differences()).isEmpty();
        assertThat(report.different()).isZero();
        assertThat(report.compared()).isGreaterThan(5_000);
        assertThat(report.counts()).containsKeys("K01", "K54", "K55").hasSize(21);
        assertThat(report.locked()).isZero();
        assertThat(report.text()).contains("no writer waited").doesNotContain("leaves out");
    }

    @Test
    void reportsExactlyTheCellThatIsWrongByOneDong() throws Exception {
        board.altered.put("rep/A/month/K01.gross", BigDecimal.ONE);

        Report report = verify();

        assertThat(report.different()).isEqualTo(1);
        assertThat(report.counts().get("K01").different()).isEqualTo(1);
        assertThat(report.differences())
                .containsExactly(new Difference(
                        "K01.gross",
                        Scope.REP,
                        "A",
                        WindowUnit.MONTH,
                        Instant.parse("2026-10-31T17:00:00Z"),
                        "1003",
                        "1002"));
        assertThat(report.text())
                .contains("different: K01.gross of rep A, month from 2026-11-01T00:00: board 1003, database 1002");
    }

    @Test
    void reportsARatioThatIsWrongInTheLastDigit() throws Exception {
        board.altered.put("team/T1/day/K54.expected", new BigDecimal("0.000001"));

        assertThat(verify().differences()).extracting(Difference::value).containsExactly("K54.expected");
    }

    @Test
    void reportsAFigureTheBoardHasOfNothing() throws Exception {
        board.altered.put("store/S3/hour/K02.orders", BigDecimal.ONE);

        assertThat(verify().differences()).extracting(Difference::id).containsExactly("S3");
    }

    @Test
    void reportsALeaderboardInAnotherOrder() throws Exception {
        board.unordered = true;

        Report report = verify();

        assertThat(report.differences())
                .isNotEmpty()
                .allSatisfy(difference -> assertThat(difference.value()).matches(".* (rank|movement)"))
                .anySatisfy(difference -> assertThat(difference.value()).endsWith(" rank"));
    }

    @Test
    void findsOutABoardThatLiesAboutMovement() throws Exception {
        board.moved.put("rep/A/month", 1);

        Report report = verify();

        assertThat(report.differences())
                .containsExactlyInAnyOrder(movementOfAn("K01.net movement"), movementOfAn("K51.attainment movement"));
    }

    /** Bình sold for 1,000 today and passed An, who had been the first. */
    private static Difference movementOfAn(String value) {
        Instant november = Instant.parse("2026-10-31T17:00:00Z");
        return new Difference(value, Scope.REP, "A", WindowUnit.MONTH, november, "0", "-1");
    }

    @Test
    void saysBesideTheDifferencesWhatTheBoardLeavesOutAndWhatIsWrong() throws Exception {
        board.status = "degraded";
        board.incidents.add("the clock of pos is 3,600 s ahead");
        board.leftOut.put("out_of_range", 2);
        board.leftOut.put("missing_currency", 1);

        assertThat(verify().text())
                .contains("leaves out 3 rows (missing_currency 1, out_of_range 2)")
                .contains("/api/v1/quarantine")
                .contains("the board says: pos: the clock of pos is 3,600 s ahead");
    }

    @Test
    void aValueThatIsNoNumberInTheDatabaseIsADifference() throws Exception {
        pos("update pos_order set discount = 'NaN' where order_id = 2");
        try {
            assertThat(verify().differences())
                    .isNotEmpty()
                    .allSatisfy(difference -> assertThat(difference.board()).isNotEqualTo("NaN"))
                    .anySatisfy(difference -> assertThat(difference.database()).isEqualTo("NaN"));
        } finally {
            pos("update pos_order set discount = 0 where order_id = 2");
        }
    }

    @Test
    void aTransactionThatIsOpenWhenItStartsIsInTheComparisonOnceItIsCommitted() throws Exception {
        try (Connection writer = databases.pos().getConnection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("update pos_order set channel = channel where order_id = 1");
            CompletableFuture<Report> report = CompletableFuture.supplyAsync(() -> {
                try {
                    return verify();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            statement.execute("insert into pos_order (order_id, order_ts) values (100, now())");
            statement.execute("update pos_payment set amount = amount");
            writer.commit();

            assertThat(report.get(30, TimeUnit.SECONDS).differences()).isEmpty();
            statement.execute("update pos_order set channel = channel where order_id = 1");
            writer.commit();
        }
    }
}
