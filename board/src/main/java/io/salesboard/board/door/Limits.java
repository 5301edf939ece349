package io.salesboard.board.door;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** How often somebody may do something within a minute; it forgets everything with the next one, so that it never grows. */
final class Limits {
    private static final long MINUTE = 60_000;

    private final Clock clock;
    private final Map<String, Integer> done = new HashMap<>();
    private long minute;

    Limits(Clock clock) {
        this.clock = clock;
    }

    /** Counts once; answers whether it is within the limit. */
    synchronized boolean count(String what, int most) {
        begin();
        return done.merge(what, 1, Integer::sum) <= most;
    }

    /** Whether there is something left of the limit. */
    synchronized boolean isLeft(String what, int most) {
        begin();
        return done.getOrDefault(what, 0) < most;
    }

    private void begin() {
        long now = clock.millis() / MINUTE;
        if (now != minute) {
            minute = now;
            done.clear();
        }
    }
}
