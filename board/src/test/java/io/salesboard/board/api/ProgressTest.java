package io.salesboard.board.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.schemas.Load;
import io.salesboard.schemas.Reading;
import io.salesboard.schemas.SourceProgress;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private static Reading reading(boolean snapshot, Load... loads) {
        return new Reading(
                NOW.toEpochMilli(),
                false,
                null,
                NOW.toEpochMilli(),
                List.of(new SourceProgress("pos", 77L, 0L, 0L, 0L, 12L, snapshot)),
                List.of(loads));
    }

    private static List<Health.Source> behind(Long records) {
        return List.of(new Health.Source(
                "pos", BigDecimal.ONE, 0, 0, NOW.toString(), 0, false, new Health.Behind(records, null)));
    }

    private static CaptureView capture(boolean streaming) {
        return capture(streaming, 77);
    }

    private static CaptureView capture(boolean streaming, long topicEnd) {
        return new CaptureView() {
            @Override
            public List<Incident> incidents() {
                return List.of();
            }

            @Override
            public Optional<Source> source(String name) {
                return Optional.of(new Source(topicEnd, 0, 0, streaming, false, 0));
            }
        };
    }

    private static Progress of(Reading reading, Long behind, boolean streaming) {
        return Progress.of(reading, behind(behind), capture(streaming), NOW).get(0);
    }

    @Test
    void whatStandsInTheTopicIsTheTotalAndItsPlacesTellTheTimeLeft() {
        Load load = new Load("pos", 1_000L, 4_000L, 500L, 800L);
        assertThat(of(reading(false, load), 0L, true)).isEqualTo(new Progress("pos", 1_000, 5_000L, 500L, 5L));
        assertThat(of(reading(false, load), null, true)).isEqualTo(new Progress("pos", 1_000, 5_000L, 500L, 5L));
    }

    @Test
    void aSnapshotThatStillRunsHasNoTotal() {
        Load load = new Load("pos", 1_000L, 4_000L, 500L, 500L);
        assertThat(of(reading(true, load), 9_000L, false)).isEqualTo(new Progress("pos", 1_000, null, 500L, null));
        assertThat(of(reading(true, load), 9_000L, true))
                .as("it stands in the topic to its end")
                .isEqualTo(new Progress("pos", 1_000, 5_000L, 500L, 8L));
    }

    @Test
    void whoSaysThatASnapshotIsWrittenSaysWhereItEnds() {
        Load askedBefore = new Load("pos", 1_000L, 0L, 500L, 500L);
        List<Health.Source> sources = behind(0L);
        assertThat(Progress.of(reading(true, askedBefore), sources, capture(true, 77 + 3_000), NOW))
                .containsExactly(new Progress("pos", 1_000, 4_000L, 500L, 6L));
    }

    @Test
    void aTransactionThatDoesNotStandInTheTopicYetHasTheTotalTheServerCounts() {
        Load load = new Load("pos", 20_000L, 10L, 4_000L, 4_000L);
        assertThat(of(reading(false, load), 100_000L, true))
                .isEqualTo(new Progress("pos", 20_000, 100_000L, 4_000L, 20L));
        Load begun = new Load("pos", 20_000L, null, null, null);
        assertThat(of(reading(false, begun), 100_000L, true))
                .isEqualTo(new Progress("pos", 20_000, 100_000L, null, null));
    }

    @Test
    void withoutATotalOrASpeedNoTimeIsLeft() {
        Load load = new Load("pos", 20_000L, null, 4_000L, 4_000L);
        assertThat(Progress.of(reading(false, load), behind(null), capture(true, 0), NOW))
                .containsExactly(new Progress("pos", 20_000, null, 4_000L, null));
        Load stands = new Load("pos", 20_000L, 10L, 0L, 0L);
        assertThat(of(reading(false, stands), 100_000L, true))
                .isEqualTo(new Progress("pos", 20_000, 100_000L, 0L, null));
    }

    @Test
    void nothingIsSaidWhereTheReaderIsNotBehindOrHasFallenSilent() {
        Load load = new Load("pos", 1_000L, 4_000L, 500L, 500L);
        List<Health.Source> sources = behind(0L);
        assertThat(Progress.of(null, sources, capture(true), NOW)).isEmpty();
        assertThat(Progress.of(reading(false), sources, capture(true), NOW)).isEmpty();
        assertThat(Progress.of(reading(false, load), sources, capture(true), NOW.plusSeconds(5)))
                .hasSize(1);
        assertThat(Progress.of(reading(false, load), sources, capture(true), NOW.plusMillis(5_001)))
                .isEmpty();
    }
}
