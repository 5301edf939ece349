package io.salesboard.local.verify;

import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.Kpi;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks the order of leaderboards (K55): by SQL's values, highest first; ties by who reached it first, as the board
 * remembers it, then by id. Rows without a value, and the row of nobody, have no rank. Movement is not checked
 * yet.
 */
final class Leaderboards {
    private static final Kpi KPI = Catalogue.kpi("K55");
    private static final List<String> VALUES = List.of("K01.net", "K51.attainment");

    /** A leaderboard as the board has it. */
    private record Asked(String value, Question question, List<BoardClient.Place> places) {}

    private final List<Asked> asked = new ArrayList<>();

    /** Fetches the leaderboards of the present and the previous window of each unit. */
    static Leaderboards fetch(BoardClient board, BusinessCalendar calendar, Instant now) throws IOException {
        Leaderboards leaderboards = new Leaderboards();
        for (WindowUnit unit : KPI.windows()) {
            Window present = calendar.windowOf(unit, now);
            for (Window window : List.of(present, calendar.previous(present))) {
                for (Scope scope : KPI.scopes()) {
                    for (String value : VALUES) {
                        Question question = new Question(scope, window);
                        leaderboards.asked.add(new Asked(value, question, board.leaderboard(value, question)));
                    }
                }
            }
        }
        return leaderboards;
    }

    /** Compares ranks and values of one unit's leaderboards with SQL's figures, by value key and row. */
    void compare(WindowUnit unit, Map<String, Map<CellRow, BigDecimal>> figures, Comparison comparison) {
        for (Asked leaderboard : asked) {
            if (leaderboard.question().unit() == unit) {
                compare(leaderboard, figures.get(leaderboard.value()), comparison);
            }
        }
    }

    private static void compare(Asked leaderboard, Map<CellRow, BigDecimal> figures, Comparison comparison) {
        Question question = leaderboard.question();
        BigDecimal absent = leaderboard.value().equals("K01.net") ? BigDecimal.ZERO : null;
        Map<String, BigDecimal> values = new HashMap<>();
        for (BoardClient.Place place : leaderboard.places()) {
            CellRow row = new CellRow(question.scope(), place.id(), question.start());
            values.put(place.id(), figures.containsKey(row) ? figures.get(row) : absent);
        }
        List<BoardClient.Place> ranked = leaderboard.places().stream()
                .filter(place -> values.get(place.id()) != null && !place.id().equals(Scope.UNASSIGNED))
                .sorted(Comparator.comparing(
                                (BoardClient.Place place) -> values.get(place.id()), Comparator.reverseOrder())
                        .thenComparing(BoardClient.Place::reached, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(BoardClient.Place::id))
                .toList();
        for (BoardClient.Place place : leaderboard.places()) {
            int index = ranked.indexOf(place);
            String key = leaderboard.value();
            comparison.compareCell(KPI.id(), key, question, place.id(), place.value(), values.get(place.id()));
            comparison.compareCell(
                    KPI.id(),
                    key + " rank",
                    question,
                    place.id(),
                    place.rank() == null ? null : BigDecimal.valueOf(place.rank()),
                    index < 0 ? null : BigDecimal.valueOf(index + 1L));
        }
    }
}
