package io.salesboard.board.stream;

import java.time.Duration;

/**
 * When views may be refreshed: at once when nothing was refreshed lately, else after a rest as long as the last refresh took. So
 * refreshing takes at most half a core, and what comes meanwhile is told together. Times are those of {@link System#nanoTime}.
 */
final class Pace {
    private static final long SHORTEST_REST = Duration.ofMillis(10).toNanos();
    private static final long LONGEST_REST = Duration.ofMillis(100).toNanos();

    private long next;

    /** @param now from when on views may be refreshed */
    Pace(long now) {
        next = now;
    }

    void refreshed(long began, long ended) {
        next = ended + Math.max(SHORTEST_REST, Math.min(ended - began, LONGEST_REST));
    }

    /** How long to wait until the next refresh; not positive where it may be now. */
    long rest(long now) {
        return next - now;
    }
}
