package io.salesboard.local.verify;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What a comparison cost, and what the board said it leaves out meanwhile. */
final class Effort {
    private final long started = System.nanoTime();
    private final Map<String, Long> leftOut = new TreeMap<>();
    private Duration longestHeld = Duration.ZERO;
    private int locked;

    void held(Duration held) {
        locked++;
        longestHeld = held.compareTo(longestHeld) > 0 ? held : longestHeld;
    }

    /** Keeps the most rows that were left out at any time, by reason. */
    void leftOut(Health health) {
        health.leftOut().forEach((reason, rows) -> leftOut.merge(reason, rows, Math::max));
    }

    /** How many times writers were made to wait. */
    int locked() {
        return locked;
    }

    Duration longestHeld() {
        return longestHeld;
    }

    Map<String, Long> leftOut() {
        return Map.copyOf(leftOut);
    }

    Duration took() {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
