package io.salesboard.local.launch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks again and again, for a limited time. */
final class Poll {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Poll() {}

    /** A question that is asked until the answer is yes. */
    @FunctionalInterface
    interface Check {
        /** @throws LaunchException when asking again will not help */
        boolean ok() throws LaunchException, InterruptedException;
    }

    /** @throws LaunchException when the limit has passed; {@code what} says what had not come */
    static void until(String what, Duration limit, Check check) throws LaunchException, InterruptedException {
        until(() -> what, limit, check);
    }

    /** @throws LaunchException when the limit has passed; {@code what} says what had not come */
    static void until(Supplier<String> what, Duration limit, Check check) throws LaunchException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!check.ok()) {
            if (System.nanoTime() > end) {
                throw new LaunchException("after " + limit.toSeconds() + " s " + what.get());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    /**
     * However long it takes, as long as something moves.
     *
     * @param state what changes while something moves
     * @throws LaunchException when nothing has moved for the limit; {@code what} says what had not come
     */
    static void whileMoving(String what, Duration limit, Supplier<String> state, Check check)
            throws LaunchException, InterruptedException {
        String last = state.get();
        long moved = System.nanoTime();
        while (!check.ok()) {
            String now = state.get();
            if (!now.equals(last)) {
                last = now;
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > limit.toNanos()) {
                throw new LaunchException("nothing has moved for " + limit.toSeconds() + " s, and " + what);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }
}
