package io.salesboard.local.verify;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a comparison of the board with its databases found.
 *
 * @param counts KPI id to how many of its cells were compared and were different
 * @param differences the first differences; all are in the counts
 * @param took from the first lock to the last comparison
 * @param held how long writers were kept waiting
 * @param zone business time zone, to write windows in
 */
public record Report(
        Map<String, Count> counts, List<Difference> differences, Duration took, Duration held, ZoneId zone) {
    /** Cells compared, and those that were different. */
    public record Count(long compared, long different) {}

    public long compared() {
        return counts.values().stream().mapToLong(Count::compared).sum();
    }

    public long different() {
        return counts.values().stream().mapToLong(Count::different).sum();
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
                    shown(d.board()),
                    shown(d.database()));
        }
        if (different() > differences.size()) {
            line(text, "... and %,d more%n", different() - differences.size());
        }
        line(
                text,
                "%,d cells compared, %,d different, in %.1f s; writers waited %.1f s%n",
                compared(),
                different(),
                took.toMillis() / 1e3,
                held.toMillis() / 1e3);
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }

    private static String shown(BigDecimal value) {
        return value == null ? "no value" : value.toPlainString();
    }
}
