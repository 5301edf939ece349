package io.salesboard.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What the latency measurement found.
 *
 * @param latencies kind of commit to microseconds from when it was due to the frame that showed it
 * @param missing commits that no frame showed
 * @param impossible frames with a sum the databases never had
 * @param memory part to resident kilobytes
 */
record LatencyReport(
        int rate,
        Duration length,
        Map<Kind, Histogram> latencies,
        int missing,
        long impossible,
        Map<String, Long> memory) {

    /** Whether every commit was shown, no frame was wrong, and p99 of each kind is within the limit. */
    boolean passes(Duration maxP99) {
        return missing == 0
                && impossible == 0
                && latencies.values().stream()
                        .allMatch(h -> h.getValueAtPercentile(99) <= maxP99.toNanos() / 1_000 && h.getTotalCount() > 0);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "commit to screen, %d commits/s for %d s, milliseconds from when a commit was due%n",
                rate,
                length.toSeconds());
        line(text, "%-8s %8s %8s %8s %8s %8s %8s%n", "", "count", "p50", "p90", "p99", "p99.9", "max");
        latencies.forEach((kind, h) -> line(
                text,
                "%-8s %8d %8.1f %8.1f %8.1f %8.1f %8.1f%n",
                kind.name().toLowerCase(Locale.ROOT),
                h.getTotalCount(),
                h.getValueAtPercentile(50) / 1e3,
                h.getValueAtPercentile(90) / 1e3,
                h.getValueAtPercentile(99) / 1e3,
                h.getValueAtPercentile(99.9) / 1e3,
                h.getMaxValue() / 1e3));
        if (missing > 0) {
            line(text, "%d commits were never shown%n", missing);
        }
        if (impossible > 0) {
            line(text, "%d frames showed a sum that the database never had%n", impossible);
        }
        line(text, "resident memory, MiB:");
        memory.forEach((part, kilobytes) -> line(text, " %s %d", part, kilobytes / 1024));
        long all = memory.values().stream().mapToLong(Long::longValue).sum();
        line(text, "; together %d%n", all / 1024);
        line(text, "%s%n", Machine.text());
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
