package io.salesboard.core.model;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The additive quantities a cell holds; everything else on the board is computed from them at read.
 *
 * <p>Money is in minor units of the base currency (VND has none: 1 = 1 đồng). {@link #UNITS} is in ten-thousandths of a
 * unit, because quantities may be fractional. The order within a group is the order in state.
 */
public enum Measure {
    /** Σ round(qty × unit price) of completed orders, by completion. */
    GROSS(MeasureGroup.SALES, false),
    /** Gross − discounts − refunds, all by completion of the order. */
    NET(MeasureGroup.SALES, true),
    /** Gross − discounts by completion of the order, − refunds by their own date. */
    NET_REFUND_DATED(MeasureGroup.SALES, false),
    /** Completed orders. */
    ORDERS(MeasureGroup.SALES, true),
    /** Units sold, in ten-thousandths; kept per product only. */
    UNITS(MeasureGroup.SALES, true),
    /** Σ min(settled payments, due) of completed orders; due = net + tax + shipping. */
    PAID(MeasureGroup.PAYMENTS, false),
    /** Σ (due − settled payments) of completed orders; an overpaid order counts negative. */
    UNPAID(MeasureGroup.PAYMENTS, false),
    /** Completed orders settled in full. */
    PAID_ORDERS(MeasureGroup.PAYMENTS, false),
    /** Completed orders not settled in full. */
    UNPAID_ORDERS(MeasureGroup.PAYMENTS, false),
    /** Leads by creation; merged duplicates do not count. */
    LEADS(MeasureGroup.LEADS, true),
    /** Leads by conversion. */
    LEADS_CONVERTED(MeasureGroup.LEADS, true),
    /** Leads converted so far, by creation. */
    LEADS_COHORT_CONVERTED(MeasureGroup.LEADS, false),
    /** Opportunities by creation. */
    OPPORTUNITIES(MeasureGroup.OPPORTUNITIES, true),
    /** Amount of opportunities by creation. */
    OPPORTUNITY_AMOUNT(MeasureGroup.OPPORTUNITIES, false),
    /** Won opportunities by closing. */
    WON(MeasureGroup.OUTCOMES, true),
    /** Amount of won opportunities by closing. */
    WON_AMOUNT(MeasureGroup.OUTCOMES, true),
    /** Lost opportunities by closing. */
    LOST(MeasureGroup.OUTCOMES, false),
    /** Opportunities open now. */
    OPEN(MeasureGroup.PIPELINE, true),
    /** Amount of opportunities open now. */
    OPEN_AMOUNT(MeasureGroup.PIPELINE, true),
    /** Amount × probability of opportunities open now, each rounded to minor units. */
    OPEN_WEIGHTED(MeasureGroup.PIPELINE, true),
    /** Opportunities open now whose expected day of closing is over. */
    OPEN_OVERDUE(MeasureGroup.PIPELINE, true),
    /** Revenue quota of exactly this window. */
    QUOTA(MeasureGroup.QUOTAS, false),
    /** How many quotas {@link #QUOTA} holds: 0 tells "no quota" from "a quota of 0". */
    QUOTAS(MeasureGroup.QUOTAS, false),
    /** Net revenue of orders that are the first of their customer. */
    NEW_CUSTOMER_NET(MeasureGroup.CUSTOMERS, true),
    /** Net revenue of the later orders of customers. */
    RETURNING_CUSTOMER_NET(MeasureGroup.CUSTOMERS, true),
    /** Orders that are the first of their customer: so many new customers. */
    NEW_CUSTOMERS(MeasureGroup.CUSTOMERS, true),
    /** The later orders of customers. */
    RETURNING_CUSTOMER_ORDERS(MeasureGroup.CUSTOMERS, false),
    /** Meetings whose time is over, and that nobody noted as held. */
    MISSED_MEETINGS(MeasureGroup.MEETINGS, true);

    private final MeasureGroup group;
    private final boolean ranked;
    private int index;

    static {
        Map<MeasureGroup, Integer> members = new EnumMap<>(MeasureGroup.class);
        for (Measure measure : values()) {
            measure.index = members.merge(measure.group, 1, Integer::sum) - 1;
        }
    }

    Measure(MeasureGroup group, boolean ranked) {
        this.group = group;
        this.ranked = ranked;
    }

    /** What it is kept together with. */
    public MeasureGroup group() {
        return group;
    }

    /** Its place among the sums of its group. */
    public int index() {
        return index;
    }

    /** Whether leaderboards rank by it, so that cells remember when its present value was reached. */
    public boolean ranked() {
        return ranked;
    }

    /** The name in layouts: {@code net_refund_dated}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
