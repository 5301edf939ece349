package io.salesboard.board.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.salesboard.board.api.Health;
import io.salesboard.board.api.Incident;
import io.salesboard.board.api.Progress;
import io.salesboard.board.stream.StreamHub;
import io.salesboard.figures.Company;
import io.salesboard.figures.store.CellStore;
import io.salesboard.figures.store.StoreState;
import io.salesboard.schemas.IncidentKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Exports the figures of one instant and the pipeline's health, read anew for each scrape; what is gone vanishes. */
public final class BoardMetrics implements MultiCollector {
    private static final List<String> SOURCES = Stream.concat(
                    Health.SOURCES.stream().sorted(), Stream.of(Incident.ALL))
            .toList();

    private final CellStore store;
    private final Company business;
    private final Health health;
    private final StreamHub streams;
    private final int maxReps;

    /** @param maxReps how many reps, and how many products, get series of their own: the best of the month */
    public BoardMetrics(CellStore store, Company business, Health health, StreamHub streams, int maxReps) {
        this.store = store;
        this.business = business;
        this.health = health;
        this.streams = streams;
        this.maxReps = maxReps;
    }

    @Override
    public MetricSnapshots collect() {
        StoreState state = store.state();
        List<MetricSnapshot> families = new ArrayList<>(new ScrapedFigures(state, business, maxReps).families());
        Health.Answer now = health.now();
        GaugeSnapshot.Builder age = gauge(Family.DATA_AGE);
        CounterSnapshot.Builder rows = counter(Family.SOURCE_ROWS);
        GaugeSnapshot.Builder behind = gauge(Family.BEHIND);
        for (Health.Source source : now.sources()) {
            Labels labels = Labels.of("source", source.name());
            age.dataPoint(point(labels, source.ageSeconds().doubleValue()));
            rows.dataPoint(count(labels, source.rows()));
            if (source.behind().records() != null) {
                behind.dataPoint(point(labels, source.behind().records()));
            }
        }
        GaugeSnapshot.Builder speed = gauge(Family.LOAD_SPEED);
        GaugeSnapshot.Builder timeLeft = gauge(Family.LOAD_TIME_LEFT);
        for (Progress load : now.progress()) {
            Labels labels = Labels.of("source", load.source());
            if (load.rowsPerSecond() != null) {
                speed.dataPoint(point(labels, load.rowsPerSecond()));
            }
            if (load.secondsLeft() != null) {
                timeLeft.dataPoint(point(labels, load.secondsLeft()));
            }
        }
        GaugeSnapshot.Builder leftOut = gauge(Family.LEFT_OUT);
        now.leftOut()
                .byReason()
                .forEach((reason, count) -> leftOut.dataPoint(point(Labels.of("reason", reason), count)));
        GaugeSnapshot.Builder incidents = gauge(Family.INCIDENTS);
        incidentCounts(now.incidents()).forEach((labels, count) -> incidents.dataPoint(point(labels, count)));
        families.add(age.build());
        families.add(rows.build());
        families.add(leftOut.build());
        families.add(incidents.build());
        families.add(behind.build());
        families.add(speed.build());
        families.add(timeLeft.build());
        families.add(single(Family.LAG, now.lagResults()));
        families.add(single(Family.CELLS, now.cells()));
        families.add(single(Family.STREAM_CLIENTS, streams.clients()));
        families.add(total(Family.FRAMES, state.frameCount()));
        families.add(total(Family.STREAM_FRAMES, streams.frames()));
        return new MetricSnapshots(families);
    }

    /** Every kind there is, 0 where nothing of it is to be said, so that a rule finds its series at any time. */
    private static Map<Labels, Long> incidentCounts(List<Incident> incidents) {
        Map<Labels, Long> counts = new LinkedHashMap<>();
        for (IncidentKind kind : IncidentKind.values()) {
            for (String source : SOURCES) {
                counts.put(labels(kind.key(), source, kind.severity().key()), 0L);
            }
        }
        incidents.forEach(
                incident -> counts.merge(labels(incident.id(), incident.source(), incident.severity()), 1L, Long::sum));
        return counts;
    }

    private static Labels labels(String id, String source, String severity) {
        return Labels.of("id", id, "source", source, "severity", severity);
    }

    static GaugeSnapshot.Builder gauge(Family family) {
        return GaugeSnapshot.builder().name(family.base()).help(family.help());
    }

    static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    private static GaugeSnapshot single(Family family, double value) {
        return gauge(family).dataPoint(point(Labels.EMPTY, value)).build();
    }

    private static CounterSnapshot.Builder counter(Family family) {
        return CounterSnapshot.builder().name(family.base()).help(family.help());
    }

    private static CounterDataPointSnapshot count(Labels labels, double value) {
        return CounterDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    private static CounterSnapshot total(Family family, double value) {
        return counter(family).dataPoint(count(Labels.EMPTY, value)).build();
    }
}
