package io.salesboard.core.contributions;

import static io.salesboard.core.model.Table.POS_ORDER;
import static io.salesboard.core.model.Table.POS_ORDER_LINE;
import static io.salesboard.core.model.Table.POS_PAYMENT;
import static io.salesboard.core.model.Table.POS_REFUND;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What an order with its lines, payments and refunds adds (K01-K03, K05-K08, K14).
 *
 * <p>An order counts when it is completed, not deleted and in the base currency; see the KPI documentation for every
 * formula. Discounts and refunds of the whole order are spread over its lines by value, rounded so that they add up.
 */
final class OrderFigures {
    private static final int STORE = POS_ORDER.slot("store_id");
    private static final int REP = POS_ORDER.slot("rep_id");
    private static final int CHANNEL = POS_ORDER.slot("channel");
    private static final int STATUS = POS_ORDER.slot("status");
    private static final int CURRENCY = POS_ORDER.slot("currency");
    private static final int COMPLETED = POS_ORDER.slot("completed_ts");
    private static final int DELETED = POS_ORDER.slot("deleted_at");
    private static final int DISCOUNT = POS_ORDER.slot("discount");
    private static final int TAX = POS_ORDER.slot("tax");
    private static final int SHIPPING = POS_ORDER.slot("shipping");

    private static final int LINE_ID = POS_ORDER_LINE.slot("line_id");
    private static final int LINE_PRODUCT = POS_ORDER_LINE.slot("product_id");
    private static final int LINE_QTY = POS_ORDER_LINE.slot("qty");
    private static final int LINE_PRICE = POS_ORDER_LINE.slot("unit_price");
    private static final int LINE_DISCOUNT = POS_ORDER_LINE.slot("discount");
    private static final int LINE_TAX = POS_ORDER_LINE.slot("tax");

    private static final int PAYMENT_STATUS = POS_PAYMENT.slot("status");
    private static final int PAYMENT_AMOUNT = POS_PAYMENT.slot("amount");

    private static final int REFUND_LINE = POS_REFUND.slot("line_id");
    private static final int REFUND_AMOUNT = POS_REFUND.slot("amount");
    private static final int REFUND_AT = POS_REFUND.slot("refund_ts");

    private final Business business;
    private final Row order;
    private final List<Row> lines;
    private final List<Row> refunds;
    private final long[] gross;
    private final long[] base;
    private final long grossTotal;
    private final long baseTotal;
    private final long orderDiscount;
    private final long refundTotal;
    private final long settled;

    private OrderFigures(BusinessObject object, Row order, Business business) {
        this.business = business;
        this.order = order;
        lines = new ArrayList<>(object.parts(POS_ORDER_LINE));
        lines.sort(Comparator.comparingLong(line -> line.number(LINE_ID)));
        refunds = object.parts(POS_REFUND);
        gross = new long[lines.size()];
        base = new long[lines.size()];
        long grossSum = 0;
        long baseSum = 0;
        for (int i = 0; i < gross.length; i++) {
            Row line = lines.get(i);
            gross[i] = Money.product(line.numberOrZero(LINE_QTY), line.numberOrZero(LINE_PRICE), business.digits());
            base[i] = Math.subtractExact(gross[i], minor(line, LINE_DISCOUNT));
            grossSum = Math.addExact(grossSum, gross[i]);
            baseSum = Math.addExact(baseSum, base[i]);
        }
        grossTotal = grossSum;
        baseTotal = baseSum;
        orderDiscount = minor(order, DISCOUNT);
        refundTotal = Money.sum(refunds.stream().mapToLong(r -> minor(r, REFUND_AMOUNT)));
        settled = Money.sum(object.parts(POS_PAYMENT).stream()
                .filter(payment -> "settled".equals(payment.text(PAYMENT_STATUS)))
                .mapToLong(payment -> minor(payment, PAYMENT_AMOUNT)));
    }

    /** @return the order as a deal, or null when it does not count */
    static Deal contribute(BusinessObject object, Business business, Contributions to) {
        Row order = counting(object, business);
        if (order == null) {
            return null;
        }
        OrderFigures figures = new OrderFigures(object, order, business);
        figures.contribute(to);
        return figures.deal();
    }

    private static Row counting(BusinessObject object, Business business) {
        Row order = object.root(POS_ORDER);
        boolean counts = order != null
                && "completed".equals(order.text(STATUS))
                && !order.isNull(COMPLETED)
                && order.isNull(DELETED)
                && business.isBase(order.text(CURRENCY));
        return counts ? order : null;
    }

