package io.salesboard.demo;

import io.salesboard.demo.Sale.Line;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes the demo company's rows of the point-of-sale database, as they stand at one instant. */
final class PosRows {
    private final Organisation organisation;
    private final List<Product> products;
    private final List<Sale> sales;
    private final Instant now;

    PosRows(Organisation organisation, List<Product> products, List<Sale> sales, Instant now) {
        this.organisation = organisation;
        this.products = products;
        this.sales = sales;
        this.now = now;
    }

    private record PaidAt(long order, Sale.Payment payment) {}

    private record RefundedAt(long order, Long line, Sale.Refund refund) {}

    long write(Connection pos) throws SQLException {
        CopyTable stores = new CopyTable("store", "store_id, name, region_id, kind");
        organisation.stores().forEach(s -> stores.row(s.id(), s.name(), s.region(), s.kind()));
        CopyTable articles = new CopyTable("product", "product_id, name, category, unit_cost, currency");
        products.forEach(p -> articles.row(p.id(), p.name(), p.category(), p.cost(), DemoCompany.CURRENCY));

        CopyTable orders = new CopyTable(
                "pos_order",
                "order_id, store_id, rep_id, customer_id, channel, status, order_ts, completed_ts, currency, discount,"
                        + " tax, shipping, deleted_at");
        CopyTable lines = new CopyTable(
                "pos_order_line", "line_id, order_id, product_id, qty, unit_price, discount, tax, line_type");
        List<PaidAt> payments = new ArrayList<>();
        List<RefundedAt> refunds = new ArrayList<>();
        long order = 0;
        long line = 0;
        for (Sale sale : sales) {
            order++;
            orders.row(
                    order,
                    sale.store(),
                    sale.rep(),
                    sale.customer(),
                    sale.channel(),
                    sale.statusAt(now),
                    sale.ordered(),
                    past(sale.completed()),
                    DemoCompany.CURRENCY,
                    sale.discount(),
                    0,
                    sale.shipping(),
                    past(sale.deleted()));
            long firstLine = line + 1;
            for (Line l : sale.lines()) {
                line++;
                lines.row(line, order, l.product(), l.qty(), l.price(), l.discount(), l.tax(), l.type());
            }
            for (Sale.Payment payment : sale.payments()) {
                payments.add(new PaidAt(order, payment));
            }
            for (Sale.Refund refund : sale.refunds()) {
                refunds.add(new RefundedAt(order, refund.line() == null ? null : firstLine + refund.line(), refund));
            }
        }
        long rows = stores.send(pos) + articles.send(pos) + orders.send(pos) + lines.send(pos);
        rows += payments(payments).send(pos) + refunds(refunds).send(pos);
        DemoCompany.continueIds(pos, "pos_order", "order_id");
        DemoCompany.continueIds(pos, "pos_order_line", "line_id");
        DemoCompany.continueIds(pos, "pos_payment", "payment_id");
        DemoCompany.continueIds(pos, "pos_refund", "refund_id");
        return rows;
    }

    private CopyTable payments(List<PaidAt> payments) {
        payments.removeIf(paid -> paid.payment.at().isAfter(now));
        payments.sort(Comparator.comparing(paid -> paid.payment.at()));
        CopyTable table =
                new CopyTable("pos_payment", "payment_id, order_id, amount, currency, paid_ts, method, status");
        long id = 0;
        for (PaidAt paid : payments) {
            Sale.Payment payment = paid.payment;
            boolean settledLater =
                    payment.settled() != null && !payment.settled().isAfter(now);
            table.row(
                    ++id,
                    paid.order,
                    payment.amount(),
                    DemoCompany.CURRENCY,
                    payment.at(),
                    payment.method(),
                    settledLater ? "settled" : payment.status());
        }
        return table;
    }

    private CopyTable refunds(List<RefundedAt> refunds) {
        refunds.removeIf(refunded -> refunded.refund.at().isAfter(now));
        refunds.sort(Comparator.comparing(refunded -> refunded.refund.at()));
        CopyTable table = new CopyTable("pos_refund", "refund_id, order_id, line_id, amount, currency, refund_ts");
        long id = 0;
        for (RefundedAt refunded : refunds) {
            table.row(
                    ++id,
                    refunded.order,
                    refunded.line,
                    refunded.refund.amount(),
                    DemoCompany.CURRENCY,
                    refunded.refund.at());
        }
        return table;
    }

    private Instant past(Instant at) {
        return at == null || at.isAfter(now) ? null : at;
    }
}
