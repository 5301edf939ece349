package io.salesboard.board.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.kpi.Unit;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.figures.Company;
import io.salesboard.figures.FiguresOf;
import io.salesboard.figures.Ranking;
import io.salesboard.figures.Reading;
import io.salesboard.figures.store.Org;
import io.salesboard.figures.store.StoreState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The figures of one scrape: all of one instant, in the present windows. */
final class ScrapedFigures {
    private static final Set<Scope> SCOPES = EnumSet.of(
            Scope.COMPANY,
            Scope.REGION,
            Scope.TEAM,
            Scope.REP,
            Scope.STORE,
            Scope.CHANNEL,
            Scope.PRODUCT,
            Scope.LEAD_SOURCE);
    private static final Set<WindowUnit> UNITS =
            EnumSet.of(WindowUnit.DAY, WindowUnit.MONTH, WindowUnit.QUARTER, WindowUnit.NOW);
    /** Scopes that may grow to many thousands of rows; only their best get series. */
    private static final Set<Scope> CAPPED = EnumSet.of(Scope.REP, Scope.PRODUCT);

    private final Reading reading;
    private final int maxRows;
    private final Map<String, GaugeSnapshot.Builder> gauges = new LinkedHashMap<>();
    private final Map<Scope, Set<String>> exported = new HashMap<>();

    ScrapedFigures(StoreState state, Company business, int maxRows) {
        this.reading = Reading.of(state, business);
        this.maxRows = maxRows;
    }

    List<MetricSnapshot> families() {
        Family.kpis().forEach(value -> gauges.put(value.metric(), BoardMetrics.gauge(Family.of(value))));
        for (Scope scope : SCOPES) {
            exported.put(scope, new TreeSet<>());
            Set<String> best = best(scope);
            for (WindowUnit unit : UNITS) {
                export(scope, reading.present(unit), best);
            }
        }
        List<MetricSnapshot> families = new ArrayList<>();
        gauges.values().forEach(gauge -> families.add(gauge.build()));
        families.add(names());
        return families;
    }

    /** The ids that may be exported, or null for all. */
    private Set<String> best(Scope scope) {
        if (!CAPPED.contains(scope)) {
            return null;
        }
        Ranking ranking = reading.ranking(Catalogue.value("K01.net"), scope, reading.present(WindowUnit.MONTH));
        Set<String> best = new TreeSet<>();
        ranking.places().stream().limit(maxRows).forEach(place -> best.add(place.id()));
        return best;
    }

    private void export(Scope scope, Window window, Set<String> only) {
        List<KpiValue> values = Catalogue.valuesOf(scope, window.unit()).stream()
                .filter(value -> value.metric() != null)
                .toList();
        if (values.isEmpty()) {
            return;
        }
        for (String id : reading.ids(scope, window)) {
            if (only == null || only.contains(id)) {
                export(scope, id, window, values);
            }
        }
    }

    private void export(Scope scope, String id, Window window, List<KpiValue> values) {
        FiguresOf figures = reading.in(window).of(scope, id);
        for (KpiValue value : values) {
            BigDecimal shown =
                    reading.decimals().shown(value.unit(), value.formula().of(figures));
            if (shown != null) {
                exported.get(scope).add(id);
                gauges.get(value.metric())
                        .dataPoint(BoardMetrics.point(labels(scope, id, window, value.unit()), shown.doubleValue()));
            }
        }
    }

    private Labels labels(Scope scope, String id, Window window, Unit unit) {
        Labels labels = Labels.of(
                "scope", scope.key(), "id", id, "window", window.unit().key());
        return unit == Unit.MONEY
                ? labels.add("currency", reading.business().currency().getCurrencyCode())
                : labels;
    }

    private InfoSnapshot names() {
        InfoSnapshot.Builder info =
                InfoSnapshot.builder().name(Family.SCOPE_INFO.base()).help(Family.SCOPE_INFO.help());
        exported.forEach((scope, ids) -> ids.forEach(id -> {
            Org.Assignment assignment = scope == Scope.REP ? reading.org().assignmentOf(id, reading.today()) : null;
            info.dataPoint(InfoDataPointSnapshot.builder()
                    .labels(Labels.of(
                            "scope",
                            scope.key(),
                            "id",
                            id,
                            "name",
                            reading.name(scope, id),
                            "team",
                            assignment == null ? "" : reading.name(Scope.TEAM, assignment.team()),
                            "region",
                            assignment == null ? "" : reading.name(Scope.REGION, assignment.region())))
                    .build());
        }));
        return info.build();
    }
}
