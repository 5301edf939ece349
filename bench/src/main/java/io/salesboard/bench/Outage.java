package io.salesboard.bench;

import java.time.Duration;
import java.util.Optional;

/** How long a screen did not show what was committed, from when something was killed; asks the ledger at each frame. */
final class Outage {
    /** A screen that is less behind shows what is. */
    private static final Duration CURRENT = Duration.ofSeconds(1);

    private final Ledger ledger;
    private Long begin;
    private Duration first;
    private Duration over;

    Outage(Ledger ledger) {
        this.ledger = ledger;
    }

    /** @param at {@link System#nanoTime} */
    synchronized void begin(long at) {
        begin = at;
    }

    /** A frame that arrived at {@code at} is in the ledger. */
    synchronized void frame(long at) {
        if (begin == null) {
            return;
        }
        Duration since = Duration.ofNanos(at - begin);
        if (first == null && ledger.showsOneSince(begin)) {
            first = since;
        }
        if (first != null && over == null && ledger.behind(at) < CURRENT.toNanos()) {
            over = since;
        }
    }

    /** Until a frame showed a commit that was made after the beginning; empty where none did. */
    synchronized Optional<Duration> first() {
        return Optional.ofNullable(first);
    }

    /** Until a frame was less than a second behind after that; empty where none was. */
    synchronized Optional<Duration> over() {
        return Optional.ofNullable(over);
    }
}
