package io.salesboard.verify;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a comparison of the board with its databases found.
 *
 * @param counts KPI id to how many of its cells were compared and were different
 * @param differences the first differences; all are in the counts
 * @param leftOut reason to how many rows the board's figures left out at most while they were compared
 * @param incidents what the board said is wrong, while it was compared
 * @param took from the start to the last comparison
 * @param locked how many times writers were made to wait
 * @param longestHeld the longest time they waited
 * @param zone business time zone, to write windows in
 */
public record Report(
        Map<String, Count> counts,
        List<Difference> differences,
        Map<String, Long> leftOut,
        List<String> incidents,
        Duration took,
        int locked,
        Duration longestHeld,
        ZoneId zone) {
    /** Cells compared, and those that were different. */
    public record Count(long compared, long different) {}

    public long compared() {
        return counts.values().stream().mapToLong(Count::compared).sum();
    }

    public long different() {
        return counts.values().stream().mapToLong(Count::different).sum();
    }

    /** What {@code verify} exits with: 0 where nothing differs, else 1. */
    public int exitCode() {
        return different() == 0 ? 0 : 1;
    }

    /** The table that {@code verify} prints. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, "%-6s %14s %12s%n", "KPI", "cells compared", "different");
        counts.forEach((kpi, count) -> line(text, "%-6s %,14d %,12d%n", kpi, count.compared(), count.different()));
        line(text, "%-6s %,14d %,12d%n", "all", compared(), different());
        for (Difference d : differences) {
            line(
                    text,
                    "different: %s of %s %s, %s from %s: board %s, database %s%n",
                    d.value(),
                    d.scope().key(),
                    d.id(),
                    d.unit().key(),
                    d.start().atZone(zone).toLocalDateTime(),
                    d.board(),
                    d.database());
        }
        if (different() > differences.size()) {
            line(text, "... and %,d more%n", different() - differences.size());
        }
        incidents.forEach(incident -> line(text, "the board says: %s%n", incident));
        if (!leftOut.isEmpty()) {
            line(
                    text,
                    "the board leaves out %,d rows (%s) that SQL may count: where figures differ, look at them first; GET"
                            + " /api/v1/quarantine names each%n",
                    leftOut.values().stream().mapToLong(Long::longValue).sum(),
                    leftOut.entrySet().stream()
                            .map(reason -> reason.getKey() + " " + reason.getValue())
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        line(
                text,
                "%,d cells compared, %,d different, in %.1f s; %s%n",
                compared(),
                different(),
                took.toMillis() / 1e3,
                locked == 0
                        ? "no writer waited"
                        : String.format(
                                Locale.ROOT,
                                "writers waited %d times, at most %.1f s each",
                                locked,
                                longestHeld.toMillis() / 1e3));
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
