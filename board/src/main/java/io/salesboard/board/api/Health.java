package io.salesboard.board.api;

import io.salesboard.figures.Company;
import io.salesboard.figures.store.CellStore;
import io.salesboard.figures.store.StoreState;
import io.salesboard.schemas.LeftOut;
import io.salesboard.schemas.QuarantineReason;
import io.salesboard.schemas.SourceProgress;
import io.salesboard.schemas.Topics;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says how fresh and how complete the figures are, and all that is not as it must be. */
public final class Health {
    /** A source whose data is older is stale, and screens say so. */
    public static final Duration STALE_AFTER = Duration.ofSeconds(5);

    /** Clocks of two servers are never quite the same. */
    private static final long CLOCK_TOLERANCE = Duration.ofSeconds(2).toMillis();

    /** The source databases, by name. */
    public static final Set<String> SOURCES = Topics.rows().stream()
            .map(topic -> topic.name().substring(topic.name().indexOf('.') + 1))
            .collect(Collectors.toUnmodifiableSet());

    private final CellStore store;
    private final Company business;
    private final ResultsView results;
    private final CaptureView capture;
    private final Backlog backlog = new Backlog();

    /**
     * Answer of {@code /api/v1/health} and data of the stream's health event.
     *
     * @param progress of the sources that the job's reader is behind with
     * @param lagRecords what is committed in all sources and not in the figures yet; null where it is not known of one
     * @param lagResults results that the board has not read yet
     */
    public record Answer(
            String status,
            String asOf,
            long version,
            List<Source> sources,
            List<Progress> progress,
            Long lagRecords,
            long lagResults,
            LeftOutCount leftOut,
            long cells,
            List<Incident> incidents) {}

    /**
     * One source database.
     *
     * @param ageSeconds how long ago the newest change was committed that figures reflect, the error of the server's clock
     *     taken out as far as it is known; negative where the clock is ahead
     * @param lsn position of the log up to which figures hold everything
     * @param rowLsn position of the newest row they hold
     */
    public record Source(
            String name,
            BigDecimal ageSeconds,
            long lsn,
            long rowLsn,
            String committed,
            long rows,
            boolean loading,
            Behind behind) {
        /** Whether its age is too large, or not known: negative by more than clocks differ. */
        boolean stale() {
            return ageSeconds.abs().compareTo(BigDecimal.valueOf(STALE_AFTER.toSeconds())) > 0;
        }
    }

    /** Rows, and heartbeats, that are committed and not in figures yet, and how long it will take; null where not known. */
    public record Behind(Long records, Long seconds) {}

    /** Rows and objects that figures miss now. */
    public record LeftOutCount(long total, Map<String, Long> byReason) {}

    /** Answer of {@code /api/v1/quarantine}. */
    public record LeftOutAnswer(List<LeftOutRow> rows) {}

    /** A row, or an object, that figures miss. */
    public record LeftOutRow(String table, String key, String reason, String detail, String since) {}

    public Health(CellStore store, Company business, ResultsView results, CaptureView capture) {
        this.store = store;
        this.business = business;
        this.results = results;
        this.capture = capture;
    }

    public Answer now() {
        Instant now = business.wall().instant();
        StoreState state = store.state();
        List<Source> sources = sources(state, now);
        List<Incident> incidents = new ArrayList<>(capture.incidents());
        incidents.addAll(ReaderIncidents.of(state.reading(), results.isMissing(), now));
        return new Answer(
                status(state, sources, incidents, now),
                business.asOf(state.closed()).toString(),
                state.version(),
                sources,
                Progress.of(state.reading(), sources, capture, now),
                behind(sources),
                results.lag(),
                count(state.leftOut()),
                state.cellCount(),
                incidents);
    }

    private static Long behind(List<Source> sources) {
        long sum = 0;
        for (Source source : sources) {
            if (source.behind().records() == null) {
                return null;
            }
            sum += source.behind().records();
        }
        return sum;
    }

    /** What figures miss now, row by row. */
    public LeftOutAnswer leftOut() {
        return new LeftOutAnswer(store.state().leftOut().stream()
                .sorted(Comparator.comparing(LeftOut::getTable).thenComparing(LeftOut::getKey))
                .map(row -> new LeftOutRow(
                        row.getTable(),
                        row.getKey(),
                        row.getReason(),
                        row.getDetail(),
                        Instant.ofEpochMilli(row.getSince()).toString()))
                .toList());
    }

    private List<Source> sources(StoreState state, Instant now) {
        return state.sources().stream()
                .map(progress -> source(progress, state, now))
                .toList();
    }

    private Source source(SourceProgress shown, StoreState state, Instant now) {
        Optional<CaptureView.Source> known = capture.source(shown.getSource());
        long ahead = known.map(CaptureView.Source::clockAheadMillis).orElse(0L);
        Instant committed = Instant.ofEpochMilli(shown.getCommitted());
        long age = Duration.between(committed, now).toMillis() + (Math.abs(ahead) > CLOCK_TOLERANCE ? ahead : 0);
        SourceProgress read = read(shown, state);
        return new Source(
                shown.getSource(),
                BigDecimal.valueOf(age, 3),
                shown.getLsn(),
                shown.getRowLsn(),
                committed.toString(),
                shown.getRows(),
                read.getLoading() || known.map(CaptureView.Source::loading).orElse(false),
                known.map(source -> backlog.of(shown, read, source, now)).orElse(new Behind(null, null)));
    }

    /** How far the job's reader is with a source; as far as is shown where it has not said. */
    private static SourceProgress read(SourceProgress shown, StoreState state) {
        return state.reading() == null
                ? shown
                : state.reading().getSources().stream()
                        .filter(source -> source.getSource().equals(shown.getSource()))
                        .findFirst()
                        .orElse(shown);
    }

    private static LeftOutCount count(Collection<LeftOut> rows) {
        Map<String, Long> byReason = new TreeMap<>();
        for (QuarantineReason reason : QuarantineReason.values()) {
            byReason.put(reason.key(), 0L);
        }
        rows.forEach(row -> byReason.merge(row.getReason(), 1L, Long::sum));
        return new LeftOutCount(rows.size(), byReason);
    }

    private String status(StoreState state, List<Source> sources, List<Incident> incidents, Instant now) {
        boolean all =
                sources.stream().map(Source::name).collect(Collectors.toSet()).containsAll(SOURCES);
        if (!results.isWhole() || !all) {
            return "starting";
        }
        if (state.reading() != null && state.reading().getComputing()
                || sources.stream().anyMatch(Source::loading)) {
            return "computing";
        }
        boolean still = now.toEpochMilli() - state.closed() > STALE_AFTER.toMillis();
        if (still || sources.stream().anyMatch(Source::stale)) {
            return "stale";
        }
        return incidents.isEmpty() ? "ok" : "degraded";
    }
}
