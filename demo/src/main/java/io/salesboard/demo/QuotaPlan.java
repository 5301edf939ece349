package io.salesboard.demo;

import io.salesboard.demo.Organisation.Assignment;
import io.salesboard.demo.Organisation.Rep;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The quotas a sales manager would set: what the season promises, a little stretched, rounded to millions. */
final class QuotaPlan {
    /** Set so that most reps come in between 60 and 120 % of their quota. */
    private static final double STRETCH = 1.06;

    private static final int SAMPLE = 2_000;

    private final Organisation organisation;
    private final Demand demand;
    private final double repOrder;
    private final double counterOrder;

    /** @param amount in đồng; null: the quota is withdrawn */
    record Quota(String scope, String id, LocalDate start, LocalDate end, Long amount, int version) {}

    QuotaPlan(long seed, Organisation organisation, Demand demand, SaleGenerator sales, ZoneId zone) {
        this.organisation = organisation;
        this.demand = demand;
        Instant anyTime = LocalDate.of(2026, 1, 5).atTime(10, 0).atZone(zone).toInstant();
        Dice dice = new Dice(seed, "quota sample", 0);
        repOrder = meanValue(dice, sales, new SaleGenerator.Origin("CH01", "R001", "store"), anyTime);
        counterOrder = meanValue(dice, sales, new SaleGenerator.Origin("CH01", null, "store"), anyTime);
    }

    /** What an order brings on average, refunds and cancellations considered. */
    private static double meanValue(Dice dice, SaleGenerator sales, SaleGenerator.Origin origin, Instant at) {
        double sum = 0;
        for (int i = 0; i < SAMPLE; i++) {
            Sale sale = sales.sale(dice, origin, at, 1);
            if (sale.cancelled() == null && sale.deleted() == null) {
                sum += sale.net()
                        - sale.refunds().stream().mapToLong(Sale.Refund::amount).sum();
            }
        }
        return sum / SAMPLE;
    }

    /** Quotas of the three quarters from {@code start}, the first day of a quarter. */
    List<Quota> quotas(LocalDate start) {
        List<Quota> quotas = new ArrayList<>();
        for (int quarter = 0; quarter < 3; quarter++) {
            LocalDate from = start.plusMonths(3L * quarter);
            Map<List<String>, Long> ofQuarter = new LinkedHashMap<>();
            for (int month = 0; month < 3; month++) {
                LocalDate first = from.plusMonths(month);
                month(first).forEach((scope, amount) -> {
                    quotas.add(new Quota(scope.get(0), scope.get(1), first, first.plusMonths(1), amount, 1));
                    ofQuarter.merge(scope, amount, Long::sum);
                });
            }
            ofQuarter.forEach((scope, amount) ->
                    quotas.add(new Quota(scope.get(0), scope.get(1), from, from.plusMonths(3), amount, 1)));
        }
        return withRevisions(quotas, start);
    }

    /** A few quotas were revised after a review: a second version with another amount. */
    private List<Quota> withRevisions(List<Quota> quotas, LocalDate start) {
        List<Quota> all = new ArrayList<>(quotas);
        LocalDate second = start.plusMonths(1);
        quotas.stream()
                .filter(quota -> quota.scope.equals("rep") && quota.start.equals(second))
                .filter(quota -> quota.id.endsWith("7"))
                .forEach(quota -> all.add(new Quota(
                        quota.scope, quota.id, quota.start, quota.end, quota.amount * 9 / 10_000_000 * 1_000_000, 2)));
        return all;
    }

    /** Quota of each (scope, id) for the month that starts at {@code first}. */
    private Map<List<String>, Long> month(LocalDate first) {
        Map<List<String>, Double> reps = new LinkedHashMap<>();
        double counter = 0;
        for (LocalDate day = first; day.isBefore(first.plusMonths(1)); day = day.plusDays(1)) {
            List<Rep> working = organisation.repsOn(day);
            double seniority = working.stream().mapToDouble(Rep::seniority).sum();
            double value = demand.salesForceOrders(day) * repOrder * STRETCH;
            for (Rep rep : working) {
                reps.merge(List.of("rep", rep.id()), value * rep.seniority() / seniority, Double::sum);
            }
            counter += demand.counterOrders(day) * counterOrder * STRETCH;
        }
        Map<List<String>, Long> quotas = new LinkedHashMap<>();
        long company = SaleGenerator.roundTo(counter, 10_000_000);
        for (Map.Entry<List<String>, Double> entry : reps.entrySet()) {
            long amount = SaleGenerator.roundTo(entry.getValue(), 5_000_000);
            Assignment assignment = organisation.assignmentOf(entry.getKey().get(1), first);
            quotas.put(entry.getKey(), amount);
            company += amount;
            if (assignment != null) {
                quotas.merge(List.of("team", assignment.team()), amount, Long::sum);
                quotas.merge(List.of("region", assignment.region()), amount, Long::sum);
            }
        }
        quotas.put(List.of("company", "company"), company);
        return quotas;
    }
}
