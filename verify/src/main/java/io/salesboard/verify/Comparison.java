package io.salesboard.verify;

import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.Kpi;
import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.kpi.Unit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what the board and the databases say, cell by cell, and keeps count. */
final class Comparison {
    private static final int KEPT_DIFFERENCES = 50;

    /** Amounts that are computed from others: they have no value, rather than 0, where SQL finds no row. */
    private static final Set<String> COMPUTED_AMOUNTS = Set.of(
            "K03.aov",
            "K05.per_rep",
            "K06.gap_to_mean",
            "K07.margin",
            "K51.quota",
            "K54.gap",
            "K54.required_run_rate",
            "K54.projected");

    private final Map<String, long[]> counts = new LinkedHashMap<>();
    private final List<Difference> differences = new ArrayList<>();

    Comparison() {
        Catalogue.kpis().forEach(kpi -> counts.put(kpi.id(), new long[2]));
    }

    /** Whether a value adds up, so that it is 0 where nothing happened. */
    static boolean isSum(KpiValue value) {
        return value.unit() != Unit.RATIO && !COMPUTED_AMOUNTS.contains(value.key());
    }

    /** The number that PostgreSQL wrote; null for no value, and for NaN and infinity, which no board can show. */
    static BigDecimal number(String text) {
        return text == null || text.equals("NaN") || text.endsWith("Infinity") ? null : new BigDecimal(text);
    }

    /** Compares one KPI in the answer to a question with what SQL found in that scope and window. */
    void compare(
            Kpi kpi,
            Question question,
            Map<String, Map<String, BigDecimal>> board,
            Map<String, Map<String, String>> database) {
        if (!kpi.appliesTo(question.scope(), question.unit())) {
            return;
        }
        Set<String> ids = new HashSet<>(board.keySet());
        ids.addAll(database.keySet());
        for (String id : ids) {
            compareRow(kpi, question, id, board.get(id), database.get(id));
        }
    }

    /** A row the board does not show says 0 for every sum; of what is computed it says nothing. */
    private void compareRow(
            Kpi kpi, Question question, String id, Map<String, BigDecimal> board, Map<String, String> database) {
        for (KpiValue value : kpi.values()) {
            boolean sum = isSum(value);
            if (board != null || sum) {
                compareCell(
                        kpi.id(),
                        value.key(),
                        question,
                        id,
                        board != null ? board.get(value.key()) : BigDecimal.ZERO,
                        database != null ? database.get(value.key()) : sum ? "0" : null);
            }
        }
    }

    /** Compares one cell; null is "no value". */
    void compareCell(String kpi, String value, Question question, String id, BigDecimal board, String database) {
        long[] count = counts.get(kpi);
        count[0]++;
        if (same(board, database)) {
            return;
        }
        count[1]++;
        if (differences.size() < KEPT_DIFFERENCES) {
            differences.add(new Difference(
                    value,
                    question.scope(),
                    id,
                    question.unit(),
                    question.start(),
                    board == null ? Difference.NO_VALUE : board.toPlainString(),
                    database == null ? Difference.NO_VALUE : database));
        }
    }

    private static boolean same(BigDecimal board, String database) {
        if (board == null) {
            return database == null;
        }
        BigDecimal number = number(database);
        return number != null && board.compareTo(number) == 0;
    }

    /** Adds what another comparison found. */
    void add(Comparison other) {
        other.counts.forEach((kpi, count) -> {
            counts.get(kpi)[0] += count[0];
            counts.get(kpi)[1] += count[1];
        });
        other.differences.stream().limit(KEPT_DIFFERENCES - differences.size()).forEach(differences::add);
    }

    long compared() {
        return counts.values().stream().mapToLong(count -> count[0]).sum();
    }

    long different() {
        return counts.values().stream().mapToLong(count -> count[1]).sum();
    }

    /** KPIs of which anything was compared. */
    Map<String, Report.Count> counts() {
        Map<String, Report.Count> result = new LinkedHashMap<>();
        counts.forEach((kpi, count) -> {
            if (count[0] > 0) {
                result.put(kpi, new Report.Count(count[0], count[1]));
            }
        });
        return result;
    }

    List<Difference> differences() {
        return List.copyOf(differences);
    }
}
