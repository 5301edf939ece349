package io.salesboard.demo;

import java.sql.Connection;
import java.sql.SQLException;

/** Chooses what people go back to: mostly what was written lately, at times anything. */
final class Recent {
    private Recent() {}

    /** An id of {@code table} to look at, or the nearest existing one below it; 0 when the table is empty. */
    static long id(Connection connection, Dice dice, String table, String id) throws SQLException {
        Sql.Result newest = Sql.first(connection, "select coalesce(max(" + id + "), 0) from " + table);
        long max = newest.id(1);
        long back = dice.chance(0.8) ? (long) dice.exponential(150) : dice.betweenLong(0, max);
        return Math.max(Math.min(max, 1), max - back);
    }

    /** An order that is not marked deleted and fits {@code condition} on {@code o}: its id; null when none does. */
    static Sql.Result order(Connection pos, Dice dice, String condition) throws SQLException {
        return Sql.first(
                pos,
                "select order_id from pos_order o where order_id <= ? and deleted_at is null and " + condition
                        + " order by order_id desc limit 1",
                id(pos, dice, "pos_order", "order_id"));
    }

    /** A line of a counting order: its id, order and value; null when there is none. */
    static Sql.Result line(Connection pos, Dice dice) throws SQLException {
        return Sql.first(
                pos,
                "select line_id, order_id, qty * unit_price - coalesce(l.discount, 0) from pos_order_line l"
                        + " join pos_order o using (order_id) where line_id <= ? and status = 'completed'"
                        + " and deleted_at is null order by line_id desc limit 1",
                id(pos, dice, "pos_order_line", "line_id"));
    }

    /** Runs {@code sql}, whose last parameter is the id, on a row that fits {@code condition}. */
    static int change(
            Connection connection,
            Dice dice,
            String table,
            String id,
            String condition,
            String sql,
            Object... parameters)
            throws SQLException {
        Sql.Result row = Sql.first(
                connection,
                "select " + id + " from " + table + " where " + id + " <= ? and " + condition + " order by " + id
                        + " desc limit 1",
                id(connection, dice, table, id));
        if (row == null) {
            return 0;
        }
        Object[] all = new Object[parameters.length + 1];
        System.arraycopy(parameters, 0, all, 0, parameters.length);
        all[parameters.length] = row.id(1);
        return Sql.update(connection, sql, all);
    }
}
