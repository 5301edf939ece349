package io.salesboard.local.launch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a part that died is started again: after a pause that doubles with each death, and not any more when it dies a fifth
 * time without having stayed up for a minute in between. Not thread-safe.
 */
final class RestartPolicy {
    static final int DEATHS_TO_GIVE_UP = 5;
    static final Duration STEADY = Duration.ofMinutes(1);
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final Duration firstPause;
    private int deaths;

    RestartPolicy(Duration firstPause) {
        this.firstPause = firstPause;
    }

    /** @return how long to wait before the next start; empty when there is no point in one */
    Optional<Duration> died(Instant started, Instant died) {
        if (Duration.between(started, died).compareTo(STEADY) >= 0) {
            deaths = 0;
        }
        deaths++;
        return deaths >= DEATHS_TO_GIVE_UP
                ? Optional.empty()
                : Optional.of(firstPause.multipliedBy(1L << (deaths - 1)));
    }
}
