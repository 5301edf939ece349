package io.salesboard.verify;

import io.salesboard.core.kpi.Kpi;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What SQL says of one KPI, read window by window and scope by scope, so that no more than one such group is in memory.
 * Values are as PostgreSQL writes them: NaN and infinity can be among them.
 */
final class Figures implements AutoCloseable {
    private static final int ROWS_AT_ONCE = 500;
    private static final String ORDER = " order by start, scope collate \"C\"";

    private final Statement statement;
    private final ResultSet rows;
    private final List<String> values = new ArrayList<>();
    private boolean ended;
    private Instant start;
    private String scope;

    private Figures(Statement statement, ResultSet rows) throws SQLException {
        this.statement = statement;
        this.rows = rows;
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
            String name = rows.getMetaData().getColumnName(column);
            if (name.indexOf('.') > 0) {
                values.add(name);
            }
        }
        advance();
    }

    /** Opens what was computed of a KPI, in a session whose autocommit is off. */
    static Figures read(Connection session, Kpi kpi) throws SQLException {
        Statement statement = session.createStatement();
        statement.setFetchSize(ROWS_AT_ONCE);
        return new Figures(statement, statement.executeQuery("select * from " + Oracle.result(kpi) + ORDER));
    }

    private void advance() throws SQLException {
        ended = !rows.next();
        if (!ended) {
            start = rows.getObject("start", OffsetDateTime.class).toInstant();
            scope = rows.getString("scope");
        }
    }

    /**
     * Id to value key to value, of the scope and window of a question.
     *
     * @param question not before the one of the call before, in the order of {@link Question#BY_WINDOW_AND_SCOPE}; each
     *     scope and window once
     */
    Map<String, Map<String, String>> of(Question question) throws SQLException {
        Map<String, Map<String, String>> group = new HashMap<>();
        while (!ended && compareTo(question) <= 0) {
            if (compareTo(question) == 0) {
                Map<String, String> row = new HashMap<>();
                for (String value : values) {
                    row.put(value, rows.getString(value));
                }
                group.put(rows.getString("id"), row);
            }
            advance();
        }
        return group;
    }

    private int compareTo(Question question) {
        int byStart = start.compareTo(question.start());
        return byStart != 0 ? byStart : scope.compareTo(question.scope().key());
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
