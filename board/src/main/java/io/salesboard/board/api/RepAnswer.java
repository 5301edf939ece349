package io.salesboard.board.api;

import io.salesboard.board.api.Answers.DealAnswer;
import io.salesboard.board.api.Answers.WindowAnswer;
import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.figures.Ranking;
import io.salesboard.figures.Reading;
import io.salesboard.figures.store.Org;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One rep's own figures, as the phone shows them; without the moment they were read at. */
public record RepAnswer(
        RepHead rep, List<RepWindow> windows, Map<String, BigDecimal> pipeline, List<DealAnswer> deals) {
    private static final KpiValue RANKED_BY = Catalogue.value("K01.net");
    private static final List<WindowUnit> UNITS =
            List.of(WindowUnit.DAY, WindowUnit.WEEK, WindowUnit.MONTH, WindowUnit.QUARTER);

    /** What of the present is shown: the open pipeline and what was missed in it. */
    private static final Set<String> PIPELINE = Stream.of("K36", "K37")
            .flatMap(id -> Catalogue.kpi(id).values().stream())
            .map(KpiValue::key)
            .collect(Collectors.toUnmodifiableSet());

    /** Who it is; team and region by name, null for a rep who belongs to none today. */
    public record RepHead(String id, String name, String team, String region) {}

    /** The figures of one window and the rep's place by net revenue in it. */
    public record RepWindow(String unit, String start, String end, Map<String, BigDecimal> values, RepRank rank) {}

    /** Place among {@code of} reps; {@code ahead} is null for the first. */
    public record RepRank(Integer rank, int of, Integer movement, Ahead ahead) {}

    /** The next better rep, and by how much. */
    public record Ahead(String name, BigDecimal gap) {}

    public static RepAnswer of(Reading reading, String id) {
        Map<String, BigDecimal> pipeline =
                new LinkedHashMap<>(reading.in(reading.present(WindowUnit.NOW)).values(Scope.REP, id));
        pipeline.keySet().retainAll(PIPELINE);
        return new RepAnswer(
                head(reading, id),
                UNITS.stream().map(unit -> window(reading, unit, id)).toList(),
                pipeline,
                DealAnswer.of(reading, reading.latestDealsOf(id)));
    }

    /** The whole answer: a head that says which instant it is of, and the figures. */
    public Map<String, Object> under(Map<String, Object> head) {
        Map<String, Object> answer = new LinkedHashMap<>(head);
        answer.put("rep", rep);
        answer.put("windows", windows);
        answer.put("pipeline", pipeline);
        answer.put("deals", deals);
        return answer;
    }

    private static RepHead head(Reading reading, String id) {
        Org.Assignment assignment = reading.org().assignmentOf(id, reading.today());
        return new RepHead(
                id,
                reading.name(Scope.REP, id),
                assignment == null ? null : name(reading, Scope.TEAM, assignment.team()),
                assignment == null ? null : name(reading, Scope.REGION, assignment.region()));
    }

    private static String name(Reading reading, Scope scope, String id) {
        return id.equals(Scope.UNASSIGNED) ? null : reading.name(scope, id);
    }

    private static RepWindow window(Reading reading, WindowUnit unit, String id) {
        Window window = reading.present(unit);
        WindowAnswer shown = Answers.window(reading, window);
        return new RepWindow(
                shown.unit(),
                shown.start(),
                shown.end(),
                reading.in(window).values(Scope.REP, id),
                rank(reading, window, id));
    }

    private static RepRank rank(Reading reading, Window window, String id) {
        Ranking ranking = reading.ranking(RANKED_BY, Scope.REP, window);
        Ranking.Entry own = ranking.of(id);
        if (own == null) {
            return new RepRank(null, ranking.ranked(), null, null); // the rep is deleted, the page is open still
        }
        Ahead ahead = null;
        if (own.rank() != null && own.rank() > 1) {
            Ranking.Entry next = ranking.places().get(own.rank() - 2);
            ahead = new Ahead(
                    reading.name(Scope.REP, next.id()),
                    reading.decimals().shown(RANKED_BY.unit(), next.value().subtract(own.value())));
        }
        return new RepRank(own.rank(), ranking.ranked(), own.movement(), ahead);
    }
}
