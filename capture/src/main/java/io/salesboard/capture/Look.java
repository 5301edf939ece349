package io.salesboard.capture;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something outside that is looked at again and again on a thread of its own, so that what hangs delays nothing else.
 *
 * @param <T> what is seen
 */
final class Look<T> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Look.class);

    private final Callable<T> eye;
    private final Clock clock;
    private volatile Seen<T> seen;

    /**
     * The newest of what was seen.
     *
     * @param value seen last, or null before the first success
     * @param from when the look that saw it began
     * @param at when that look ended; before the first success, when the first look began
     * @param error why it cannot be seen now, or null
     * @param began when the look now going on began, or null
     */
    record Seen<T>(T value, Instant from, Instant at, String error, Instant began) {
        /** Whether nothing has been seen for so long; {@link #why} says the reason. */
        boolean blindFor(Duration limit, Instant now) {
            return at.isBefore(now.minus(limit));
        }

        /** Whether there is something that was looked at after an instant. */
        boolean since(Instant instant) {
            return value != null && from.isAfter(instant);
        }

        String why(Instant now) {
            if (error != null) {
                return error;
            }
            return began == null
                    ? "no answer"
                    : "no answer for " + Duration.between(began, now).toSeconds() + " s";
        }
    }

    Look(Callable<T> eye, Clock clock) {
        this.eye = eye;
        this.clock = clock;
        seen = new Seen<>(null, clock.instant(), Instant.MAX, null, null);
    }

    Seen<T> seen() {
        return seen;
    }

    @Override
    public void run() {
        Seen<T> before = seen;
        Instant began = clock.instant();
        // It may be a while from the start of the watch to the first look.
        Instant at = before.at().isAfter(began) ? began : before.at();
        seen = new Seen<>(before.value(), before.from(), at, before.error(), began);
        try {
            seen = new Seen<>(eye.call(), began, clock.instant(), null, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            String line = message.lines().findFirst().orElse("");
            if (!line.equals(before.error())) {
                LOG.warn("{}", line);
                LOG.debug("in full", e);
            }
            seen = new Seen<>(before.value(), before.from(), at, line, null);
        }
    }
}
