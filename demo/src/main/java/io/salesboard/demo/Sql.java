package io.salesboard.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Plain SQL with parameters, in one line each. */
final class Sql {
    private Sql() {}

    /** One row of a result; columns count from 1. */
    record Result(List<Object> values) {
        Object get(int column) {
            return values.get(column - 1);
        }

        long id(int column) {
            return ((Number) get(column)).longValue();
        }

        String text(int column) {
            return (String) get(column);
        }
    }

    /** @return rows changed */
    static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /** @return the first row, or null when there is none */
    static Result first(Connection connection, String sql, Object... parameters) throws SQLException {
        List<Result> rows = all(connection, sql, parameters);
        return rows.isEmpty() ? null : rows.get(0);
    }

    static List<Result> all(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet result = statement.executeQuery()) {
                List<Result> rows = new ArrayList<>();
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    List<Object> values = new ArrayList<>(columns);
                    for (int column = 1; column <= columns; column++) {
                        values.add(result.getObject(column));
                    }
                    rows.add(new Result(values));
                }
                return rows;
            }
        }
    }

    /** Runs an insert that ends in {@code returning <id>}. */
    static long insert(Connection connection, String sql, Object... parameters) throws SQLException {
        return first(connection, sql, parameters).id(1);
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            statement.setObject(i + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
        }
    }
}
