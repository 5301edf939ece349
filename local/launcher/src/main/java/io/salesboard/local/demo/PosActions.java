package io.salesboard.local.demo;

import io.salesboard.local.demo.SaleGenerator.Origin;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** What happens at the points of sale: sales first of all, and everything that is corrected afterwards. */
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
                new Action("edit a line", 3, this::editLine),
                new Action("edit the discount", 1.2, this::editDiscount),
                new Action("add a line", 1, this::addLine),
                new Action("remove a line", 0.5, this::removeLine),
                new Action("cancel", 1.2, this::cancel),
                new Action("restore a cancelled order", 0.2, this::restore),
                new Action("refund", 1.8, this::refund),
                new Action("withdraw a refund", 0.2, this::withdrawRefund),
                new Action("reverse a payment", 0.4, this::reversePayment),
                new Action("mark deleted", 0.3, this::markDeleted),
                new Action("undelete", 0.1, this::undelete),
                new Action("delete", 0.3, this::delete),
                new Action("give to another rep", 0.8, this::changeRep),
                new Action("move to another store", 0.5, this::changeStore),
                new Action("change the date", 0.5, this::changeDate),
                new Action("correct a price list", 0.15, this::correctPrices));
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
        Sql.Row order = order(pos, "status = 'open'");
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
        Sql.Row pending = dice.chance(0.5)
                ? Sql.first(
                        pos,
                        "select payment_id from pos_payment where status = 'pending' and payment_id <= ?"
                                + " order by payment_id desc limit 1",
                        near(pos, "pos_payment", "payment_id"))
                : null;
        if (pending != null) {
            return Sql.update(
                    pos,
                    "update pos_payment set status = 'settled', paid_ts = ? where payment_id = ?",
                    now,
                    pending.id(1));
        }
        Sql.Row order = order(
                pos,
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

    private int editLine(Connection pos, Instant now) throws SQLException {
        Sql.Row line = line(pos);
        if (line == null) {
            return 0;
        }
        String sql = switch (dice.pickIndex(0.45, 0.3, 0.25)) {
            case 0 -> "update pos_order_line set qty = greatest(1, qty + ?) where line_id = ?";
            case 1 -> "update pos_order_line set unit_price = greatest(1000, unit_price + 10000 * ?) where line_id = ?";
            default ->
                "update pos_order_line set discount = greatest(0, coalesce(discount, 0) + 10000 * ?) where line_id = ?";
        };
        return Sql.update(pos, sql, dice.chance(0.5) ? dice.between(1, 4) : -dice.between(1, 4), line.id(1));
    }

    private int editDiscount(Connection pos, Instant now) throws SQLException {
        Sql.Row order = order(pos, "status = 'completed'");
        // A discount that was never agreed stays NULL, as real cash desks write it.
        Long discount = dice.chance(0.1) ? null : (Long) (dice.between(0, 30) * 10_000L);
        return order == null
                ? 0
                : Sql.update(pos, "update pos_order set discount = ? where order_id = ?", discount, order.id(1));
    }

    private int addLine(Connection pos, Instant now) throws SQLException {
        Sql.Row order = order(pos, "status in ('open', 'completed')");
        if (order == null) {
            return 0;
        }
        SaleWriter.insertLine(
                pos, order.id(1), generator.lines(dice, 1_500_000 * scale).get(0));
        return 1;
    }

    private int removeLine(Connection pos, Instant now) throws SQLException {
        Sql.Row line = Sql.first(
                pos,
                "select line_id from pos_order_line l where line_id <= ? and exists (select from pos_order_line other"
                        + " where other.order_id = l.order_id and other.line_id < l.line_id)"
                        + " and not exists (select from pos_refund r where r.line_id = l.line_id)"
                        + " order by line_id desc limit 1",
                near(pos, "pos_order_line", "line_id"));
        return line == null ? 0 : Sql.update(pos, "delete from pos_order_line where line_id = ?", line.id(1));
    }

    private int cancel(Connection pos, Instant now) throws SQLException {
        Sql.Row order = order(pos, dice.chance(0.5) ? "status = 'open'" : "status = 'completed'");
        return order == null
                ? 0
                : Sql.update(pos, "update pos_order set status = 'cancelled' where order_id = ?", order.id(1));
    }

    private int restore(Connection pos, Instant now) throws SQLException {
        Sql.Row order = order(pos, "status = 'cancelled' and completed_ts is not null");
        return order == null
                ? 0
                : Sql.update(pos, "update pos_order set status = 'completed' where order_id = ?", order.id(1));
    }

    private int refund(Connection pos, Instant now) throws SQLException {
        if (dice.chance(0.4)) {
            Sql.Row order = order(
                    pos,
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
        Sql.Row line = line(pos);
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

    private int withdrawRefund(Connection pos, Instant now) throws SQLException {
        return Sql.update(
                pos,
                "delete from pos_refund where refund_id = (select max(refund_id) from pos_refund where refund_id <= ?)",
                near(pos, "pos_refund", "refund_id"));
    }

    private int reversePayment(Connection pos, Instant now) throws SQLException {
        return Sql.update(
                pos,
                "update pos_payment set status = 'reversed' where payment_id = (select max(payment_id) from pos_payment"
                        + " where payment_id <= ? and status = 'settled')",
                near(pos, "pos_payment", "payment_id"));
    }

    private int markDeleted(Connection pos, Instant now) throws SQLException {
        Sql.Row order = order(pos, "true");
        return order == null
                ? 0
                : Sql.update(pos, "update pos_order set deleted_at = ? where order_id = ?", now, order.id(1));
    }

    private int undelete(Connection pos, Instant now) throws SQLException {
        return Sql.update(
                pos,
                "update pos_order set deleted_at = null where order_id = (select max(order_id) from pos_order"
                        + " where order_id <= ? and deleted_at is not null)",
                near(pos, "pos_order", "order_id"));
    }

    private int delete(Connection pos, Instant now) throws SQLException {
        Sql.Row order = order(pos, "true");
        if (order == null) {
            return 0;
        }
        int rows = 0;
        for (String table : List.of("pos_refund", "pos_payment", "pos_order_line", "pos_order")) {
            rows += Sql.update(pos, "delete from " + table + " where order_id = ?", order.id(1));
        }
        return rows;
    }

    private int changeRep(Connection pos, Instant now) throws SQLException {
        Sql.Row order = order(pos, "status = 'completed'");
        String rep = dice.chance(0.07) ? null : demand.seller(dice, today(now)).id();
        return order == null
                ? 0
                : Sql.update(pos, "update pos_order set rep_id = ? where order_id = ?", rep, order.id(1));
    }

    private int changeStore(Connection pos, Instant now) throws SQLException {
        Sql.Row order = order(pos, "status = 'completed'");
        return order == null
                ? 0
                : Sql.update(
                        pos,
                        "update pos_order set store_id = ? where order_id = ?",
                        demand.ofNobody(dice).store(),
                        order.id(1));
    }

    /** Backdates a completed order by hours, days or into an earlier month; never into the future. */
    private int changeDate(Connection pos, Instant now) throws SQLException {
        Sql.Row order = order(pos, "status = 'completed'");
        long minutes = dice.chance(0.6) ? dice.between(30, 36 * 60) : dice.between(2, 35) * 1_440L;
        return order == null
                ? 0
                : Sql.update(
                        pos,
                        "update pos_order set completed_ts = completed_ts - make_interval(mins => ?),"
                                + " order_ts = order_ts - make_interval(mins => ?) where order_id = ?",
                        (int) minutes,
                        (int) minutes,
                        order.id(1));
    }

    /** A wrong price was used for a while: all recent lines of an article at once. */
    private int correctPrices(Connection pos, Instant now) throws SQLException {
        Sql.Row line = line(pos);
        return line == null
                ? 0
                : Sql.update(
                        pos,
                        "update pos_order_line set unit_price = round(unit_price * ?, -3) where line_id in"
                                + " (select line_id from pos_order_line where product_id ="
                                + " (select product_id from pos_order_line where line_id = ?)"
                                + " order by line_id desc limit 25)",
                        BigDecimal.valueOf(dice.between(94, 106), 2),
                        line.id(1));
    }

    /** A recent order as a rule, any at times, that is not marked deleted; null when none fits. */
    private Sql.Row order(Connection pos, String condition) throws SQLException {
        return Sql.first(
                pos,
                "select order_id from pos_order o where order_id <= ? and deleted_at is null and " + condition
                        + " order by order_id desc limit 1",
                near(pos, "pos_order", "order_id"));
    }

    /** A line of a counting order: its id, order and value; null when none fits. */
    private Sql.Row line(Connection pos) throws SQLException {
        return Sql.first(
                pos,
                "select line_id, order_id, qty * unit_price - coalesce(l.discount, 0) from pos_order_line l"
                        + " join pos_order o using (order_id) where line_id <= ? and status = 'completed'"
                        + " and deleted_at is null order by line_id desc limit 1",
                near(pos, "pos_order_line", "line_id"));
    }

    private long near(Connection pos, String table, String id) throws SQLException {
        return Recent.id(pos, dice, table, id);
    }

    private LocalDate today(Instant now) {
        return now.atZone(zone).toLocalDate();
    }
}
