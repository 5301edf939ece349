package io.salesboard.demo;

import io.salesboard.demo.Sale.Line;
import io.salesboard.demo.Sale.Payment;
import io.salesboard.demo.Sale.Refund;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes up one order: basket, discounts, payments, refunds, in the proportions of the demo company. */
final class SaleGenerator {
    private static final List<String> METHODS = List.of("cash", "transfer", "card", "wallet");

    private final List<Product> products;

    SaleGenerator(List<Product> products) {
        this.products = List.copyOf(products);
    }

    /** Where an order comes from. */
    record Origin(String store, String rep, String channel) {
        boolean ofSalesForce() {
            return rep != null;
        }
    }

    /**
     * Makes up an order placed at {@code ordered}.
     *
     * @param scale of the basket's value, 1 is the company's ordinary one
     */
    Sale sale(Dice dice, Origin origin, Instant ordered, double scale) {
        double target = Math.max(
                        300_000,
                        Math.min(90_000_000, dice.logNormal(origin.ofSalesForce() ? 6_300_000 : 3_200_000, 0.62)))
                * scale;
        List<Line> lines = lines(dice, target);
        long net = lines.stream().mapToLong(Line::base).sum();
        long discount = dice.chance(0.08) ? roundTo(net * dice.uniform(0.01, 0.05), 1_000) : 0;
        boolean delivered = !origin.channel.equals("store");
        long shipping = delivered && dice.chance(0.6) ? dice.between(3, 15) * 10_000L : 0;

        Instant completed = ordered.plusSeconds(dice.between(20, 240));
        if (origin.ofSalesForce() && dice.chance(0.25) || delivered && dice.chance(0.5)) {
            completed = ordered.plusSeconds((long) (dice.uniform(0.1, 2.5) * 86_400));
        }
        Instant cancelled = null;
        if (dice.chance(0.035)) {
            cancelled = ordered.plusSeconds((long) (dice.uniform(0.02, 4) * 86_400));
            if (cancelled.isBefore(completed)) {
                completed = null;
            }
        }
        Instant deleted = dice.chance(0.004) ? ordered.plusSeconds((long) (dice.uniform(0.1, 6) * 86_400)) : null;
        Sale bare = new Sale(
                origin.store,
                origin.rep,
                customer(dice.between(1, 10_000), origin, ordered),
                origin.channel,
                cancelled == null ? "completed" : "cancelled",
                ordered,
                completed,
                cancelled,
                discount,
                shipping,
                deleted,
                lines,
                List.of(),
                List.of());
        if (completed == null) {
            return bare;
        }
        List<Payment> payments = payments(dice, bare);
        List<Refund> refunds = cancelled == null && dice.chance(0.03) ? refunds(dice, bare) : List.of();
        return new Sale(
                bare.store(),
                bare.rep(),
                bare.customer(),
                bare.channel(),
                bare.status(),
                ordered,
                completed,
                cancelled,
                discount,
                shipping,
                deleted,
                lines,
                payments,
                refunds);
    }

    /**
     * Who buys: one in five is new, most are known, and at the counter many do not say.
     *
     * @param number a draw of 1..10,000
     */
    private static String customer(int number, Origin origin, Instant ordered) {
        if (number <= 2_000) {
            return "N" + ordered.toEpochMilli();
        }
        boolean unnamed = !origin.ofSalesForce() && origin.channel.equals("store") && number > 6_000;
        return unnamed ? null : known(number);
    }

    /** One of the customers who come again and again. */
    static String known(int number) {
        return "K%05d".formatted(1 + number % 4_000);
    }

    /** Fills a basket worth about {@code target} đồng. */
    List<Line> lines(Dice dice, double target) {
        int count = 1 + dice.pickIndex(0.42, 0.3, 0.18, 0.1);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double share = target / count;
            List<Product> affordable = products.stream()
                    .filter(product -> product.price() <= share * 1.5)
                    .toList();
            Product product =
                    affordable.isEmpty() ? cheapest() : dice.pick(affordable, p -> p.popularity() * fit(p, share));
            int qty = (int) Math.max(1, Math.min(400, Math.round(share / product.price())));
            lines.add(line(dice, product, qty, i == 0 ? 0 : dice.pickIndex(0.7, 0.18, 0.12)));
        }
        return lines;
    }

    /** Nobody fills a basket of ten million with pens. */
    private static double fit(Product product, double share) {
        double pieces = share / product.price();
        return pieces < 12 ? 1 : 12 / pieces;
    }

    private static Line line(Dice dice, Product product, int qty, int type) {
        long price = dice.chance(0.9) ? product.price() : roundTo(product.price() * dice.uniform(0.93, 1.05), 1_000);
        long gross = qty * price;
        long discount = dice.chance(0.22) ? roundTo(gross * dice.uniform(0.02, 0.1), 1_000) : 0;
        long tax = Math.round((gross - discount) * 0.08);
        return new Line(
                product.id(),
                qty,
                price,
                discount,
                tax,
                List.of("base", "upsell", "cross").get(type));
    }

    /** Most pay at once, business customers often later, some in part, some not at all. */
    private static List<Payment> payments(Dice dice, Sale sale) {
        long total = sale.total();
        Instant at = sale.completed();
        String method = dice.pick(METHODS);
        boolean credit = sale.rep() != null && dice.chance(0.3);
        Instant later = at.plus(Duration.ofHours(dice.between(20, 30 * 24)));
        return switch (dice.pickIndex(0.78, 0.1, 0.05, 0.03, 0.04)) {
            case 0 -> List.of(new Payment(total, credit ? later : at, credit ? "transfer" : method, "settled", null));
            case 1 -> {
                long deposit = roundTo(total * dice.uniform(0.2, 0.6), 1_000);
                yield List.of(
                        new Payment(deposit, at, method, "settled", null),
                        new Payment(total - deposit, later, "transfer", "settled", null));
            }
            case 2 -> List.of(new Payment(total, at, "transfer", "pending", later));
            case 3 ->
                List.of(
                        new Payment(total, at, "card", dice.chance(0.6) ? "failed" : "reversed", null),
                        new Payment(total, at.plusSeconds(dice.between(60, 90_000)), "transfer", "settled", null));
            default -> List.of();
        };
    }

    private static List<Refund> refunds(Dice dice, Sale sale) {
        Instant at = sale.completed().plusSeconds((long) (dice.uniform(0.05, 12) * 86_400));
        if (dice.chance(0.35)) {
            boolean all = dice.chance(0.5);
            long amount = all ? sale.net() : roundTo(sale.net() * dice.uniform(0.1, 0.5), 1_000);
            return List.of(new Refund(null, amount, at));
        }
        int index = dice.between(0, sale.lines().size() - 1);
        Line line = sale.lines().get(index);
        int pieces = dice.between(1, line.qty());
        return List.of(new Refund(index, line.base() * pieces / line.qty(), at));
    }

    private Product cheapest() {
        return products.stream()
                .min((a, b) -> Long.compare(a.price(), b.price()))
                .orElseThrow();
    }

    static long roundTo(double amount, long step) {
        return Math.round(amount / step) * step;
    }
}
