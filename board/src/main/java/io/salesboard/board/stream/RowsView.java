package io.salesboard.board.stream;

import io.salesboard.board.api.Answers.DealAnswer;
import io.salesboard.board.api.Answers.Rank;
import io.salesboard.board.api.Heads;
import io.salesboard.board.figures.Ranking;
import io.salesboard.board.figures.Reading;
import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows of some scopes in the present window, with their places, and the latest deals: what the TV shows. */
final class RowsView implements LiveView {
    private static final Set<Scope> RANKED = Set.of(Scope.REP, Scope.TEAM, Scope.STORE, Scope.REGION);
    private static final List<KpiValue> RANKINGS =
            List.of(Catalogue.value("K01.net"), Catalogue.value("K51.attainment"));

    private final Key key;
    private State before;
    private State now;

    /** Clients that ask for the same share one view. */
    record Key(Set<Scope> scopes, WindowUnit unit) {}

    /** One row as shown. */
    record Row(String id, String name, Map<String, BigDecimal> values, Map<String, Rank> ranks) {}

    private record State(
            Map<String, Object> head, Window window, Map<Scope, Map<String, Row>> rows, List<DealAnswer> deals) {}

    RowsView(Key key) {
        this.key = key;
    }

    @Override
    public void read(Reading reading) {
        Window window = reading.present(key.unit());
        Map<Scope, Map<String, Row>> rows = new EnumMap<>(Scope.class);
        for (Scope scope : key.scopes()) {
            rows.put(scope, rows(reading, scope, window));
        }
        State next = new State(
                Heads.of(reading, window),
                window,
                rows,
                DealAnswer.of(reading, reading.store().deals()));
        before = now;
        now = next;
    }

    private static Map<String, Row> rows(Reading reading, Scope scope, Window window) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (String id : reading.ids(scope, window)) {
            rows.put(
                    id,
                    new Row(
                            id,
                            reading.name(scope, id),
                            reading.in(window).values(scope, id),
                            ranks(reading, scope, id, window)));
        }
        return rows;
    }

    private static Map<String, Rank> ranks(Reading reading, Scope scope, String id, Window window) {
        Map<String, Rank> ranks = new LinkedHashMap<>();
        if (RANKED.contains(scope)) {
            for (KpiValue value : RANKINGS) {
                if (Catalogue.valuesOf(scope, window.unit()).contains(value)) {
                    Ranking.Place place = reading.ranking(value, scope, window).of(id);
                    ranks.put(value.key(), Rank.of(place));
                }
            }
        }
        return ranks;
    }

    @Override
    public Update update() {
        if (before == null || !before.window().equals(now.window()) || aRowIsGone()) {
            return new Update(true, whole());
        }
        Map<Scope, List<Row>> changed = new EnumMap<>(Scope.class);
        now.rows().forEach((scope, rows) -> {
            Map<String, Row> old = before.rows().get(scope);
            List<Row> different = rows.values().stream()
                    .filter(row -> !row.equals(old.get(row.id())))
                    .toList();
            if (!different.isEmpty()) {
                changed.put(scope, different);
            }
        });
        boolean deals = !before.deals().equals(now.deals());
        if (changed.isEmpty() && !deals) {
            return null;
        }
        return new Update(false, data(changed, deals));
    }

    private boolean aRowIsGone() {
        return now.rows().entrySet().stream()
                .anyMatch(scope -> !scope.getValue()
                        .keySet()
                        .containsAll(before.rows().get(scope.getKey()).keySet()));
    }

    @Override
    public Map<String, Object> whole() {
        Map<Scope, List<Row>> all = new EnumMap<>(Scope.class);
        now.rows().forEach((scope, rows) -> all.put(scope, List.copyOf(rows.values())));
        return data(all, true);
    }

    private Map<String, Object> data(Map<Scope, List<Row>> rows, boolean deals) {
        List<Map<String, Object>> views = new ArrayList<>();
        rows.forEach((scope, list) -> views.add(Map.of("scope", scope.key(), "rows", list)));
        Map<String, Object> data = new LinkedHashMap<>(now.head());
        data.put("views", views);
        if (deals) {
            data.put("deals", now.deals());
        }
        return data;
    }
}
