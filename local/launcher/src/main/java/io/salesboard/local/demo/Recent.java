package io.salesboard.local.demo;

import java.sql.Connection;
import java.sql.SQLException;

/** Chooses what people go back to: mostly what was written lately, at times anything. */
final class Recent {
    private Recent() {}

    /** An id of {@code table} to look at, or the nearest existing one below it; 0 when the table is empty. */
    static long id(Connection connection, Dice dice, String table, String id) throws SQLException {
        Sql.Row newest = Sql.first(connection, "select coalesce(max(" + id + "), 0) from " + table);
        long max = newest.id(1);
        long back = dice.chance(0.8) ? (long) dice.exponential(150) : dice.betweenLong(0, max);
        return Math.max(Math.min(max, 1), max - back);
    }
}
