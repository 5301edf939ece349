package io.salesboard.core.kpi;

/** What a KPI's value is counted in, and so how it is rounded and shown. */
public enum Unit {
    /** Base currency, rounded half up to its minor unit. */
    MONEY,
    /** A whole number. */
    COUNT,
    /** A number of goods, up to four decimals. */
    QUANTITY,
    /** A fraction (0.25 is 25 %), six decimals, rounded half up. */
    RATIO
}
