package io.salesboard.demo;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** Collects rows of one table and sends them with COPY, the fastest way in. */
final class CopyTable {
    private final String table;
    private final String columns;
    private final StringBuilder text = new StringBuilder();

    CopyTable(String table, String columns) {
        this.table = table;
        this.columns = columns;
    }

    /** Adds a row; values in the order of the columns, null is NULL. */
    void row(Object... values) {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                text.append('\t');
            }
            text.append(values[i] == null ? "\\N" : escape(values[i].toString()));
        }
        text.append('\n');
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    /** @return rows written */
    long send(Connection connection) throws SQLException {
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " (" + columns + ") from stdin", new StringReader(text.toString()));
        } catch (IOException e) {
            throw new SQLException("cannot send rows of " + table + ": " + e, e);
        }
    }
}
