package io.salesboard.board.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.figures.Ranking;
import io.salesboard.figures.Reading;
import io.salesboard.figures.store.RepDeal;
import io.salesboard.schemas.Deal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** The shapes that several answers share; docs/architecture.md shows them. */
public final class Answers {
    private Answers() {}

    /** Whatever went wrong, and what would be valid. */
    public record Failure(String error) {}

    /** A window in local time; without bounds for the window of now. */
    public record WindowAnswer(String unit, String start, String end) {
        static WindowAnswer of(Window window, ZoneId zone) {
            boolean open = window.unit() == WindowUnit.NOW;
            return new WindowAnswer(
                    window.unit().key(),
                    open ? null : local(window.from(), zone),
                    open ? null : local(window.to(), zone));
        }

        private static String local(Instant instant, ZoneId zone) {
            return OffsetDateTime.ofInstant(instant, zone).toString();
        }
    }

    /** A row of {@code /kpis}. */
    public record Row(
            String id,
            String name,
            Map<String, BigDecimal> values,
            @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, BigDecimal> previous) {}

    /** Answer of {@code /kpis}. */
    public record Kpis(String asOf, long version, String currency, WindowAnswer window, String scope, List<Row> rows) {}

    /** A row of {@code /leaderboards}. */
    public record LeaderboardRow(
            String id, String name, Integer rank, Integer movement, BigDecimal value, String reached) {}

    /** Answer of {@code /leaderboards}. */
    public record Leaderboard(
            String asOf,
            long version,
            String currency,
            WindowAnswer window,
            String scope,
            String kpi,
            List<LeaderboardRow> rows) {}

    /** A place in a ranking. */
    public record Rank(Integer rank, Integer movement) {
        public static Rank of(Ranking.Entry place) {
            return new Rank(place.rank(), place.movement());
        }
    }

    /** A completed order or a won opportunity. */
    public record DealAnswer(
            String kind,
            String id,
            String rep,
            String repName,
            String store,
            String storeName,
            String channel,
            String product,
            String productName,
            BigDecimal amount,
            String at) {

        public static List<DealAnswer> of(Reading reading, List<RepDeal> deals) {
            return deals.stream()
                    .map(deal -> of(reading, deal.rep(), deal.deal()))
                    .toList();
        }

        private static DealAnswer of(Reading reading, String rep, Deal deal) {
            return new DealAnswer(
                    deal.getKind(),
                    deal.getId(),
                    rep,
                    reading.name(Scope.REP, rep),
                    deal.getStore(),
                    nameOf(reading, Scope.STORE, deal.getStore()),
                    deal.getChannel(),
                    deal.getProduct(),
                    nameOf(reading, Scope.PRODUCT, deal.getProduct()),
                    reading.decimals().money(deal.getAmount()),
                    Instant.ofEpochMilli(deal.getAt()).toString());
        }

        private static String nameOf(Reading reading, Scope scope, String id) {
            return id == null ? null : reading.name(scope, id);
        }
    }

    /** The present window of a reading as shown. */
    public static WindowAnswer window(Reading reading, Window window) {
        return WindowAnswer.of(window, reading.business().calendar().zone());
    }
}
