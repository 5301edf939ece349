package io.salesboard.board.api;

import io.salesboard.board.figures.Business;
import io.salesboard.board.store.CellStore;
import io.salesboard.board.store.StoreView;
import io.salesboard.schemas.SourceProgress;
import io.salesboard.schemas.Topics;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Says how fresh and how complete the figures are. */
public final class Health {
    /** A source whose data is older is stale, and screens say so. */
    public static final Duration STALE_AFTER = Duration.ofSeconds(5);

    private static final String ROWS = "rows.";
    private static final Set<String> SOURCES = Topics.all().stream()
            .map(Topics.Topic::name)
            .filter(name -> name.startsWith(ROWS))
            .map(name -> name.substring(ROWS.length()))
            .collect(Collectors.toUnmodifiableSet());

    private final CellStore store;
    private final Business business;
    private final BooleanSupplier caughtUp;
    private final LongSupplier lag;
    private final Supplier<Map<String, Long>> quarantined;

    /** Answer of {@code /api/v1/health} and data of the stream's health event. */
    public record Answer(
            String status,
            String asOf,
            long version,
            List<Source> sources,
            long lagRecords,
            Quarantined quarantined,
            long cells) {}

    /** One source database; {@code ageSeconds} is how long ago the newest change was committed that figures reflect. */
    public record Source(String name, BigDecimal ageSeconds, long lsn, String committed, long rows, boolean snapshot) {
        boolean stale() {
            return ageSeconds.compareTo(BigDecimal.valueOf(STALE_AFTER.toSeconds())) > 0;
        }
    }

    /** Records that figures miss. */
    public record Quarantined(long total, Map<String, Long> byReason) {}

    /**
     * @param caughtUp whether the results that stood in the topic at the start were read
     * @param lag results not read yet
     * @param quarantined quarantined records by reason
     */
    public Health(
            CellStore store,
            Business business,
            BooleanSupplier caughtUp,
            LongSupplier lag,
            Supplier<Map<String, Long>> quarantined) {
        this.store = store;
        this.business = business;
        this.caughtUp = caughtUp;
        this.lag = lag;
        this.quarantined = quarantined;
    }

    public Answer now() {
        Map<String, Long> reasons = quarantined.get();
        Quarantined bad = new Quarantined(
                reasons.values().stream().mapToLong(Long::longValue).sum(), reasons);
        return store.read(view -> {
            List<Source> sources = sources(view);
            return new Answer(
                    status(sources),
                    business.asOf(view.version()).toString(),
                    view.version(),
                    sources,
                    lag.getAsLong(),
                    bad,
                    view.cellCount());
        });
    }

    private List<Source> sources(StoreView view) {
        Instant now = business.wall().instant();
        return view.sources().stream().map(progress -> source(progress, now)).toList();
    }

    private static Source source(SourceProgress progress, Instant now) {
        Instant committed = Instant.ofEpochMilli(progress.getCommitted());
        long age = Math.max(0, Duration.between(committed, now).toMillis());
        return new Source(
                progress.getSource(),
                BigDecimal.valueOf(age, 3),
                progress.getLsn(),
                committed.toString(),
                progress.getRows(),
                progress.getSnapshot());
    }

    private String status(List<Source> sources) {
        boolean all =
                sources.stream().map(Source::name).collect(Collectors.toSet()).containsAll(SOURCES);
        if (!caughtUp.getAsBoolean() || !all || sources.stream().anyMatch(Source::snapshot)) {
            return "starting";
        }
        return sources.stream().anyMatch(Source::stale) ? "stale" : "ok";
    }
}
