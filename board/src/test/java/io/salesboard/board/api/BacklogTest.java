package io.salesboard.board.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.schemas.SourceProgress;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private final Backlog backlog = new Backlog();

    private static SourceProgress at(long offset, long lsn, long rows) {
        return new SourceProgress("pos", offset, lsn, lsn, 0L, rows, false);
    }

    private Health.Behind after(int seconds, SourceProgress shown, SourceProgress read, CaptureView.Source source) {
        return backlog.of(shown, read, source, NOW.plusSeconds(seconds));
    }

    private static CaptureView.Source source(long topicEnd, long logPosition, long rowsChanged) {
        return new CaptureView.Source(topicEnd, logPosition, rowsChanged, true, false, 0);
    }

    @Test
    void nothingWaitsWhenFiguresHoldEverything() {
        assertThat(after(0, at(10, 100, 5), at(10, 100, 5), source(10, 100, 700)))
                .isEqualTo(new Health.Behind(0L, 0L));
        assertThat(after(1, at(20, 200, 9), at(20, 200, 9), source(18, 190, 700)))
                .as("rows are read before the server counts them")
                .isEqualTo(new Health.Behind(0L, 0L));
    }

    @Test
    void rowsThatAreInTheLogOnlyAreCountedAndJudgedByTheRateSoFar() {
        SourceProgress shown = at(10, 100, 5);
        after(0, shown, shown, source(10, 100, 700));
        CaptureView.Source changed = source(10, 900, 100_700);
        assertThat(after(1, shown, shown, changed)).isEqualTo(new Health.Behind(100_000L, null));

        // A quarter of it came in five seconds, and is kept back until the transaction is over.
        SourceProgress read = at(25_010, 100, 5);
        assertThat(after(6, shown, read, source(25_010, 900, 100_700))).isEqualTo(new Health.Behind(100_000L, 16L));

        SourceProgress all = at(100_011, 1_000, 100_005);
        assertThat(after(21, all, all, source(100_011, 900, 100_700))).isEqualTo(new Health.Behind(0L, 0L));
    }

    @Test
    void howManyIsNotKnownWhileALongSessionIsNotCounted() {
        SourceProgress shown = at(10, 100, 5);
        after(0, shown, shown, source(10, 100, 700));
        assertThat(after(1, shown, shown, source(10, 50_000_000, 700))).isEqualTo(new Health.Behind(null, null));
    }

    @Test
    void recordsOfTheTopicCountWhereTheServersCountBeganAnew() {
        SourceProgress shown = at(10, 100, 5);
        after(0, shown, shown, source(10, 100, 700));
        assertThat(after(1, shown, shown, source(40, 900, 3)).records()).isEqualTo(30);
    }
}
