package io.salesboard.demo;

import io.salesboard.demo.SaleGenerator.Origin;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** What is sold, paid and brought back at the points of sale. */
final class PosActions {
    private final Dice dice;
    private final SaleGenerator generator = new SaleGenerator(Products.all());
    private final Demand demand;
    private final ZoneId zone;
    private final double scale;

    /** @param scale of the value of new orders, 1 is the company's ordinary one */
    PosActions(Dice dice, Demand demand, ZoneId zone, double scale) {
        this.dice = dice;
        this.demand = demand;
        this.zone = zone;
        this.scale = scale;
    }

    List<Action> all() {
        return List.of(
                new Action("sale", 40, this::sale),
                new Action("complete an open order", 8, this::complete),
                new Action("payment", 8, this::pay),
                new Action("late order", 1.5, this::lateOrder),
                new Action("refund", 1.8, this::refund));
    }

    private int sale(Connection pos, Instant now) throws SQLException {
        Sale sale = newSale(now);
        // What is over within minutes is written when it is over; everything else when it is ordered.
        Duration length = sale.completed() == null ? Duration.ZERO : Duration.between(sale.ordered(), sale.completed());
        boolean atOnce = length.compareTo(Duration.ofMinutes(5)) < 0;
        return SaleWriter.insert(pos, sale, atOnce ? length : Duration.ZERO, now);
    }

    /** An order of hours or days ago that comes in only now, with all that has happened to it. */
    private int lateOrder(Connection pos, Instant now) throws SQLException {
        Duration late =
                Duration.ofMinutes(dice.chance(0.7) ? dice.between(30, 24 * 60) : dice.between(24 * 60, 40 * 24 * 60));
        return SaleWriter.insert(pos, newSale(now), late, now);
    }

    private Sale newSale(Instant now) {
        LocalDate today = today(now);
        Origin origin =
                dice.chance(0.7) ? demand.ofRep(dice, demand.seller(dice, today), today) : demand.ofNobody(dice);
        return generator.sale(dice, origin, now, scale);
    }

    private int complete(Connection pos, Instant now) throws SQLException {
        Sql.Result order = Recent.order(pos, dice, "status = 'open'");
        if (order == null) {
            return 0;
        }
        int rows = Sql.update(
                pos,
                "update pos_order set status = 'completed', completed_ts = ? where order_id = ?",
                now,
                order.id(1));
        return dice.chance(0.85) ? rows + payRest(pos, order.id(1), now) : rows;
    }

    private int pay(Connection pos, Instant now) throws SQLException {
        Sql.Result pending = dice.chance(0.5)
                ? Sql.first(
                        pos,
                        "select payment_id from pos_payment where status = 'pending' and payment_id <= ?"
                                + " order by payment_id desc limit 1",
                        Recent.id(pos, dice, "pos_payment", "payment_id"))
                : null;
        if (pending != null) {
            return Sql.update(
                    pos,
                    "update pos_payment set status = 'settled', paid_ts = ? where payment_id = ?",
                    now,
                    pending.id(1));
        }
        Sql.Result order = Recent.order(
                pos,
                dice,
                "status = 'completed' and not exists"
                        + " (select from pos_payment p where p.order_id = o.order_id and p.status = 'settled')");
        return order == null ? 0 : payRest(pos, order.id(1), now);
    }

    private int payRest(Connection pos, long order, Instant now) throws SQLException {
        BigDecimal due = (BigDecimal) Sql.first(
                        pos,
                        "select coalesce((select sum(qty * unit_price - coalesce(discount, 0) + coalesce(tax, 0))"
                                + " from pos_order_line where order_id = o.order_id), 0)"
                                + " - coalesce(discount, 0) + coalesce(shipping, 0)"
                                + " - coalesce((select sum(amount) from pos_payment where order_id = o.order_id"
                                + " and status = 'settled'), 0) from pos_order o where order_id = ?",
                        order)
                .get(1);
        if (due.signum() <= 0) {
            return 0;
        }
        String method = dice.pick(List.of("cash", "transfer", "card", "wallet"));
        SaleWriter.pay(
                pos,
                order,
                due.setScale(0, RoundingMode.HALF_UP),
                now,
                method,
                dice.chance(0.93) ? "settled" : "pending");
        return 1;
    }

    private int refund(Connection pos, Instant now) throws SQLException {
        if (dice.chance(0.4)) {
            Sql.Result order = Recent.order(
                    pos,
                    dice,
                    "status = 'completed' and not exists (select from pos_refund r where r.order_id = o.order_id)");
            if (order == null) {
                return 0;
            }
            BigDecimal net = (BigDecimal) Sql.first(
                            pos,
                            "select coalesce(sum(qty * unit_price - coalesce(discount, 0)), 0) from pos_order_line"
                                    + " where order_id = ?",
                            order.id(1))
                    .get(1);
            int percent = dice.pick(List.of(20, 50, 100));
            SaleWriter.refund(pos, order.id(1), null, share(net, percent), now);
            return 1;
        }
        Sql.Result line = Recent.line(pos, dice);
        if (line == null) {
            return 0;
        }
        SaleWriter.refund(
                pos, line.id(2), line.id(1), share((BigDecimal) line.get(3), dice.pick(List.of(50, 100))), now);
        return 1;
    }

    private static BigDecimal share(BigDecimal amount, int percent) {
        return amount.multiply(BigDecimal.valueOf(percent, 2)).setScale(0, RoundingMode.HALF_UP);
    }

    private LocalDate today(Instant now) {
        return now.atZone(zone).toLocalDate();
    }
}
