package io.salesboard.verify;

import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.Kpi;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.WindowUnit;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the answers of one batch with what SQL says of the same state.
 *
 * <p>SQL computes a KPI in all windows of a unit at once and leaves the result in the database; answers and results are then
 * walked through side by side, so that one question's rows are in memory at a time.
 */
final class BatchComparison {
    private final Oracle oracle;
    private final Comparison comparison = new Comparison();
    private final Leaderboards leaderboards;

    BatchComparison(Oracle oracle, BusinessCalendar calendar) {
        this.oracle = oracle;
        this.leaderboards = new Leaderboards(calendar, comparison);
    }

    Comparison compare(Batch batch) throws SQLException, IOException {
        Map<WindowUnit, List<Answer>> byUnit = new EnumMap<>(WindowUnit.class);
        for (Answer answer : batch.answers()) {
            byUnit.computeIfAbsent(answer.question().unit(), unit -> new ArrayList<>())
                    .add(answer);
        }
        for (Map.Entry<WindowUnit, List<Answer>> unit : byUnit.entrySet()) {
            unit.getValue().sort(Comparator.comparing(Answer::question, Question.BY_WINDOW_AND_SCOPE));
            compare(unit.getKey(), unit.getValue());
        }
        return comparison;
    }

    private void compare(WindowUnit unit, List<Answer> answers) throws SQLException, IOException {
        oracle.forget();
        for (Answer answer : answers) {
            oracle.ask(
                    answer.question(),
                    isLeaderboard(answer) ? Set.of() : answer.rows().keySet());
        }
        oracle.fold();
        // The earliest: no hour that an answer still shows may be gone from the SQL.
        Instant asOf =
                answers.stream().map(Answer::asOf).min(Instant::compareTo).orElseThrow();
        List<Kpi> kpis = Catalogue.kpis().stream()
                .filter(kpi -> kpi.windows().contains(unit))
                .toList();
        for (Kpi kpi : kpis) {
            oracle.compute(kpi, unit, asOf);
        }
        walk(answers, kpis);
        // In the present window each answer has an instant of its own.
        for (Answer answer : answers) {
            for (Kpi kpi : kpis) {
                if (isOfTheInstant(kpi, answer) && !isLeaderboard(answer)) {
                    compareAtItsInstant(kpi, unit, answer);
                }
            }
        }
    }

    private void walk(List<Answer> answers, List<Kpi> kpis) throws SQLException, IOException {
        Map<String, Figures> figures = new HashMap<>();
        oracle.beginReading();
        try {
            for (Kpi kpi : kpis) {
                figures.put(kpi.id(), oracle.read(kpi));
            }
            Question of = null;
            Map<String, Map<String, Map<String, String>>> group = new HashMap<>();
            for (Answer answer : answers) {
                if (of == null || Question.BY_WINDOW_AND_SCOPE.compare(of, answer.question()) != 0) {
                    of = answer.question();
                    for (Kpi kpi : kpis) {
                        group.put(kpi.id(), figures.get(kpi.id()).of(of));
                    }
                }
                compare(answer, kpis, group);
            }
        } finally {
            oracle.endReading();
        }
    }

    /** @param group what SQL says, by KPI id, row and value key */
    private void compare(Answer answer, List<Kpi> kpis, Map<String, Map<String, Map<String, String>>> group)
            throws IOException {
        Question question = answer.question();
        if (isLeaderboard(answer)) {
            Map<String, String> ranked = new HashMap<>();
            group.get(question.ranked().substring(0, question.ranked().indexOf('.')))
                    .forEach((id, values) -> ranked.put(id, values.get(question.ranked())));
            leaderboards.compare(question, answer.asOf(), answer.places(), ranked, group.get(Leaderboards.KPI.id()));
            return;
        }
        var rows = answer.rows();
        for (Kpi kpi : kpis) {
            if (!isOfTheInstant(kpi, answer)) {
                comparison.compare(kpi, question, rows, group.get(kpi.id()));
            }
        }
    }

    private void compareAtItsInstant(Kpi kpi, WindowUnit unit, Answer answer) throws SQLException, IOException {
        if (!kpi.appliesTo(answer.question().scope(), unit)) {
            return;
        }
        var rows = answer.rows();
        oracle.forget();
        oracle.ask(answer.question(), rows.keySet());
        oracle.compute(kpi, unit, answer.asOf());
        oracle.beginReading();
        try (Figures figures = oracle.read(kpi)) {
            comparison.compare(kpi, answer.question(), rows, figures.of(answer.question()));
        } finally {
            oracle.endReading();
        }
    }

    /** Whether a KPI moves with every millisecond of the window that is asked for. */
    private static boolean isOfTheInstant(Kpi kpi, Answer answer) {
        return kpi.movesByTheClock() && answer.question().contains(answer.asOf());
    }

    private static boolean isLeaderboard(Answer answer) {
        return answer.question().ranked() != null;
    }
}
