package io.salesboard.verify;

import io.salesboard.core.model.Table;
import io.salesboard.stack.Stack;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One source database as it was at one instant, in a session that goes on seeing it so, with two positions of its log:
 * everything it sees was committed before {@link #to}, and every row it does not see was written after {@link #from}. So a
 * frame that has passed {@code to} and has no row behind {@code from} shows exactly this.
 *
 * <p>The second half needs care, for a commit stands in the log before others can see it. But whoever writes a table holds a
 * lock on it until its rows can be seen. So the snapshot is taken when nobody has held such a lock since {@code from} was
 * noted - found by looking ({@link #takeFree}), or made by locking the tables ({@link #takeHeld}).
 *
 * <p>Locks are given back by {@link #release}; when the client sleeps, the server ends the session and with it the locks.
 */
final class SourceSnapshot implements AutoCloseable {
    private static final Duration FREE_WITHIN = Duration.ofSeconds(2);
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String CANCELLED = "57014";

    /**
     * Lock and idle timeouts together stay below two seconds; a lock is given up long before PostgreSQL would look for a
     * deadlock and end a writer.
     */
    private static final String WHILE_HELD = "set lock_timeout = '200ms'; set statement_timeout = '400ms';"
            + " set idle_in_transaction_session_timeout = '1500ms'";

    /** Without locks a sleeping client costs no more than old rows that vacuum has to leave. */
    private static final String WHILE_FREE = "set lock_timeout = '2s'; set statement_timeout = '10min';"
            + " set idle_in_transaction_session_timeout = '5min'";

    private static final String TABLES = "select oid, relname, pg_relation_filenode(oid) from pg_class"
            + " where relkind = 'r' and relnamespace = 'public'::regnamespace and relname = any(?) order by relname";
    private static final String WRITERS = "select exists (select from pg_locks where locktype = 'relation' and granted"
            + " and database = (select oid from pg_database where datname = current_database()) and relation = any(?)"
            + " and mode in ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'))";

    private final String name;
    private final Connection session;
    private Map<Long, TableFile> tables = Map.of();
    private Savepoint unlocked;
    private long from;
    private long to;

    /** A table, and the file its rows are in: TRUNCATE and rewriting it change that, and empty what a snapshot sees. */
    private record TableFile(String name, long file) {}

    private SourceSnapshot(String name, Connection session) {
        this.name = name;
        this.session = session;
    }

    /** A session that has seen nothing yet. */
    static SourceSnapshot open(String name, Stack.Database database) throws SQLException, TryAgainException {
        try {
            SourceSnapshot snapshot = new SourceSnapshot(name, database.open());
            try {
                snapshot.execute("set application_name = 'salesboard verify'");
                snapshot.execute(WHILE_FREE);
                snapshot.tables = snapshot.readTables();
                return snapshot;
            } catch (SQLException e) {
                snapshot.session.close();
                throw e;
            }
        } catch (SQLException e) {
            throw TryAgainException.of(e, name);
        }
    }

    /** Takes it without any lock, at an instant at which nobody writes. */
    void takeFree() throws SQLException, TryAgainException, InterruptedException {
        long end = System.nanoTime() + FREE_WITHIN.toNanos();
        try {
            while (true) {
                from = position();
                tables = readTables();
                if (!isWritten()) {
                    begin();
                    to = position();
                    return;
                }
                if (System.nanoTime() > end) {
                    throw new TryAgainException("for " + FREE_WITHIN.toSeconds() + " s there was always a transaction"
                            + " that writes to tables of " + name);
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (SQLException e) {
            throw TryAgainException.of(e, name);
        }
    }

    /** Takes it while nobody can write: from now on until {@link #release}. */
    void takeHeld() throws SQLException, TryAgainException {
        try {
            execute(WHILE_HELD);
            begin();
            unlocked = session.setSavepoint();
            lock();
            tables = readTables();
            to = position();
            from = to;
        } catch (SQLException e) {
            throw TryAgainException.of(e, name);
        }
    }

    /** The first query after this takes the snapshot; LOCK does not. */
    private void begin() throws SQLException {
        session.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        session.setAutoCommit(false);
    }

    private void lock() throws SQLException, TryAgainException {
        String names =
                tables.values().stream().map(table -> "public." + table.name()).collect(Collectors.joining(", "));
        try {
            execute("lock table " + names + " in share mode");
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || CANCELLED.equals(e.getSQLState())) {
                throw new TryAgainException("a transaction that has written to tables of " + name
                        + " stays open, so that they cannot be locked for reading (pg_stat_activity names it)");
            }
            throw e;
        }
    }

    private Map<Long, TableFile> readTables() throws SQLException {
        Map<Long, TableFile> found = new LinkedHashMap<>();
        Object[] names = Table.inDatabases().stream().map(Table::key).toArray();
        try (PreparedStatement statement = session.prepareStatement(TABLES)) {
            statement.setArray(1, session.createArrayOf("text", names));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getLong(1), new TableFile(rows.getString(2), rows.getLong(3)));
                }
            }
        }
        return found;
    }

    private boolean isWritten() throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(WRITERS)) {
            statement.setArray(1, session.createArrayOf("oid", tables.keySet().toArray()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private long position() throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(SourceLog.POSITION)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    String name() {
        return name;
    }

    /** Every row it does not see stands behind this log position. */
    long from() {
        return from;
    }

    /** Every row it sees was committed before this log position. */
    long to() {
        return to;
    }

    /** Lets writers go on; the session keeps what it sees. */
    void release() throws SQLException, TryAgainException {
        try {
            session.rollback(unlocked);
            execute(WHILE_FREE);
        } catch (SQLException e) {
            throw TryAgainException.of(e, name);
        }
    }

    /** Copies what it sees, table by table, holding a lock that stops ALTER and TRUNCATE for no longer than one table takes. */
    void copyTo(Oracle oracle) throws SQLException, TryAgainException, CannotCompareException {
        try {
            for (TableFile table : tables.values()) {
                Savepoint before = session.setSavepoint();
                oracle.copy(session, table.name());
                session.rollback(before);
            }
            if (!readTables().equals(tables)) {
                throw new TryAgainException("a table of " + name + " was emptied or made anew meanwhile");
            }
        } catch (SQLException e) {
            throw TryAgainException.of(e, name);
        }
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
