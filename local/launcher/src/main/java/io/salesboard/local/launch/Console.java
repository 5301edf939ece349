package io.salesboard.local.launch;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the launcher says to whoever started it; nothing else writes to the terminal. */
public final class Console {
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final boolean pretty;

    /** @param pretty whether it may use a terminal's bold letters */
    public Console(PrintStream out, boolean pretty) {
        this.out = out;
        this.pretty = pretty;
    }

    /** One line, or some; of a stack trace only what the exceptions said. */
    public synchronized void say(String line) {
        out.println(StackTraces.without(line));
        out.flush();
    }

    /** One line that matters more than the others. */
    public void announce(String line) {
        say(pretty ? BOLD + line + PLAIN : line);
    }

    /** One step of the start that is done, and how long it took. */
    void done(String step, String detail, Duration took) {
        say(String.format(Locale.ROOT, "  %-10s %-46s %5s s", step, detail, seconds(took)));
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }
}
