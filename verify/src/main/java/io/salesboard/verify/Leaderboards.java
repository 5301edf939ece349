package io.salesboard.verify;

import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.Kpi;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.verify.Answer.Place;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Checks leaderboards (K55): value, rank and movement, by SQL's values, highest first; ties by who reached it first, as the
 * board remembers it, then by id. Rows without a value, and the row of nobody, have no rank.
 */
final class Leaderboards {
    static final Kpi KPI = Catalogue.kpi("K55");

    /** What the leaderboards that are asked for are by. */
    static final List<String> VALUES = List.of("K01.net", "K51.attainment");

    private final BusinessCalendar calendar;
    private final Comparison comparison;

    Leaderboards(BusinessCalendar calendar, Comparison comparison) {
        this.calendar = calendar;
        this.comparison = comparison;
    }

    /** The leaderboards of the present and the previous window of each unit. */
    static List<Question> questions(BusinessCalendar calendar, Instant now) {
        List<Question> questions = new ArrayList<>();
        for (WindowUnit unit : KPI.windows()) {
            Window present = calendar.windowOf(unit, now);
            for (Window window : List.of(present, calendar.previous(present))) {
                for (Scope scope : KPI.scopes()) {
                    VALUES.forEach(value -> questions.add(new Question(scope, window, value)));
                }
            }
        }
        return questions;
    }

    /**
     * Compares one leaderboard.
     *
     * @param figures what SQL says of the ranked value, by row
     * @param before what it says without the present day (for a day: hour), by row and value key
     */
    void compare(
            Question question,
            Instant asOf,
            List<Place> places,
            Map<String, String> figures,
            Map<String, Map<String, String>> before) {
        String key = question.ranked();
        String absent = Comparison.isSum(Catalogue.value(key)) ? "0" : null;
        Map<String, Integer> ranks = ranks(places, id -> figures.getOrDefault(id, absent), Place::reached);
        Instant began = partBegan(question, asOf);
        // When an earlier value was reached is not kept; who changed since then counts as if from the beginning.
        Map<String, Integer> ranksBefore = began == null
                ? Map.of()
                : ranks(
                        places,
                        id -> before.containsKey(id) ? before.get(id).get(key) : absent,
                        place -> place.reached() != null && place.reached().isBefore(began) ? place.reached() : null);
        for (Place place : places) {
            String id = place.id();
            Integer rank = ranks.get(id);
            Integer movement = rank == null ? null : (Integer) (ranksBefore.getOrDefault(id, rank) - rank);
            comparison.compareCell(
                    KPI.id(), key, question, id, place.value(), figures.containsKey(id) ? figures.get(id) : absent);
            comparison.compareCell(KPI.id(), key + " rank", question, id, decimal(place.rank()), text(rank));
            comparison.compareCell(
                    KPI.id(), key + " movement", question, id, decimal(place.movement()), text(movement));
        }
    }

    /** When the part of the window began that movement leaves out, or null where nothing moves. */
    private Instant partBegan(Question question, Instant asOf) {
        WindowUnit part = question.unit() == WindowUnit.DAY ? WindowUnit.HOUR : WindowUnit.DAY;
        Instant began = calendar.windowOf(part, asOf).from();
        return question.contains(asOf) && question.start().isBefore(began) ? began : null;
    }

    private static Map<String, Integer> ranks(
            List<Place> places, Function<String, String> value, Function<Place, Instant> reached) {
        Map<String, BigDecimal> values = new HashMap<>();
        places.forEach(place -> values.put(place.id(), Comparison.number(value.apply(place.id()))));
        Map<String, Integer> ranks = new HashMap<>();
        places.stream()
                .filter(place -> values.get(place.id()) != null && !place.id().equals(Scope.UNASSIGNED))
                .sorted(Comparator.comparing((Place place) -> values.get(place.id()), Comparator.reverseOrder())
                        .thenComparing(reached, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(Place::id))
                .forEach(place -> ranks.put(place.id(), ranks.size() + 1));
        return ranks;
    }

    private static BigDecimal decimal(Integer number) {
        return number == null ? null : BigDecimal.valueOf(number);
    }

    private static String text(Integer number) {
        return number == null ? null : number.toString();
    }
}
