package io.salesboard.capture;

import java.time.Duration;
import java.time.Instant;

/** When something that failed may be tried again: after a pause that doubles with every attempt. */
final class Backoff {
    private final Duration first;
    private final Duration most;
    private Duration pause = Duration.ZERO;
    private Instant last = Instant.EPOCH;

    Backoff(Duration first, Duration most) {
        this.first = first;
        this.most = most;
    }

    boolean due(Instant now) {
        return !now.isBefore(last.plus(pause));
    }

    /** An attempt is made now. */
    void attempt(Instant now) {
        last = now;
        pause = pause.isZero() ? first : pause.multipliedBy(2);
        pause = pause.compareTo(most) > 0 ? most : pause;
    }

    /** All is well again. */
    void reset() {
        pause = Duration.ZERO;
    }
}
