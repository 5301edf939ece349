package io.salesboard.core.contributions;

/**
 * A completed order or a won opportunity, as a rep's list and the ticker show it.
 *
 * @param rep who is credited, {@link io.salesboard.core.model.Scope#UNASSIGNED} for nobody
 * @param kind order or opportunity
 * @param id order_id or opp_id
 * @param at completion or closing, epoch milliseconds
 * @param amount net revenue or amount won, minor units
 * @param store store of an order, or null
 * @param channel channel of an order, or null
 * @param product the most valuable line's product, or null
 */
public record Deal(
        String rep, String kind, String id, long at, long amount, String store, String channel, String product) {}
