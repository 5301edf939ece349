package io.salesboard.local.data;

/** Ids given by hand, and the identity that goes on behind them. */
final class Ids {
    private Ids() {}

    /** Lets the identity of {@code table} go on after {@code last}. */
    static Change continueAfter(String table, String column, long last) {
        return Change.of("alter table " + table + " alter column " + column + " restart with " + (last + 1));
    }
}
