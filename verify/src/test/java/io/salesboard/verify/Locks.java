package io.salesboard.verify;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Whether somebody keeps writers of a database waiting; remembers whether anybody did so. */
final class Locks implements AutoCloseable {
    private static final String HELD =
            "select exists (select from pg_locks where locktype = 'relation' and granted and mode"
                    + " = 'ShareLock' and database = (select oid from pg_database where datname = current_database()))";

    private final Connection connection;
    private boolean seen;

    Locks(DataSource database) throws SQLException {
        connection = database.getConnection();
    }

    synchronized boolean held() {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(HELD)) {
            row.next();
            seen |= row.getBoolean(1);
            return row.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    synchronized boolean seen() {
        return seen;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
