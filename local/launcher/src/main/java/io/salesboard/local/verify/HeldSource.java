package io.salesboard.local.verify;

import io.salesboard.local.Stack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A source database held still: nobody can write its tables until {@link #release}, and this session goes on seeing them
 * as they were.
 *
 * <p>The locks are taken in a savepoint of a repeatable-read transaction: rolling back to it frees the writers, while the
 * transaction keeps its snapshot. Each attempt gives up after 200 ms, long before PostgreSQL would look for a deadlock
 * and kill a writer.
 */
final class HeldSource implements AutoCloseable {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Connection session;
    private final Savepoint unlocked;
    private final long position;

    private HeldSource(Connection session, Savepoint unlocked, long position) {
        this.session = session;
        this.unlocked = unlocked;
        this.position = position;
    }

    /** Locks all tables of a database, and then notes how far its log has come. */
    static HeldSource hold(Stack.Database database, Duration atMost) throws SQLException {
        Connection session = database.open();
        try {
            List<String> tables = tables(session);
            session.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            session.setAutoCommit(false);
            execute(session, "set local lock_timeout = '200ms'");
            Savepoint unlocked = session.setSavepoint();
            lock(session, unlocked, "lock table " + String.join(", ", tables) + " in share mode", database, atMost);
            // The first query takes the snapshot. The insert position, not the written one: with asynchronous commit a
            // committed row may stand behind what has been written.
            return new HeldSource(session, unlocked, position(session));
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    private static List<String> tables(Connection session) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery("select quote_ident(relname) from pg_class where relkind = 'r'"
                        + " and relnamespace = 'public'::regnamespace order by relname")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static void lock(
            Connection session, Savepoint unlocked, String lock, Stack.Database database, Duration atMost)
            throws SQLException {
        Instant deadline = Instant.now().plus(atMost);
        while (true) {
            try {
                execute(session, lock);
                return;
            } catch (SQLException e) {
                if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                    throw e;
                }
                if (Instant.now().isAfter(deadline)) {
                    throw new SQLException(
                            "could not lock the tables of " + database.url() + " for reading within "
                                    + atMost.toSeconds() + " s; a transaction on them is open all the time: look into"
                                    + " pg_stat_activity, end it and try again",
                            e);
                }
                session.rollback(unlocked);
            }
        }
    }

    private static long position(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row =
                        statement.executeQuery("select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The session that sees the database as it was when it was locked. */
    Connection session() {
        return session;
    }

    /** Every row this session sees was committed before this log position. */
    long position() {
        return position;
    }

    /** Lets writers go on; the session keeps what it sees. */
    void release() throws SQLException {
        session.rollback(unlocked);
    }

    @Override
    public void close() throws SQLException {
        session.rollback();
        session.close();
    }
}
