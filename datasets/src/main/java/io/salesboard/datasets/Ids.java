package io.salesboard.datasets;

import java.util.Locale;

/** Ids given by hand, and the identity that goes on behind them. */
final class Ids {
    private Ids() {}

    /** A key made of a name: lower case, words joined by dashes. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
    }

    /** Lets the identity of {@code table} go on after {@code last}. */
    static Change continueAfter(String table, String column, long last) {
        return Change.of("alter table " + table + " alter column " + column + " restart with " + (last + 1));
    }
}
