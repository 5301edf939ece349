package io.salesboard.board.stream;

import io.salesboard.board.api.Answers;
import io.salesboard.board.api.Answers.DealAnswer;
import io.salesboard.board.api.Answers.Rank;
import io.salesboard.board.api.Answers.WindowAnswer;
import io.salesboard.board.api.Heads;
import io.salesboard.board.api.RepAnswer;
import io.salesboard.board.door.Sight;
import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.figures.Reading;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Everything that is looked at over one connection, of one reading: the rows of some scopes in some present windows with
 * their places and the latest deals, as the TV shows them, and single reps' own figures, as the phone does.
 *
 * <p>Kept and refreshed by one thread.
 */
final class ScreenView {
    private static final Set<Scope> RANKED = Set.of(Scope.REP, Scope.TEAM, Scope.STORE, Scope.REGION);
    private static final List<KpiValue> RANKINGS =
            List.of(Catalogue.value("K01.net"), Catalogue.value("K51.attainment"));

    private final Key key;
    private State before;
    private State now;

    /** Clients that ask for the same and may see the same share one view; {@code reps} are ids. */
    record Key(SortedSet<Slice> slices, SortedSet<String> reps, Sight sight) {}

    /** One row as shown. */
    record Row(String id, String name, Map<String, BigDecimal> values, Map<String, Rank> ranks) {}

    /** @param own by rep; null for one who is not there */
    private record State(
            Map<String, Object> head,
            Map<WindowUnit, WindowAnswer> windows,
            SortedMap<Slice, Map<String, Row>> rows,
            List<DealAnswer> deals,
            Map<String, RepAnswer> own) {}

    /** An event to send; {@code snapshot} says that it is the whole view. */
    record Update(boolean snapshot, Map<String, Object> data) {}

    ScreenView(Key key) {
        this.key = key;
    }

    /** Computes the view anew; what fails changes nothing. */
    void read(Reading reading) {
        Map<WindowUnit, WindowAnswer> windows = new EnumMap<>(WindowUnit.class);
        SortedMap<Slice, Map<String, Row>> rows = new TreeMap<>();
        for (Slice slice : key.slices()) {
            Window window = reading.present(slice.unit());
            windows.put(slice.unit(), Answers.window(reading, window));
            rows.put(slice, rows(reading, slice.scope(), window));
        }
        Map<String, RepAnswer> own = new LinkedHashMap<>();
        for (String rep : key.reps()) {
            boolean there = reading.org().rep(rep) != null && key.sight().sees(reading, Scope.REP, rep);
            own.put(rep, there ? RepAnswer.of(reading, rep) : null);
        }
        List<DealAnswer> deals =
                rows.isEmpty() ? List.of() : DealAnswer.of(reading, key.sight().deals(reading));
        before = now;
        now = new State(Heads.of(reading), windows, rows, deals, own);
    }

    private Map<String, Row> rows(Reading reading, Scope scope, Window window) {
        List<KpiValue> ranked = ranked(scope, window);
        Map<String, Row> rows = new LinkedHashMap<>();
        for (String id : key.sight().rows(reading, scope, window)) {
            rows.put(
                    id,
                    new Row(
                            id,
                            reading.name(scope, id),
                            reading.in(window).values(scope, id),
                            ranks(reading, scope, id, window, ranked)));
        }
        return rows;
    }

    private static List<KpiValue> ranked(Scope scope, Window window) {
        return RANKED.contains(scope)
                ? RANKINGS.stream()
                        .filter(Catalogue.valuesOf(scope, window.unit())::contains)
                        .toList()
                : List.of();
    }

    private static Map<String, Rank> ranks(
            Reading reading, Scope scope, String id, Window window, List<KpiValue> ranked) {
        Map<String, Rank> ranks = new LinkedHashMap<>();
        for (KpiValue value : ranked) {
            ranks.put(value.key(), Rank.of(reading.ranking(value, scope, window).of(id)));
        }
        return ranks;
    }

    /** What changed at the last {@link #read}, or null: nothing did. */
    Update update() {
        if (before == null || !before.windows().equals(now.windows()) || aRowIsGone()) {
            return new Update(true, whole());
        }
        SortedMap<Slice, List<Row>> changed = new TreeMap<>();
        now.rows().forEach((slice, rows) -> {
            Map<String, Row> old = before.rows().get(slice);
            List<Row> different = rows.values().stream()
                    .filter(row -> !row.equals(old.get(row.id())))
                    .toList();
            if (!different.isEmpty()) {
                changed.put(slice, different);
            }
        });
        Map<String, RepAnswer> own = new LinkedHashMap<>(now.own());
        own.entrySet()
                .removeIf(rep -> Objects.equals(rep.getValue(), before.own().get(rep.getKey())));
        boolean deals = !before.deals().equals(now.deals());
        if (changed.isEmpty() && own.isEmpty() && !deals) {
            return null;
        }
        return new Update(false, data(changed, deals, own));
    }

    private boolean aRowIsGone() {
        return now.rows().entrySet().stream()
                .anyMatch(slice -> !slice.getValue()
                        .keySet()
                        .containsAll(before.rows().get(slice.getKey()).keySet()));
    }

    /** The whole view after the last {@link #read}. */
    Map<String, Object> whole() {
        SortedMap<Slice, List<Row>> all = new TreeMap<>();
        now.rows().forEach((slice, rows) -> all.put(slice, List.copyOf(rows.values())));
        return data(all, !now.rows().isEmpty(), now.own());
    }

    private Map<String, Object> data(SortedMap<Slice, List<Row>> rows, boolean deals, Map<String, RepAnswer> own) {
        List<Map<String, Object>> views = new ArrayList<>();
        rows.forEach((slice, list) -> {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("scope", slice.scope().key());
            view.put("window", now.windows().get(slice.unit()));
            view.put("rows", list);
            views.add(view);
        });
        Map<String, Object> data = new LinkedHashMap<>(now.head());
        data.put("views", views);
        if (deals) {
            data.put("deals", now.deals());
        }
        if (!own.isEmpty()) {
            data.put("own", own);
        }
        return data;
    }
}
