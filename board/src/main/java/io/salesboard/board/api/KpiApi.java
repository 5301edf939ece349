package io.salesboard.board.api;

import io.javalin.http.Context;
import io.salesboard.board.api.Answers.Kpis;
import io.salesboard.board.api.Answers.Leaderboard;
import io.salesboard.board.api.Answers.LeaderboardRow;
import io.salesboard.board.api.Answers.Row;
import io.salesboard.board.door.Sight;
import io.salesboard.board.door.Visitor;
import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.figures.Company;
import io.salesboard.figures.Ranking;
import io.salesboard.figures.Reading;
import io.salesboard.figures.store.CellStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Answers {@code /api/v1/kpis} and {@code /api/v1/leaderboards/{kpi}} from one reading of the store. */
final class KpiApi {
    private final CellStore store;
    private final Company business;

    KpiApi(CellStore store, Company business) {
        this.store = store;
        this.business = business;
    }

    Kpis kpis(Context ctx) {
        Scope scope = Parameters.scope(ctx);
        WindowUnit unit = Parameters.window(ctx);
        Parameters.requirePublished(scope, unit);
        Instant at = Parameters.at(ctx, business.calendar().zone());
        boolean compare = compare(ctx.queryParam("compare"));
        String id = ctx.queryParam("id");
        Sight sight = Visitor.of(ctx).sight();
        sight.require(scope);
        Reading reading = Reading.of(store.state(), business);
        Window window = window(reading, unit, at);
        Window previous = compare ? business.calendar().previous(window) : null;
        List<String> ids = sight.rows(reading, scope, window);
        if (id != null) {
            sight.require(reading, scope, id);
            if (!ids.contains(id)) {
                throw new NotFoundException("scope '" + scope.key() + "' has no row '" + id
                        + "' in this window; leave 'id' out to see all rows");
            }
            ids = List.of(id);
        }
        return new Kpis(
                reading.asOf().toString(),
                reading.store().version(),
                business.currency().getCurrencyCode(),
                Answers.window(reading, window),
                scope.key(),
                ids.stream()
                        .map(row -> new Row(
                                row,
                                reading.name(scope, row),
                                reading.in(window).values(scope, row),
                                previous == null ? null : valuesToCompare(reading, scope, row, previous)))
                        .toList());
    }

    Leaderboard leaderboard(Context ctx) {
        Scope scope = Parameters.scope(ctx);
        WindowUnit unit = Parameters.window(ctx);
        KpiValue value = Catalogue.value(ctx.pathParam("kpi"));
        requirePublished(value, scope, unit);
        Instant at = Parameters.at(ctx, business.calendar().zone());
        Sight sight = Visitor.of(ctx).sight();
        sight.require(scope);
        Reading reading = Reading.of(store.state(), business);
        Window window = window(reading, unit, at);
        return new Leaderboard(
                reading.asOf().toString(),
                reading.store().version(),
                business.currency().getCurrencyCode(),
                Answers.window(reading, window),
                scope.key(),
                value.key(),
                reading.ranking(value, scope, window).places().stream()
                        .filter(place -> sight.sees(reading, scope, place.id()))
                        .map(place -> row(reading, value, scope, place))
                        .toList());
    }

    private LeaderboardRow row(Reading reading, KpiValue value, Scope scope, Ranking.Entry place) {
        return new LeaderboardRow(
                place.id(),
                reading.name(scope, place.id()),
                place.rank(),
                place.movement(),
                reading.decimals().shown(value.unit(), place.value()),
                place.reached() == 0 ? null : business.asOf(place.reached()).toString());
    }

    private Window window(Reading reading, WindowUnit unit, Instant at) {
        Window present = reading.present(unit);
        if (at == null) {
            return present;
        }
        Window window = business.calendar().windowOf(unit, at);
        if (isKept(reading, window)) {
            return window;
        }
        throw new IllegalArgumentException(
                unit == WindowUnit.HOUR
                        ? "parameter 'at' is in an hour of more than "
                                + reading.store().hoursKept() + " hours ago, which is not kept; ask for its day"
                        : "parameter 'at' is in a " + unit.key() + " of more than "
                                + reading.store().daysKept() + " days ago, which is not kept; ask for its month");
    }

    private static boolean isKept(Reading reading, Window window) {
        return switch (window.unit()) {
            case HOUR ->
                window.start()
                        >= reading.present(WindowUnit.HOUR).start()
                                - reading.store().hoursKept() * 60L;
            case DAY, WEEK ->
                window.start() >= reading.today() - (long) reading.store().daysKept();
            case MONTH, QUARTER, YEAR, NOW -> true;
        };
    }

    /** What a row is compared with: nothing has a value in a window that is not kept. */
    private static Map<String, BigDecimal> valuesToCompare(Reading reading, Scope scope, String id, Window window) {
        if (isKept(reading, window)) {
            return reading.in(window).values(scope, id);
        }
        Map<String, BigDecimal> none = new LinkedHashMap<>();
        Catalogue.valuesOf(scope, window.unit()).forEach(value -> none.put(value.key(), null));
        return none;
    }

    private static boolean compare(String compare) {
        if (compare != null && !compare.equals("previous")) {
            throw new IllegalArgumentException(
                    "parameter 'compare' is '" + compare + "'; use 'previous' or leave it out");
        }
        return compare != null;
    }

    private static void requirePublished(KpiValue value, Scope scope, WindowUnit unit) {
        List<KpiValue> published = Catalogue.valuesOf(scope, unit);
        if (!published.contains(value)) {
            Parameters.requirePublished(scope, unit);
            throw new IllegalArgumentException("'" + value.key() + "' is not published for scope '" + scope.key()
                    + "' and window '" + unit.key() + "'; use one of "
                    + published.stream().map(KpiValue::key).collect(Collectors.joining(", ")));
        }
    }
}
