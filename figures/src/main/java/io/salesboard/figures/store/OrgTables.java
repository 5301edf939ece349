package io.salesboard.figures.store;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;

/** The rows of the reference tables, each by its key. Nobody changes these maps once they are here. */
record OrgTables(
        NavigableMap<String, Org.Rep> reps,
        NavigableMap<String, String> teams,
        NavigableMap<String, String> regions,
        NavigableMap<String, Org.Store> stores,
        NavigableMap<String, Org.Product> products,
        NavigableMap<String, Org.Assignment> assignments,
        NavigableMap<String, Weight> weights,
        NavigableMap<String, Map<String, String>> alertRules) {
    static final OrgTables EMPTY = new OrgTables(
            Collections.emptyNavigableMap(),
            Collections.emptyNavigableMap(),
            Collections.emptyNavigableMap(),
            Collections.emptyNavigableMap(),
            Collections.emptyNavigableMap(),
            Collections.emptyNavigableMap(),
            Collections.emptyNavigableMap(),
            Collections.emptyNavigableMap());

    /** How much of a working day a day of the business calendar is. */
    record Weight(int epochDay, BigDecimal weight) {}
}
