package io.salesboard.local.launch;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** What the launcher says to whoever started it; nothing else writes to the terminal. */
public final class Console {
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    /** Back to the beginning of a line that is gone then. */
    private static final String CLEAR = "\r\u001b[K";

    /** A line that is longer than the terminal is wide is cut, not continued below. */
    private static final String CUT = "\u001b[?7l";

    private static final String CONTINUE = "\u001b[?7h";
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final PrintStream out;
    private final boolean pretty;
    private final LongSupplier nanos;
    private boolean progressShown;
    private long nextProgress;

    /** @param pretty whether it may use what a terminal can: bold letters, and lines that change */
    public Console(PrintStream out, boolean pretty) {
        this(out, pretty, System::nanoTime);
    }

    /** @param nanos a clock as {@link System#nanoTime} */
    Console(PrintStream out, boolean pretty, LongSupplier nanos) {
        this.out = out;
        this.pretty = pretty;
        this.nanos = nanos;
        nextProgress = nanos.getAsLong();
    }

    /** One line, or some; of a stack trace only what the exceptions said. */
    public synchronized void say(String line) {
        clearProgress();
        out.println(StackTraces.without(line));
        out.flush();
    }

    /** One line that matters more than the others. */
    public void announce(String line) {
        say(pretty ? BOLD + line + PLAIN : line);
    }

    /**
     * How far something is, as often as one likes: on a terminal in one line, in whose place comes what is said next; else in a
     * line every five seconds.
     *
     * @param line empty when there is nothing to be said any more
     */
    synchronized void progress(String line) {
        if (pretty) {
            clearProgress();
            out.print(line.isEmpty() ? "" : CUT + "  " + line + CONTINUE);
            out.flush();
            progressShown = !line.isEmpty();
        } else if (!line.isEmpty() && nanos.getAsLong() - nextProgress >= 0) {
            nextProgress = nanos.getAsLong() + PAUSE.toNanos();
            say("  " + line);
        }
    }

    private void clearProgress() {
        if (progressShown) {
            out.print(CLEAR);
            progressShown = false;
        }
    }

    /** One step of the start that is done, and how long it took. */
    void done(String step, String detail, Duration took) {
        say(String.format(Locale.ROOT, "  %-10s %-46s %5s s", step, detail, seconds(took)));
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }
}
