package io.salesboard.core.model;

import java.util.Locale;

/**
 * The additive quantities a cell holds; everything else on the board is computed from them at read.
 *
 * <p>Money is in minor units of the base currency (VND has none: 1 = 1 đồng). {@link #UNITS} is in ten-thousandths of a
 * unit, because quantities may be fractional. The order is the order in state: append only.
 */
public enum Measure {
    /** Σ round(qty × unit price) of completed orders, by completion. */
    GROSS(false),
    /** Gross − discounts − refunds, all by completion of the order. */
    NET(true),
    /** Gross − discounts by completion of the order, − refunds by their own date. */
    NET_REFUND_DATED(false),
    /** Completed orders. */
    ORDERS(true),
    /** Units sold, in ten-thousandths; kept per product only. */
    UNITS(true),
    /** Σ min(settled payments, due) of completed orders; due = net + tax + shipping. */
    PAID(false),
    /** Σ (due − settled payments) of completed orders; an overpaid order counts negative. */
    UNPAID(false),
    /** Completed orders settled in full. */
    PAID_ORDERS(false),
    /** Completed orders not settled in full. */
    UNPAID_ORDERS(false),
    /** Net revenue of a store, or of the stores that stand in a region; kept per store and region only. */
    LOCATION_NET(true),
    /** Completed orders of a store, or of the stores that stand in a region; kept per store and region only. */
    LOCATION_ORDERS(false),
    /** Leads by creation; merged duplicates do not count. */
    LEADS(true),
    /** Leads by conversion. */
    LEADS_CONVERTED(true),
    /** Leads converted so far, by creation. */
    LEADS_COHORT_CONVERTED(false),
    /** Opportunities by creation. */
    OPPORTUNITIES(true),
    /** Amount of opportunities by creation. */
    OPPORTUNITY_AMOUNT(false),
    /** Won opportunities by closing. */
    WON(true),
    /** Amount of won opportunities by closing. */
    WON_AMOUNT(true),
    /** Lost opportunities by closing. */
    LOST(false),
    /** Opportunities open now. */
    OPEN(true),
    /** Amount of opportunities open now. */
    OPEN_AMOUNT(true),
    /** Amount × probability of opportunities open now, each rounded to minor units. */
    OPEN_WEIGHTED(true),
    /** Revenue quota of exactly this window. */
    QUOTA(false),
    /** How many quotas {@link #QUOTA} holds: 0 tells "no quota" from "a quota of 0". */
    QUOTAS(false);

    /** The number of measures: the length of a cell's vector. */
    public static final int COUNT = values().length;

    private final boolean ranked;

    Measure(boolean ranked) {
        this.ranked = ranked;
    }

    /** Whether leaderboards rank by it, so that cells remember when its present value was reached. */
    public boolean ranked() {
        return ranked;
    }

    /** The field name in the Cell schema: {@code net_refund_dated}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
