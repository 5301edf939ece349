package io.salesboard.alerts;

import io.salesboard.core.model.Keys;
import java.util.Locale;

/** What of a KPI a rule looks at. */
public enum Comparison {
    /** The KPI's value. */
    VALUE,
    /** The value as a share of the subject's quota of the window. */
    QUOTA,
    /** The value as a share of what the quota asks for up to now, by working time. */
    PACE,
    /**
     * The change against the same elapsed time of the window before, as a fraction (-0.3 is 30 % less): whole days of a week, month,
     * quarter or year, whole hours of a day, so that both have had the same time.
     */
    CHANGE,
    /** The place among all rows of the scope, 1 for the best. */
    RANK,
    /** Working minutes since the subject sold last. */
    NO_SALE,
    /** The amount of a won opportunity: a message for each, not a state. */
    WON_DEAL;

    private final String key = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name in rules: {@code no-sale}. */
    public String key() {
        return key;
    }

    /** @throws IllegalArgumentException naming the valid comparisons */
    public static Comparison of(String key) {
        return Keys.parse(Comparison.class, key, Comparison::key);
    }
}
