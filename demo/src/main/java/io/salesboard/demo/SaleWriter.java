package io.salesboard.demo;

import io.salesboard.demo.Sale.Line;
import io.salesboard.demo.Sale.Payment;
import io.salesboard.demo.Sale.Refund;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes one order as it stands at one instant into the point-of-sale database. */
final class SaleWriter {
    private SaleWriter() {}

    /**
     * Writes what of {@code sale} has happened until {@code now}.
     *
     * @param earlier how much earlier everything happened than the sale says; it decides how late the rows are
     * @return rows written
     */
    static int insert(Connection pos, Sale sale, Duration earlier, Instant now) throws SQLException {
        Instant seen = now.plus(earlier);
        long order = Sql.insert(
                pos,
                "insert into pos_order(store_id, rep_id, customer_id, channel, status, order_ts, completed_ts, currency,"
                        + " discount, shipping, deleted_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning order_id",
                sale.store(),
                sale.rep(),
                sale.customer(),
                sale.channel(),
                sale.statusAt(seen),
                sale.ordered().minus(earlier),
                past(sale.completed(), earlier, now),
                DemoCompany.CURRENCY,
                sale.discount(),
                sale.shipping(),
                past(sale.deleted(), earlier, now));
        int rows = 1;
        List<Long> lines = new ArrayList<>();
        for (Line line : sale.lines()) {
            lines.add(insertLine(pos, order, line));
            rows++;
        }
        for (Payment payment : sale.payments()) {
            Instant at = past(payment.at(), earlier, now);
            if (at != null) {
                boolean settled = past(payment.settled(), earlier, now) != null;
                pay(pos, order, payment.amount(), at, payment.method(), settled ? "settled" : payment.status());
                rows++;
            }
        }
        for (Refund refund : sale.refunds()) {
            Instant at = past(refund.at(), earlier, now);
            if (at != null) {
                refund(pos, order, refund.line() == null ? null : lines.get(refund.line()), refund.amount(), at);
                rows++;
            }
        }
        return rows;
    }

    static long insertLine(Connection pos, long order, Line line) throws SQLException {
        return Sql.insert(
                pos,
                "insert into pos_order_line(order_id, product_id, qty, unit_price, discount, tax, line_type)"
                        + " values (?, ?, ?, ?, ?, ?, ?) returning line_id",
                order,
                line.product(),
                line.qty(),
                line.price(),
                line.discount(),
                line.tax(),
                line.type());
    }

    static void pay(Connection pos, long order, Number amount, Instant at, String method, String status)
            throws SQLException {
        Sql.update(
                pos,
                "insert into pos_payment(order_id, amount, currency, paid_ts, method, status) values (?, ?, ?, ?, ?, ?)",
                order,
                amount,
                DemoCompany.CURRENCY,
                at,
                method,
                status);
    }

    static void refund(Connection pos, long order, Long line, Number amount, Instant at) throws SQLException {
        Sql.update(
                pos,
                "insert into pos_refund(order_id, line_id, amount, currency, refund_ts) values (?, ?, ?, ?, ?)",
                order,
                line,
                amount,
                DemoCompany.CURRENCY,
                at);
    }

    private static Instant past(Instant at, Duration earlier, Instant now) {
        if (at == null) {
            return null;
        }
        Instant shifted = at.minus(earlier);
        return shifted.isAfter(now) ? null : shifted;
    }
}