    private void contribute(Contributions to) {
        Instant completed = Micros.instant(order.number(COMPLETED));
        int day = business.calendar().dayOf(completed);
        int hour = business.calendar().hourOf(completed);
        long sold = Math.subtractExact(baseTotal, orderDiscount);
        long net = Math.subtractExact(sold, refundTotal);
        long tax = Math.addExact(minor(order, TAX), Money.sum(lines.stream().mapToLong(line -> minor(line, LINE_TAX))));
        long due = Math.addExact(Math.addExact(net, tax), minor(order, SHIPPING));
        boolean full = settled >= due;

        Leaf[] leaves = {
            new Leaf(Scope.REP, or(order.text(REP))),
            new Leaf(Scope.STORE, or(order.text(STORE))),
            new Leaf(Scope.CHANNEL, or(order.text(CHANNEL)))
        };
        for (Leaf leaf : leaves) {
            leaf.at(to, day, hour, Measure.GROSS, grossTotal);
            leaf.at(to, day, hour, Measure.NET, net);
            leaf.at(to, day, hour, Measure.NET_REFUND_DATED, sold);
            leaf.at(to, day, hour, Measure.ORDERS, 1);
            leaf.at(to, day, hour, Measure.PAID, Math.min(settled, due));
            leaf.at(to, day, hour, Measure.UNPAID, Math.subtractExact(due, settled));
            leaf.at(to, day, hour, full ? Measure.PAID_ORDERS : Measure.UNPAID_ORDERS, 1);
        }

        spread(orderDiscount, (product, share) -> {
            to.add(Scope.PRODUCT, product, day, hour, Measure.NET, -share);
            to.add(Scope.PRODUCT, product, day, hour, Measure.NET_REFUND_DATED, -share);
        });
        for (int i = 0; i < gross.length; i++) {
            Row line = lines.get(i);
            String product = or(line.text(LINE_PRODUCT));
            to.add(Scope.PRODUCT, product, day, hour, Measure.GROSS, gross[i]);
            to.add(Scope.PRODUCT, product, day, hour, Measure.NET, base[i]);
            to.add(Scope.PRODUCT, product, day, hour, Measure.NET_REFUND_DATED, base[i]);
            to.add(Scope.PRODUCT, product, day, hour, Measure.UNITS, line.numberOrZero(LINE_QTY));
        }
        for (Row refund : refunds) {
            refund(to, refund, leaves, day, hour);
        }
    }

    private void refund(Contributions to, Row refund, Leaf[] leaves, int day, int hour) {
        Instant at = Micros.instant(refund.number(REFUND_AT));
        int refundDay = business.calendar().dayOf(at);
        int refundHour = business.calendar().hourOf(at);
        long amount = minor(refund, REFUND_AMOUNT);
        for (Leaf leaf : leaves) {
            leaf.at(to, refundDay, refundHour, Measure.NET_REFUND_DATED, -amount);
        }
        Share perProduct = (product, share) -> {
            to.add(Scope.PRODUCT, product, day, hour, Measure.NET, -share);
            to.add(Scope.PRODUCT, product, refundDay, refundHour, Measure.NET_REFUND_DATED, -share);
        };
        Row line = lineOf(refund);
        if (line == null) {
            spread(amount, perProduct);
        } else {
            perProduct.of(or(line.text(LINE_PRODUCT)), amount);
        }
    }

    private Row lineOf(Row refund) {
        String id = refund.text(REFUND_LINE);
        for (Row line : lines) {
            if (line.key().equals(id)) {
                return line;
            }
        }
        return null;
    }

    /** Spreads an amount of the whole order over its lines' products by value, in the order of the lines. */
    private void spread(long amount, Share share) {
        if (amount == 0) {
            return;
        }
        if (lines.isEmpty() || baseTotal == 0) {
            share.of(lines.isEmpty() ? Scope.UNASSIGNED : or(lines.get(0).text(LINE_PRODUCT)), amount);
            return;
        }
        long cumulated = 0;
        long given = 0;
        for (int i = 0; i < base.length; i++) {
            cumulated = Math.addExact(cumulated, base[i]);
            long upTo = Money.share(amount, cumulated, baseTotal);
            share.of(or(lines.get(i).text(LINE_PRODUCT)), Math.subtractExact(upTo, given));
            given = upTo;
        }
    }

    private Deal deal() {
        int best = -1;
        for (int i = 0; i < base.length; i++) {
            if (best < 0 || base[i] > base[best]) {
                best = i;
            }
        }
        return new Deal(
                or(order.text(REP)),
                "order",
                order.key(),
                Math.floorDiv(order.number(COMPLETED), 1000L),
                Math.subtractExact(Math.subtractExact(baseTotal, orderDiscount), refundTotal),
                order.text(STORE),
                order.text(CHANNEL),
                best < 0 ? null : lines.get(best).text(LINE_PRODUCT));
    }

    private long minor(Row row, int slot) {
        return Money.minor(row.numberOrZero(slot), business.digits());
    }

    private static String or(String id) {
        return id == null ? Scope.UNASSIGNED : id;
    }

    private interface Share {
        void of(String product, long amount);
    }

    private record Leaf(Scope scope, String id) {
        void at(Contributions to, int day, int hour, Measure measure, long amount) {
            to.add(scope, id, day, hour, measure, amount);
        }
    }
}
