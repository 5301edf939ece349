package io.salesboard.figures;

import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a scope in order of a value: value descending, then who reached it first, then id.
 *
 * <p>Rows without a value come last and have no rank, and so does the row of nobody.
 */
public final class Ranking {
    private final List<Entry> places;
    private final Map<String, Entry> byId = new HashMap<>();

    /**
     * One row's place.
     *
     * @param value in minor units where it is money, or null
     * @param rank from 1, or null where there is no value
     * @param movement places gained by what is dated in the present day (for a day: hour), 0 where the window began no earlier;
     *     null without a rank
     * @param reached version at which the value was reached; 0 where that is not kept or nothing ever happened
     */
    public record Entry(String id, BigDecimal value, Integer rank, Integer movement, long reached) {}

    private record Standing(String id, BigDecimal value, long reached) {
        static final Comparator<Standing> BEST_FIRST = Comparator.comparing(Standing::unranked)
                .thenComparing(Standing::value, Comparator.nullsLast(Comparator.reverseOrder()))
                .thenComparingLong(Standing::reached)
                .thenComparing(Standing::id);

        boolean unranked() {
            return value == null || id.equals(Scope.UNASSIGNED) || id.equals(Scope.OTHERS);
        }
    }

    private Ranking(List<Entry> places) {
        this.places = places;
        places.forEach(place -> byId.put(place.id(), place));
    }

    static Ranking of(Reading reading, KpiValue value, Scope scope, Window window) {
        List<String> ids = reading.ids(scope, window);
        List<Standing> now = standings(ids, reading.in(window), scope, value, Long.MAX_VALUE);
        Map<String, Integer> ranksBefore = ranksBefore(reading, value, scope, window, ids);
        List<Entry> places = new ArrayList<>(now.size());
        for (Standing standing : now) {
            Integer rank = standing.unranked() ? null : (Integer) (places.size() + 1);
            Integer before = ranksBefore.get(standing.id());
            Integer movement = rank == null ? null : before == null ? (Integer) 0 : (Integer) (before - rank);
            places.add(new Entry(standing.id(), standing.value(), rank, movement, standing.reached()));
        }
        return new Ranking(places);
    }

    private static Map<String, Integer> ranksBefore(
            Reading reading, KpiValue value, Scope scope, Window window, List<String> ids) {
        Map<String, Integer> ranks = new HashMap<>();
        Instant start = reading.present(window.unit() == WindowUnit.DAY ? WindowUnit.HOUR : WindowUnit.DAY)
                .from();
        WindowFigures earlier = reading.earlierIn(window);
        boolean began = window.from().isBefore(start);
        if (!began || earlier == reading.in(window)) {
            return ranks;
        }
        // When an earlier value was reached is not kept; who changed since then counts as if from the beginning.
        long reachedBefore = reading.business().versionAt(start);
        for (Standing standing : standings(ids, earlier, scope, value, reachedBefore)) {
            if (!standing.unranked()) {
                ranks.put(standing.id(), ranks.size() + 1);
            }
        }
        return ranks;
    }

    private static List<Standing> standings(
            List<String> ids, WindowFigures figures, Scope scope, KpiValue value, long reachedBefore) {
        List<Standing> standings = new ArrayList<>(ids.size());
        for (String id : ids) {
            FiguresOf row = figures.of(scope, id);
            long reached = row.reached(value);
            standings.add(new Standing(id, value.formula().of(row), reached < reachedBefore ? reached : 0));
        }
        standings.sort(Standing.BEST_FIRST);
        return standings;
    }

    /** All rows, best first. */
    public List<Entry> places() {
        return places;
    }

    /** How many rows have a rank. */
    public int ranked() {
        return (int) places.stream().filter(place -> place.rank() != null).count();
    }

    /** The place of a row, or null where the ranking has no such row. */
    public Entry of(String id) {
        return byId.get(id);
    }
}
