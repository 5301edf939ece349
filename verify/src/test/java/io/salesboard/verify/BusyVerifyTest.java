package io.salesboard.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.stack.Stack;
import io.salesboard.testdatabases.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verify while a shop sells: nobody may notice it. */
class BusyVerifyTest {
    private static final Duration NOTICED = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @TempDir
    static Path directory;

    private static TestDatabases databases;
    private static FakeBoard board;
    private static Stack stack;

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private Locks locks;

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
    void boardIsRight() throws SQLException {
        board.beRight();
        locks = new Locks(databases.pos());
    }

    @AfterEach
    void close() throws SQLException {
        locks.close();
    }

    private Report verify(boolean mayLock) throws Exception {
        return Verify.run(stack, TIMEOUT, mayLock, said::add);
    }

    /** As a board in the middle of sales: behind every snapshot there is already another row, unless writers wait. */
    private void boardIsBusy() {
        board.rowLsn = () -> locks.held() ? 0 : Long.MAX_VALUE;
    }

    @Test
    void waitsForThePipelineBeforeItTakesAnyLock() {
        board.lsn = () -> locks.held() ? 1 : 0;

        assertThatThrownBy(() -> verify(true))
                .isInstanceOf(CannotCompareException.class)
                .hasMessageMatching(
                        "the board is behind the log of pos \\(at 0/0, the database at .*\\) and crm .* after 1 s.*"
                                + "salesboard status.*");
        assertThat(locks.seen()).isFalse();
        assertThat(said).anyMatch(line -> line.startsWith("waiting: the board is behind the log of pos"));
    }

    @Test
    void saysWhatTheBoardIsStillDoing() {
        board.status = "computing";
        assertThatThrownBy(() -> verify(true))
                .isInstanceOf(CannotCompareException.class)
                .hasMessageStartingWith("the board is \"computing\"");

        board.beRight();
        board.loading = true;
        assertThatThrownBy(() -> verify(true))
                .isInstanceOf(CannotCompareException.class)
                .hasMessageStartingWith("the rows of pos and crm are still being read");
    }

    @Test
    void writersWaitForATimeWhereTooMuchIsWrittenToDoWithout() throws Exception {
        boardIsBusy();
        try (Writer writer = new Writer(databases.pos())) {
            Report report = verify(true);

            assertThat(report.differences()).isEmpty();
            assertThat(report.compared()).isGreaterThan(5_000);
            assertThat(report.locked()).isPositive();
            assertThat(report.longestHeld()).isPositive().isLessThan(NOTICED);
            assertThat(report.text()).contains("writers waited " + report.locked() + " times");
            assertThat(writer.commits()).isPositive();
            assertThat(writer.longest()).isLessThan(NOTICED);
        }
        assertThat(said).anyMatch(line -> line.contains("writers now wait for up to two seconds"));
    }

    @Test
    void noWriterWaitsLongerThanTwoSecondsWhileTheBoardStandsStill() throws Exception {
        board.rowLsn = () -> locks.held() ? 0 : Long.MAX_VALUE;
        board.lsn = () -> locks.held() ? 0 : Long.MAX_VALUE;
        try (Writer writer = new Writer(databases.pos())) {
            assertThatThrownBy(() -> verify(true))
                    .isInstanceOf(CannotCompareException.class)
                    .hasMessageContaining("the log of pos")
                    .hasMessageContaining("look at the connector of pos")
                    .hasMessageContaining("in each of 6 attempts");

            assertThat(locks.seen()).isTrue();
            assertThat(writer.longest()).isGreaterThan(Duration.ofMillis(500)).isLessThan(NOTICED);
        }
    }

    @Test
    void neverTakesALockWhenToldNotTo() throws Exception {
        boardIsBusy();
        try (Writer writer = new Writer(databases.pos())) {
            assertThatThrownBy(() -> verify(false))
                    .isInstanceOf(CannotCompareException.class)
                    .hasMessageContaining("rows of pos go on being written")
                    .hasMessageContaining("without --no-lock");

            assertThat(writer.longest()).isLessThan(NOTICED);
        }
        assertThat(locks.seen()).isFalse();
    }

    @Test
    void aWriterWhoLeavesATransactionOpenIsNamedAndNobodyWaitsForIt() throws Exception {
        try (Connection idle = databases.pos().getConnection();
                Statement statement = idle.createStatement();
                Writer writer = new Writer(databases.pos())) {
            idle.setAutoCommit(false);
            statement.execute("update pos_order set channel = channel where order_id = 1");

            assertThatThrownBy(() -> verify(true))
                    .isInstanceOf(CannotCompareException.class)
                    .hasMessageContaining("a transaction that has written to tables of pos stays open")
                    .hasMessageContaining("pg_stat_activity");
            assertThat(writer.longest()).isLessThan(NOTICED);
            idle.rollback();
        }
    }

    @Test
    void goesOnWithNewSessionsWhenTheServerEndedItsOwn() throws Exception {
        AtomicInteger questions = new AtomicInteger();
        board.beforeAnswer = () -> {
            if (questions.incrementAndGet() == 100) {
                endSessionsOfVerify();
            }
        };

        Report report = verify(true);

        assertThat(report.differences()).isEmpty();
        assertThat(report.compared()).isGreaterThan(5_000);
        assertThat(said).anyMatch(line -> line.matches("trying again: the session with (pos|crm) failed .*"));
    }

    private static void endSessionsOfVerify() {
        try (Connection connection = databases.pos().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where application_name = 'salesboard verify'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aColumnThatIsGoneIsNamed() throws Exception {
        try (Connection connection = databases.pos().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table pos_order rename column discount to order_discount");
            try {
                assertThatThrownBy(() -> verify(true))
                        .isInstanceOf(CannotCompareException.class)
                        .hasMessageContaining("table pos_order has no column discount");
            } finally {
                statement.execute("alter table pos_order rename column order_discount to discount");
            }
        }
    }
}
