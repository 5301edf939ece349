package io.salesboard.core.contributions;

import static io.salesboard.core.model.Table.CUSTOMER_ORDER;
import static io.salesboard.core.model.Table.POS_ORDER;
import static io.salesboard.core.model.Table.POS_ORDER_LINE;
import static io.salesboard.core.model.Table.POS_PAYMENT;
import static io.salesboard.core.model.Table.POS_REFUND;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.NumberColumn;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Subject;
import io.salesboard.core.model.TextColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What an order with its lines, payments and refunds adds (K01-K03, K05-K08, K14), and hands on to its customer.
 *
 * <p>An order counts when it is completed, not deleted and in the base currency; see the KPI documentation for every
 * formula. Discounts and refunds of the whole order are spread over its lines by value, rounded so that they add up.
 */
public final class Orders extends ObjectType {
    private static final TextColumn STORE = POS_ORDER.textColumn("store_id");
    private static final TextColumn REP = POS_ORDER.textColumn("rep_id");
    private static final TextColumn CUSTOMER = POS_ORDER.textColumn("customer_id");
    private static final TextColumn CHANNEL = POS_ORDER.textColumn("channel");
    private static final TextColumn STATUS = POS_ORDER.textColumn("status");
    private static final TextColumn CURRENCY = POS_ORDER.textColumn("currency");
    private static final NumberColumn COMPLETED = POS_ORDER.numberColumn("completed_ts");
    private static final NumberColumn DELETED = POS_ORDER.numberColumn("deleted_at");
    private static final NumberColumn DISCOUNT = POS_ORDER.numberColumn("discount");
    private static final NumberColumn TAX = POS_ORDER.numberColumn("tax");
    private static final NumberColumn SHIPPING = POS_ORDER.numberColumn("shipping");

    private static final NumberColumn LINE_ID = POS_ORDER_LINE.numberColumn("line_id");
    private static final TextColumn LINE_PRODUCT = POS_ORDER_LINE.textColumn("product_id");
    private static final NumberColumn LINE_QTY = POS_ORDER_LINE.numberColumn("qty");
    private static final NumberColumn LINE_PRICE = POS_ORDER_LINE.numberColumn("unit_price");
    private static final NumberColumn LINE_DISCOUNT = POS_ORDER_LINE.numberColumn("discount");
    private static final NumberColumn LINE_TAX = POS_ORDER_LINE.numberColumn("tax");

    private static final TextColumn PAYMENT_STATUS = POS_PAYMENT.textColumn("status");
    private static final NumberColumn PAYMENT_AMOUNT = POS_PAYMENT.numberColumn("amount");

    private static final TextColumn REFUND_LINE = POS_REFUND.textColumn("line_id");
    private static final NumberColumn REFUND_AMOUNT = POS_REFUND.numberColumn("amount");
    private static final NumberColumn REFUND_AT = POS_REFUND.numberColumn("refund_ts");

    public Orders() {
        super(
                "order",
                root(POS_ORDER),
                part(POS_ORDER_LINE, "order_id"),
                part(POS_PAYMENT, "order_id"),
                part(POS_REFUND, "order_id"));
    }

    @Override
    public void contribute(BusinessObject object, Accounting accounting, Instant now, Contributions to) {
        Row order = object.root(POS_ORDER);
        boolean counts = order != null
                && "completed".equals(order.text(STATUS))
                && !order.isNull(COMPLETED)
                && order.isNull(DELETED)
                && accounting.isBase(order.text(CURRENCY));
        if (counts) {
            Sale sale = new Sale(object, order, accounting);
            sale.contribute(to);
            deal(sale.deal(), now, to);
        }
    }

    /** An order that counts, added up. */
    private static final class Sale {
        private final Accounting accounting;
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
        private final long sold;
        private final long net;

        Sale(BusinessObject object, Row order, Accounting accounting) {
            this.accounting = accounting;
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
                gross[i] =
                        Money.product(line.numberOrZero(LINE_QTY), line.numberOrZero(LINE_PRICE), accounting.digits());
                base[i] = Math.subtractExact(gross[i], minor(line, LINE_DISCOUNT));
                grossSum = Math.addExact(grossSum, gross[i]);
                baseSum = Math.addExact(baseSum, base[i]);
            }
            grossTotal = grossSum;
            baseTotal = baseSum;
            orderDiscount = minor(order, DISCOUNT);
            refundTotal = Money.sum(refunds.stream().mapToLong(r -> minor(r, REFUND_AMOUNT)));
            sold = Math.subtractExact(baseTotal, orderDiscount);
            net = Math.subtractExact(sold, refundTotal);
            settled = Money.sum(object.parts(POS_PAYMENT).stream()
                    .filter(payment -> "settled".equals(payment.text(PAYMENT_STATUS)))
                    .mapToLong(payment -> minor(payment, PAYMENT_AMOUNT)));
        }

