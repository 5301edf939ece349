package io.salesboard.datasets;

import java.util.Arrays;
import java.util.List;

/**
 * One row to insert or update.
 *
 * @param sql with a placeholder for each parameter
 * @param parameters may hold nulls
 */
public record Change(String sql, List<Object> parameters) {

    static Change of(String sql, Object... parameters) {
        return new Change(sql, Arrays.asList(parameters));
    }

    /** An insert into {@code table} of as many values as there are columns. */
    static Change insert(String table, String columns, Object... values) {
        String places = "?, ".repeat(values.length - 1) + "?";
        return of("insert into " + table + "(" + columns + ") values (" + places + ")", values);
    }
}
