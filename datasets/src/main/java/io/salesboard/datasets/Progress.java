package io.salesboard.datasets;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says every few seconds how far a long work is; says nothing of a short one. */
public final class Progress {
    private static final long PAUSE = Duration.ofSeconds(5).toNanos();

    private final Consumer<String> say;
    private final LongSupplier nanos;
    private long next;

    public Progress(Consumer<String> say) {
        this(say, System::nanoTime);
    }

    /** @param nanos a clock as {@link System#nanoTime} */
    Progress(Consumer<String> say, LongSupplier nanos) {
        this.say = say;
        this.nanos = nanos;
        next = nanos.getAsLong() + PAUSE;
    }

    /** @param what with a placeholder for {@code done}, such as {@code "%,d lines of sales.csv read"} */
    void at(String what, long done) {
        long now = nanos.getAsLong();
        if (now - next >= 0) {
            next = now + PAUSE;
            say.accept("  " + String.format(Locale.ROOT, what, done));
        }
    }
}
