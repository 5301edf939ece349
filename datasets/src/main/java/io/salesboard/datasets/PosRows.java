package io.salesboard.datasets;

import java.math.BigDecimal;
import java.time.Instant;

/** The rows of completed orders as the loaders write them: no taxes, no discounts, no payments are known. */
final class PosRows {
    private PosRows() {}

    static Change order(
            long id, String store, String rep, String customer, String channel, Instant at, String currency) {
        return Change.insert(
                "pos_order",
                "order_id, store_id, rep_id, customer_id, channel, status, order_ts, completed_ts, currency",
                id,
                store,
                rep,
                customer,
                channel,
                "completed",
                at,
                at,
                currency);
    }

    static Change line(long id, long order, String product, BigDecimal qty, BigDecimal price) {
        return Change.insert(
                "pos_order_line", "line_id, order_id, product_id, qty, unit_price", id, order, product, qty, price);
    }
}
