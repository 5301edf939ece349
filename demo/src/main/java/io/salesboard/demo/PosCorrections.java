package io.salesboard.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** What is corrected at the points of sale: edits, cancellations, deletions, orders moved to whom and when they belong. */
final class PosCorrections {
    private final Dice dice;
    private final SaleGenerator generator = new SaleGenerator(Products.all());
    private final Demand demand;
    private final ZoneId zone;
    private final double scale;

    /** @param scale of the value of new lines, 1 is the company's ordinary one */
    PosCorrections(Dice dice, Demand demand, ZoneId zone, double scale) {
        this.dice = dice;
        this.demand = demand;
        this.zone = zone;
        this.scale = scale;
    }

    List<Action> all() {
        return List.of(
                new Action("edit a line", 3, this::editLine),
                new Action("edit the discount", 1.2, this::editDiscount),
                new Action("add a line", 1, this::addLine),
                new Action("remove a line", 0.5, this::removeLine),
                new Action("cancel", 1.2, this::cancel),
                new Action("restore a cancelled order", 0.2, this::restore),
                new Action("withdraw a refund", 0.2, this::withdrawRefund),
                new Action("reverse a payment", 0.4, this::reversePayment),
                new Action("mark deleted", 0.3, this::markDeleted),
                new Action("undelete", 0.1, this::undelete),
                new Action("delete", 0.3, this::delete),
                new Action("give to another rep", 0.8, this::changeRep),
                new Action("move to another store", 0.5, this::changeStore),
                new Action("change the customer", 0.3, this::changeCustomer),
                new Action("change the date", 0.5, this::changeDate),
                new Action("correct a price list", 0.15, this::correctPrices));
    }

    private int editLine(Connection pos, Instant now) throws SQLException {
        Sql.Result line = Recent.line(pos, dice);
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
        Sql.Result order = Recent.order(pos, dice, "status = 'completed'");
        // A discount that was never agreed stays NULL, as real cash desks write it.
        Long discount = dice.chance(0.1) ? null : (Long) (dice.between(0, 30) * 10_000L);
        return order == null
                ? 0
                : Sql.update(pos, "update pos_order set discount = ? where order_id = ?", discount, order.id(1));
    }

    private int addLine(Connection pos, Instant now) throws SQLException {
        Sql.Result order = Recent.order(pos, dice, "status in ('open', 'completed')");
        if (order == null) {
            return 0;
        }
        SaleWriter.insertLine(
                pos, order.id(1), generator.lines(dice, 1_500_000 * scale).get(0));
        return 1;
    }

    private int removeLine(Connection pos, Instant now) throws SQLException {
        Sql.Result line = Sql.first(
                pos,
                "select line_id from pos_order_line l where line_id <= ? and exists (select from pos_order_line other"
                        + " where other.order_id = l.order_id and other.line_id < l.line_id)"
                        + " and not exists (select from pos_refund r where r.line_id = l.line_id)"
                        + " order by line_id desc limit 1",
                Recent.id(pos, dice, "pos_order_line", "line_id"));
        return line == null ? 0 : Sql.update(pos, "delete from pos_order_line where line_id = ?", line.id(1));
    }

    private int cancel(Connection pos, Instant now) throws SQLException {
        Sql.Result order = Recent.order(pos, dice, dice.chance(0.5) ? "status = 'open'" : "status = 'completed'");
        return order == null
                ? 0
                : Sql.update(pos, "update pos_order set status = 'cancelled' where order_id = ?", order.id(1));
    }

    private int restore(Connection pos, Instant now) throws SQLException {
        Sql.Result order = Recent.order(pos, dice, "status = 'cancelled' and completed_ts is not null");
        return order == null
                ? 0
                : Sql.update(pos, "update pos_order set status = 'completed' where order_id = ?", order.id(1));
    }

    private int withdrawRefund(Connection pos, Instant now) throws SQLException {
        return Sql.update(
                pos,
                "delete from pos_refund where refund_id = (select max(refund_id) from pos_refund where refund_id <= ?)",
                Recent.id(pos, dice, "pos_refund", "refund_id"));
    }

    private int reversePayment(Connection pos, Instant now) throws SQLException {
        return Sql.update(
                pos,
                "update pos_payment set status = 'reversed' where payment_id = (select max(payment_id) from pos_payment"
                        + " where payment_id <= ? and status = 'settled')",
                Recent.id(pos, dice, "pos_payment", "payment_id"));
    }

    private int markDeleted(Connection pos, Instant now) throws SQLException {
        Sql.Result order = Recent.order(pos, dice, "true");
        return order == null
                ? 0
                : Sql.update(pos, "update pos_order set deleted_at = ? where order_id = ?", now, order.id(1));
    }

    private int undelete(Connection pos, Instant now) throws SQLException {
        return Sql.update(
                pos,
                "update pos_order set deleted_at = null where order_id = (select max(order_id) from pos_order"
                        + " where order_id <= ? and deleted_at is not null)",
                Recent.id(pos, dice, "pos_order", "order_id"));
    }

    private int delete(Connection pos, Instant now) throws SQLException {
        Sql.Result order = Recent.order(pos, dice, "true");
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
        Sql.Result order = Recent.order(pos, dice, "status = 'completed'");
        String rep = dice.chance(0.07) ? null : demand.seller(dice, today(now)).id();
        return order == null
                ? 0
                : Sql.update(pos, "update pos_order set rep_id = ? where order_id = ?", rep, order.id(1));
    }

    private int changeCustomer(Connection pos, Instant now) throws SQLException {
        Sql.Result order = Recent.order(pos, dice, "true");
        return order == null
                ? 0
                : Sql.update(
                        pos,
                        "update pos_order set customer_id = ? where order_id = ?",
                        dice.chance(0.2) ? null : SaleGenerator.known(dice.between(1, 4_000)),
                        order.id(1));
    }

    private int changeStore(Connection pos, Instant now) throws SQLException {
        Sql.Result order = Recent.order(pos, dice, "status = 'completed'");
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
        Sql.Result order = Recent.order(pos, dice, "status = 'completed'");
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
        Sql.Result line = Recent.line(pos, dice);
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

    private LocalDate today(Instant now) {
        return now.atZone(zone).toLocalDate();
    }
}
