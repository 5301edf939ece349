package io.salesboard.local.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.local.Stack;
import io.salesboard.local.TestDatabases;
import java.io.IOException;
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
import picocli.CommandLine;

/** Verify against a board that is right, and against one that is wrong by one đồng: it must tell them apart. */
class VerifyTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @TempDir
    static Path directory;

    private static TestDatabases databases;
    private static FakeBoard board;
    private static Stack stack;

    @BeforeAll
    static void start() throws IOException, SQLException {
        databases = TestDatabases.start();
        TinyHistory.load(databases);
        board = new FakeBoard(TinyHistory.stack(databases, "-", directory));
        stack = TinyHistory.stack(databases, board.address(), directory);
    }

    @AfterAll
    static void stop() throws IOException {
        board.close();
        databases.close();
    }

    @BeforeEach
    void boardIsRight() {
        board.altered.clear();
        board.unordered = false;
        board.position = Long.MAX_VALUE;
    }

    private static Report verify() throws IOException, SQLException, InterruptedException {
        return Verify.run(stack, TIMEOUT, line -> {});
    }

    @Test
    void findsNoDifferenceWhenTheBoardSaysWhatSqlSays() throws IOException, SQLException, InterruptedException {
        Report report = verify();

        assertThat(report.differences()).isEmpty();
        assertThat(report.different()).isZero();
        assertThat(report.compared()).isGreaterThan(5_000);
        assertThat(report.counts()).containsKeys("K01", "K54", "K55").hasSize(19);
    }

    @Test
    void reportsExactlyTheCellThatIsWrongByOneDong() throws IOException, SQLException, InterruptedException {
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
                        new BigDecimal("1003"),
                        new BigDecimal("1002")));
        assertThat(report.text())
                .contains("different: K01.gross of rep A, month from 2026-11-01T00:00: board 1003, database 1002");
    }

    @Test
    void reportsARatioThatIsWrongInTheLastDigit() throws IOException, SQLException, InterruptedException {
        board.altered.put("team/T1/day/K54.expected", new BigDecimal("0.000001"));

        assertThat(verify().differences()).extracting(Difference::value).containsExactly("K54.expected");
    }

    @Test
    void reportsAFigureTheBoardHasOfNothing() throws IOException, SQLException, InterruptedException {
        board.altered.put("store/S3/hour/K02.orders", BigDecimal.ONE);

        assertThat(verify().differences()).extracting(Difference::id).containsExactly("S3");
    }

    @Test
    void reportsALeaderboardInAnotherOrder() throws IOException, SQLException, InterruptedException {
        board.unordered = true;

        assertThat(verify().differences())
                .isNotEmpty()
                .allSatisfy(difference -> assertThat(difference.value()).endsWith(" rank"));
    }

    @Test
    void saysWhichSourceTheBoardIsBehindWith() {
        board.position = 0;

        assertThatThrownBy(() -> Verify.run(stack, Duration.ofMillis(200), line -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("behind the log of crm and pos");
    }

    @Test
    void waitsForAnOpenTransactionOfAWriterAndLetsWritersGoOnAfterwards() throws Exception {
        try (Connection writer = databases.pos().getConnection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("update pos_order set channel = channel where order_id = 1");
            CompletableFuture<Report> report = CompletableFuture.supplyAsync(() -> {
                try {
                    return verify();
                } catch (IOException | SQLException | InterruptedException e) {
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

    @Test
    void exitsWithTwoWhereNoStackRuns() {
        assertThat(new CommandLine(new VerifyCommand())
                        .execute("--data-dir", directory.resolve("none").toString()))
                .isEqualTo(2);
    }

    @Test
    void exitsWithOneOnADifferenceAndWithZeroOnNone() throws IOException {
        stack.write(directory);
        assertThat(new CommandLine(new VerifyCommand()).execute("--data-dir", directory.toString()))
                .isZero();
        board.altered.put("company/company/now/K36.open", BigDecimal.ONE);
        assertThat(new CommandLine(new VerifyCommand()).execute("--data-dir", directory.toString()))
                .isEqualTo(1);
    }
}
