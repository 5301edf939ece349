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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one database's snapshot promises of its two log positions, and what it costs others. */
class SourceSnapshotTest {
    @TempDir
    static Path directory;

    private static TestDatabases databases;
    private static Stack stack;

    @BeforeAll
    static void start() throws Exception {
        databases = TestDatabases.start();
        TinyHistory.load(databases);
        stack = TinyHistory.stack(databases, "-", directory);
    }

    @AfterAll
    static void stop() {
        databases.close();
    }

    private static SourceSnapshot open() throws Exception {
        return SourceSnapshot.open(SourceLog.POS, stack.pos());
    }

    private static long position() throws Exception {
        try (SourceLog log = SourceLog.open(SourceLog.POS, stack.pos())) {
            return log.position();
        }
    }

    private static void pos(String sql) throws SQLException {
        try (Connection connection = databases.pos().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void liesBetweenThePositionsItNames() throws Exception {
        pos("update pos_order set channel = channel where order_id = 1");
        long before = position();
        try (SourceSnapshot snapshot = open()) {
            snapshot.takeFree();
            long after = position();

            assertThat(snapshot.from()).isBetween(before, snapshot.to());
            assertThat(snapshot.to()).isBetween(before, after);
        }
    }

    @Test
    void isNotTakenWhileATransactionMayCommitBehindIt() throws Exception {
        try (Connection writer = databases.pos().getConnection();
                Statement statement = writer.createStatement();
                SourceSnapshot snapshot = open()) {
            writer.setAutoCommit(false);
            statement.execute("update pos_order set channel = channel where order_id = 1");

            assertThatThrownBy(snapshot::takeFree)
                    .isInstanceOf(TryAgainException.class)
                    .hasMessageContaining("always a transaction that writes to tables of pos");
            writer.commit();
            snapshot.takeFree();
            assertThat(snapshot.from()).isPositive();
        }
    }

    @Test
    void whoOnlyReadsOrWritesElsewhereIsNoHindrance() throws Exception {
        try (Connection other = databases.pos().getConnection();
                Statement statement = other.createStatement();
                SourceSnapshot snapshot = open()) {
            other.setAutoCommit(false);
            statement.execute("create temp table elsewhere (x int)");
            statement.execute("insert into elsewhere select count(*) from pos_order");

            snapshot.takeFree();

            assertThat(snapshot.to()).isPositive();
            other.rollback();
        }
    }

    @Test
    void aClientThatSleepsOnItsLocksIsParted() throws Exception {
        try (SourceSnapshot snapshot = open();
                Writer writer = new Writer(databases.pos())) {
            snapshot.takeHeld();
            long begin = System.nanoTime();
            pos("update pos_order set channel = channel where order_id = 1");

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofMillis(1000), Duration.ofSeconds(2));
            assertThatThrownBy(snapshot::release)
                    .isInstanceOf(TryAgainException.class)
                    .hasMessageContaining("the session with pos failed");
        }
    }

    @Test
    void writersGoOnAfterItsReleaseAndItSeesNothingOfThem() throws Exception {
        try (SourceSnapshot snapshot = open();
                Oracle oracle = Oracle.open(stack);
                SourceSnapshot crm = SourceSnapshot.open(SourceLog.CRM, stack.crm())) {
            crm.takeFree();
            snapshot.takeHeld();
            snapshot.release();
            pos("update pos_order set channel = channel where order_id = 1");

            snapshot.copyTo(oracle);
            crm.copyTo(oracle);

            oracle.prepare();
            assertThat(snapshot.from()).isEqualTo(snapshot.to()).isLessThan(position());
        }
    }

    @Test
    void aTableEmptiedBehindItIsNotTakenForEmpty() throws Exception {
        try (SourceSnapshot snapshot = open();
                Oracle oracle = Oracle.open(stack)) {
            snapshot.takeFree();
            pos("truncate pos_refund");

            assertThatThrownBy(() -> snapshot.copyTo(oracle))
                    .isInstanceOf(TryAgainException.class)
                    .hasMessageContaining("a table of pos was emptied or made anew");
        }
    }
}
