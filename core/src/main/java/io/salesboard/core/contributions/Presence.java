package io.salesboard.core.contributions;

import java.time.Instant;

/**
 * What a business object is at an instant besides what it adds.
 *
 * @param deal the deal it is, or null; one dated later is none yet
 * @param nextChange the next instant of business time at which it changes by the clock alone, or null
 */
public record Presence(Deal deal, Instant nextChange) {
    static Presence of(Deal deal, Instant now) {
        return deal == null || deal.at() <= now.toEpochMilli()
                ? new Presence(deal, null)
                : new Presence(null, Instant.ofEpochMilli(deal.at()));
    }
}
