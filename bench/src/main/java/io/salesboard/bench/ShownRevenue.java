package io.salesboard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.core.model.Scope;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Net revenue by month and subject: what a board shows, beside what it must be. */
final class ShownRevenue {
    private static final List<Scope> SCOPES = List.of(Scope.COMPANY, Scope.REGION, Scope.TEAM, Scope.REP);
    private static final int MOST_LINES = 10;

    private ShownRevenue() {}

    /** By the first day of a month: {@code <scope>/<id>} to revenue. */
    static Map<LocalDate, Map<String, BigDecimal>> of(BoardClient client, String board, Set<LocalDate> months)
            throws IOException, InterruptedException {
        Map<LocalDate, Map<String, BigDecimal>> shown = new TreeMap<>();
        for (LocalDate month : months) {
            Map<String, BigDecimal> subjects = new TreeMap<>();
            for (Scope scope : SCOPES) {
                JsonNode answer = client.get(board + "/api/v1/kpis?scope=" + scope.key() + "&window=month&at=" + month);
                for (JsonNode row : answer.path("rows")) {
                    subjects.put(
                            scope.key() + "/" + row.path("id").asText(),
                            row.path("values").path("K01.net").decimalValue());
                }
            }
            shown.put(month, subjects);
        }
        return shown;
    }

    /** What differs, a line each, at most ten and how many more; a subject that is not there has sold nothing. */
    static List<String> differences(
            Map<LocalDate, Map<String, Long>> right, Map<LocalDate, Map<String, BigDecimal>> shown) {
        List<String> lines = new ArrayList<>();
        right.forEach((month, subjects) -> {
            Map<String, BigDecimal> seen = shown.getOrDefault(month, Map.of());
            Set<String> all = new TreeSet<>(subjects.keySet());
            all.addAll(seen.keySet());
            for (String subject : all) {
                BigDecimal is = seen.getOrDefault(subject, BigDecimal.ZERO);
                BigDecimal must = BigDecimal.valueOf(subjects.getOrDefault(subject, 0L));
                if (is.compareTo(must) != 0) {
                    lines.add("K01.net of " + subject + " in the month of " + month + " is " + must.toPlainString()
                            + ", the board shows " + is.toPlainString());
                }
            }
        });
        if (lines.size() <= MOST_LINES) {
            return lines;
        }
        List<String> first = new ArrayList<>(lines.subList(0, MOST_LINES));
        first.add("and " + (lines.size() - MOST_LINES) + " more");
        return first;
    }
}