        void contribute(Contributions to) {
            Moment completed = accounting.momentOf(order.number(COMPLETED));

            long tax = Math.addExact(
                    minor(order, TAX), Money.sum(lines.stream().mapToLong(line -> minor(line, LINE_TAX))));
            long due = Math.addExact(Math.addExact(net, tax), minor(order, SHIPPING));
            boolean full = settled >= due;

            Subject[] leaves = {
                Subject.of(Scope.REP, order.text(REP)),
                Subject.of(Scope.STORE, order.text(STORE)),
                Subject.of(Scope.CHANNEL, order.text(CHANNEL))
            };
            for (Subject leaf : leaves) {
                to.add(leaf, completed, Measure.GROSS, grossTotal);
                to.add(leaf, completed, Measure.NET, net);
                to.add(leaf, completed, Measure.NET_REFUND_DATED, sold);
                to.add(leaf, completed, Measure.ORDERS, 1);
                to.add(leaf, completed, Measure.PAID, Math.min(settled, due));
                to.add(leaf, completed, Measure.UNPAID, Math.subtractExact(due, settled));
                to.add(leaf, completed, full ? Measure.PAID_ORDERS : Measure.UNPAID_ORDERS, 1);
            }
            products(to, completed);
            for (Row refund : refunds) {
                refund(to, refund, leaves, completed);
            }

            if (order.text(CUSTOMER) != null) {
                to.handOn(customerOrder());
            }
        }

        private void products(Contributions to, Moment completed) {
            spread(orderDiscount, (product, share) -> {
                ofProduct(to, product, completed, Measure.NET, -share);
                ofProduct(to, product, completed, Measure.NET_REFUND_DATED, -share);
            });
            for (int i = 0; i < gross.length; i++) {
                String product = lines.get(i).text(LINE_PRODUCT);
                ofProduct(to, product, completed, Measure.GROSS, gross[i]);
                ofProduct(to, product, completed, Measure.NET, base[i]);
                ofProduct(to, product, completed, Measure.NET_REFUND_DATED, base[i]);
                ofProduct(to, product, completed, Measure.UNITS, lines.get(i).numberOrZero(LINE_QTY));
            }
        }

        private void ofProduct(Contributions to, String product, Moment moment, Measure measure, long amount) {
            to.add(Subject.of(Scope.PRODUCT, product), moment, measure, amount);
            to.add(Subject.of(Scope.REP_PRODUCT, order.text(REP), product), moment, measure, amount);
        }

        private void refund(Contributions to, Row refund, Subject[] leaves, Moment completed) {
            Moment refunded = accounting.momentOf(refund.number(REFUND_AT));
            long amount = minor(refund, REFUND_AMOUNT);
            for (Subject leaf : leaves) {
                to.add(leaf, refunded, Measure.NET_REFUND_DATED, -amount);
            }
            Share perProduct = (product, share) -> {
                ofProduct(to, product, completed, Measure.NET, -share);
                ofProduct(to, product, refunded, Measure.NET_REFUND_DATED, -share);
            };
            Row line = lineOf(refund);
            if (line == null) {
                spread(amount, perProduct);
            } else {
                perProduct.of(line.text(LINE_PRODUCT), amount);
            }
        }

        private Row customerOrder() {
            return Row.empty(CUSTOMER_ORDER, order.key(), 0, 0)
                    .set(Customers.CUSTOMER, order.text(CUSTOMER))
                    .set(Customers.REP, order.text(REP))
                    .set(Customers.STORE, order.text(STORE))
                    .set(Customers.COMPLETED, order.number(COMPLETED))
                    .set(Customers.NET, net);
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
                share.of(lines.isEmpty() ? null : lines.get(0).text(LINE_PRODUCT), amount);
                return;
            }
            long cumulated = 0;
            long given = 0;
            for (int i = 0; i < base.length; i++) {
                cumulated = Math.addExact(cumulated, base[i]);
                long upTo = Money.share(amount, cumulated, baseTotal);
                share.of(lines.get(i).text(LINE_PRODUCT), Math.subtractExact(upTo, given));
                given = upTo;
            }
        }

        Deal deal() {
            int best = -1;
            for (int i = 0; i < base.length; i++) {
                if (best < 0 || base[i] > base[best]) {
                    best = i;
                }
            }
            return new Deal(
                    Subject.of(Scope.REP, order.text(REP)).id(),
                    "order",
                    order.key(),
                    Math.floorDiv(order.number(COMPLETED), 1000L),
                    net,
                    order.text(STORE),
                    order.text(CHANNEL),
                    best < 0 ? null : lines.get(best).text(LINE_PRODUCT));
        }

        private long minor(Row row, NumberColumn column) {
            return Money.minor(row.numberOrZero(column), accounting.digits());
        }
    }

    /** Takes what a product has of an amount; null is no product. */
    private interface Share {
        void of(String product, long amount);
    }
}
