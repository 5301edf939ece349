package io.salesboard.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What the recovery measurement found.
 *
 * @param rate commits a second that were asked for
 * @param commits how many were made
 * @param length how long it wrote
 * @param first from the kill until a frame showed a commit made after it
 * @param over from the kill until the screen was less than a second behind
 * @param longest the longest that any commit took to the screen
 * @param missing commits that no frame showed
 * @param older frames that showed less than one before them
 * @param impossible frames with a sum the databases never had
 */
record RecoveryReport(
        int rate,
        long commits,
        Duration length,
        Optional<Duration> first,
        Optional<Duration> over,
        Duration longest,
        int missing,
        long older,
        long impossible) {

    /** Whether the figures were right again within the limit, all of them, and never older than before. */
    boolean passes(Duration most) {
        return over.filter(took -> took.compareTo(most) <= 0).isPresent()
                && missing == 0
                && older == 0
                && impossible == 0;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%,d commits in %.1f s, %.0f a second of %d asked for; the job was killed after a third of the time",
                commits,
                seconds(length),
                commits / seconds(length),
                rate);
        line(text, "from the kill until a commit made after it was shown: %s", text(first));
        line(text, "from the kill until the screen was less than 1 s behind: %s", text(over));
        line(text, "longest time from a commit to the screen: %.1f s", seconds(longest));
        if (missing > 0) {
            line(text, "%d commits were never shown", missing);
        }
        line(text, older == 0 ? "the screen never went back" : "%d frames showed an older state than before", older);
        if (impossible > 0) {
            line(text, "%d frames showed a sum that the database never had", impossible);
        }
        line(text, "%s", Machine.text());
        return text.toString();
    }

    private static String text(Optional<Duration> took) {
        return took.map(time -> String.format(Locale.ROOT, "%.1f s", seconds(time)))
                .orElse("never");
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
