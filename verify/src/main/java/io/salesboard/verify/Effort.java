package io.salesboard.verify;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a comparison cost, and what the board said of itself meanwhile. */
final class Effort {
    private final long started = System.nanoTime();
    private final Map<String, Long> leftOut = new TreeMap<>();
    private final Set<String> incidents = new LinkedHashSet<>();
    private Duration longestHeld = Duration.ZERO;
    private int locked;

    void held(Duration held) {
        locked++;
        longestHeld = held.compareTo(longestHeld) > 0 ? held : longestHeld;
    }

    /** Keeps every incident, and the most rows that were left out at any time. */
    void said(Health health) {
        incidents.addAll(health.incidents());
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

    List<String> incidents() {
        return List.copyOf(incidents);
    }

    Duration took() {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
