package io.salesboard.verify;

import io.salesboard.stack.Stack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How far the log of one source database has come; every statement is a transaction of its own. */
final class SourceLog implements AutoCloseable {
    /** Names of the sources, as in the board's health. */
    static final String POS = "pos";

    static final String CRM = "crm";

    private static final String SETTINGS = "set application_name = 'salesboard verify'; set statement_timeout = '10s'";

    /**
     * The insert position, not the written one: with asynchronous commit a committed row may stand behind what has been
     * written.
     */
    static final String POSITION = "select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint";

    private final String name;
    private final Connection session;

    private SourceLog(String name, Connection session) {
        this.name = name;
        this.session = session;
    }

    static SourceLog open(String name, Stack.Database database) throws SQLException, TryAgainException {
        try {
            Connection session = database.open();
            try (Statement statement = session.createStatement()) {
                statement.execute(SETTINGS);
                return new SourceLog(name, session);
            } catch (SQLException e) {
                session.close();
                throw e;
            }
        } catch (SQLException e) {
            throw TryAgainException.of(e, name);
        }
    }

    String name() {
        return name;
    }

    /** Everything committed so far stands before this position. */
    long position() throws SQLException, TryAgainException {
        return number(POSITION);
    }

    /** A heartbeat behind everything committed: once the board has seen it, it has passed all of that. */
    void beat() throws SQLException, TryAgainException {
        number("select (pg_logical_emit_message(true, 'heartbeat', '') - '0/0'::pg_lsn)::bigint");
    }

    private long number(String sql) throws SQLException, TryAgainException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw TryAgainException.of(e, name);
        }
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
