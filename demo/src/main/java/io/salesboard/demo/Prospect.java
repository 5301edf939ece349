package io.salesboard.demo;

import java.time.Instant;

/**
 * One lead with everything that will ever happen to it.
 *
 * @param ending lost, merged, qualified, working or converted
 * @param ended when it got there; null: it stays new or working
 * @param deal what it converts to, or null
 */
record Prospect(
        String source,
        String owner,
        Instant created,
        Instant firstContact,
        String ending,
        Instant ended,
        Negotiation deal,
        String contact,
        String phone) {

    String statusAt(Instant now) {
        if (ended != null && !ended.isAfter(now)) {
            return ending;
        }
        return contactedAt(now) ? "working" : "new";
    }

    boolean contactedAt(Instant now) {
        return firstContact != null && !firstContact.isAfter(now);
    }

    boolean convertedAt(Instant now) {
        return deal != null && !ended.isAfter(now);
    }
}
