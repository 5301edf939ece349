package io.salesboard.demo;

import java.time.Instant;
import java.util.List;

/**
 * One order with everything that will ever happen to it; amounts in whole đồng.
 *
 * @param rep null: nobody is credited
 * @param customer null: not known
 * @param status what it ends as: completed or cancelled
 * @param completed null: cancelled before it was completed
 * @param cancelled when it is cancelled, or null
 * @param deleted when its row is marked deleted, or null
 */
record Sale(
        String store,
        String rep,
        String customer,
        String channel,
        String status,
        Instant ordered,
        Instant completed,
        Instant cancelled,
        long discount,
        long shipping,
        Instant deleted,
        List<Line> lines,
        List<Payment> payments,
        List<Refund> refunds) {

    record Line(String product, int qty, long price, long discount, long tax, String type) {
        long base() {
            return qty * price - discount;
        }
    }

    /** @param settled when a pending payment settles; null when {@code status} is final from the start */
    record Payment(long amount, Instant at, String method, String status, Instant settled) {}

    /** @param line index of the line, or null for the whole order */
    record Refund(Integer line, long amount, Instant at) {}

    /** What the customer owes, taxes and shipping included, before refunds. */
    long total() {
        return net() + shipping + lines.stream().mapToLong(Line::tax).sum();
    }

    /** Lines after all discounts, before tax and refunds. */
    long net() {
        return lines.stream().mapToLong(Line::base).sum() - discount;
    }

    String statusAt(Instant now) {
        if (cancelled != null && !cancelled.isAfter(now)) {
            return "cancelled";
        }
        return completed != null && !completed.isAfter(now) ? "completed" : "open";
    }
}
