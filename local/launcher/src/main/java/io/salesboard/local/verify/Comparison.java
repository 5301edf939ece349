package io.salesboard.local.verify;

import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.Kpi;
import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.kpi.Unit;
import io.salesboard.core.model.Scope;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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

    /** Compares one KPI in the answers, which are all of one unit, with what SQL found in the windows asked for. */
    void compare(Kpi kpi, List<Answer> answers, Map<CellRow, Map<String, BigDecimal>> figures) {
        Map<Scope, Map<Instant, Set<String>>> found = new HashMap<>();
        figures.keySet()
                .forEach(row -> found.computeIfAbsent(row.scope(), s -> new HashMap<>())
                        .computeIfAbsent(row.start(), s -> new HashSet<>())
                        .add(row.id()));
        for (Answer answer : answers) {
            Question question = answer.question();
            if (!kpi.appliesTo(question.scope(), question.unit())) {
                continue;
            }
            Set<String> ids = new HashSet<>(answer.rows().keySet());
            ids.addAll(found.getOrDefault(question.scope(), Map.of()).getOrDefault(question.start(), Set.of()));
            for (String id : ids) {
                compareRow(
                        kpi,
                        question,
                        id,
                        answer.rows().get(id),
                        figures.get(new CellRow(question.scope(), id, question.start())));
            }
        }
    }

    /** A row the board does not show says 0 for every sum; of what is computed it says nothing. */
    private void compareRow(
            Kpi kpi, Question question, String id, Map<String, BigDecimal> board, Map<String, BigDecimal> database) {
        for (KpiValue value : kpi.values()) {
            if (board == null && !isSum(value)) {
                continue;
            }
            BigDecimal absent = isSum(value) ? BigDecimal.ZERO : null;
            compareCell(
                    kpi.id(),
                    value.key(),
                    question,
                    id,
                    board == null ? absent : board.get(value.key()),
                    database == null ? absent : database.get(value.key()));
        }
    }

    void compareCell(String kpi, String value, Question question, String id, BigDecimal board, BigDecimal database) {
        long[] count = counts.get(kpi);
        count[0]++;
        if (same(board, database)) {
            return;
        }
        count[1]++;
        if (differences.size() < KEPT_DIFFERENCES) {
            differences.add(
                    new Difference(value, question.scope(), id, question.unit(), question.start(), board, database));
        }
    }

    private static boolean same(BigDecimal board, BigDecimal database) {
        return board == null || database == null ? board == database : board.compareTo(database) == 0;
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
