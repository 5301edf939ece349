package io.salesboard.core.contributions;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import java.time.Instant;

/**
 * The one entry to the formulas: what a business object adds to which leaf cell, and which object a row belongs to.
 *
 * <p>Pure: the same rows give the same contributions, in whatever order they came. The engine subtracts what the object
 * added before a change and adds what it adds after it.
 */
public final class Contributor {
    /** To be raised with every change of a formula, so that no job goes on from sums of another one. */
    public static final int RELEASE = 2;

    private static final int LINE_ORDER = Table.POS_ORDER_LINE.slot("order_id");
    private static final int PAYMENT_ORDER = Table.POS_PAYMENT.slot("order_id");
    private static final int REFUND_ORDER = Table.POS_REFUND.slot("order_id");
    private static final int ASSIGNMENT_REP = Table.REP_ASSIGNMENT.slot("rep_id");
    private static final int QUOTA_SCOPE_TYPE = Table.QUOTA.slot("scope_type");
    private static final int QUOTA_SCOPE_ID = Table.QUOTA.slot("scope_id");
    private static final int QUOTA_METRIC = Table.QUOTA.slot("metric");
    private static final int QUOTA_START = Table.QUOTA.slot("period_start");
    private static final int QUOTA_END = Table.QUOTA.slot("period_end");

    private Contributor() {}

    /** Whether rows of a reference table say under which parents a leaf stands. */
    public static boolean isTimeline(Table table) {
        return table == Table.REP_ASSIGNMENT || table == Table.STORE;
    }

    /**
     * The key of the object a present row belongs to: {@code order/17}; for an assignment or a store the leaf; for another
     * reference row itself.
     */
    public static String objectOf(Row row) {
        return switch (row.table()) {
            case POS_ORDER -> "order/" + row.key();
            case POS_ORDER_LINE -> "order/" + row.text(LINE_ORDER);
            case POS_PAYMENT -> "order/" + row.text(PAYMENT_ORDER);
            case POS_REFUND -> "order/" + row.text(REFUND_ORDER);
            case LEAD -> "lead/" + row.key();
            case OPPORTUNITY -> "opportunity/" + row.key();
            case QUOTA ->
                "quota/" + row.text(QUOTA_SCOPE_TYPE) + "/" + row.text(QUOTA_SCOPE_ID) + "/" + row.text(QUOTA_METRIC)
                        + "/" + row.number(QUOTA_START) + "/" + row.number(QUOTA_END);
            case REP_ASSIGNMENT -> "rep/" + row.text(ASSIGNMENT_REP);
            case STORE -> "store/" + row.key();
            default -> row.table().key() + "/" + row.key();
        };
    }

    /**
     * What the object adds, and what it is, at an instant of business time.
     *
     * @throws ArithmeticException when a sum is beyond what can be added up; the object then counts for nothing
     */
    public static Presence contribute(BusinessObject object, Business business, Instant now, Contributions to) {
        if (object.rows().isEmpty()) {
            return Presence.of(null, now);
        }
        Deal deal = switch (kindOf(object)) {
            case POS_ORDER -> OrderFigures.contribute(object, business, to);
            case LEAD -> LeadFigures.contribute(object, business, to);
            case OPPORTUNITY -> OpportunityFigures.contribute(object, business, to);
            case QUOTA -> QuotaFigures.contribute(object, business, to);
            default -> throw new IllegalStateException("no figures for " + kindOf(object));
        };
        return Presence.of(deal, now);
    }

    private static Table kindOf(BusinessObject object) {
        Table table = object.rows().iterator().next().table();
        return switch (table) {
            case POS_ORDER, POS_ORDER_LINE, POS_PAYMENT, POS_REFUND -> Table.POS_ORDER;
            default -> table;
        };
    }
}
