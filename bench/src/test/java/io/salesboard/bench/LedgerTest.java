package io.salesboard.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final long MS = 1_000_000;

    private final Ledger ledger = new Ledger(0);

    private long count(Kind kind) {
        return ledger.latencies().get(kind).getTotalCount();
    }

    @Test
    void countsACommitOnlyWhenAFrameShowsItsSum() {
        ledger.expect(Kind.INSERT, 100, 1 * MS);
        ledger.show(0, 5 * MS);
        assertThat(count(Kind.INSERT)).isZero();
        assertThat(ledger.missing()).isEqualTo(1);

        ledger.show(100, 31 * MS);
        ledger.show(100, 99 * MS);

        assertThat(count(Kind.INSERT)).isEqualTo(1);
        assertThat(ledger.latencies().get(Kind.INSERT).getMaxValue()).isBetween(30_000L, 30_100L);
        assertThat(ledger.missing()).isZero();
    }

    @Test
    void aFrameShowsEveryCommitUpToItsSum() {
        ledger.expect(Kind.INSERT, 100, 1 * MS);
        ledger.expect(Kind.UPDATE, 70, 2 * MS);
        ledger.expect(Kind.DELETE, 20, 3 * MS);

        ledger.show(70, 10 * MS);

        assertThat(count(Kind.INSERT)).isEqualTo(1);
        assertThat(count(Kind.UPDATE)).isEqualTo(1);
        assertThat(count(Kind.DELETE)).isZero();
    }

    @Test
    void noticesASumThatTheDatabaseNeverHad() {
        ledger.show(55, 1 * MS);
        assertThat(ledger.impossible()).isZero();
        ledger.expect(Kind.INSERT, 100, 1 * MS);
        ledger.show(100, 2 * MS);

        ledger.show(99, 3 * MS);

        assertThat(ledger.impossible()).isEqualTo(1);
    }

    @Test
    void noticesAFrameThatShowsLessThanOneBefore() {
        ledger.expect(Kind.INSERT, 100, 1 * MS);
        ledger.expect(Kind.INSERT, 300, 2 * MS);
        ledger.show(100, 3 * MS);
        ledger.show(300, 4 * MS);
        ledger.show(300, 5 * MS);
        assertThat(ledger.older()).isZero();

        ledger.show(100, 6 * MS);

        assertThat(ledger.older()).isEqualTo(1);
        assertThat(ledger.missing()).isZero();
    }

    @Test
    void isAsFarBehindAsTheOldestCommitThatWasNotShown() {
        ledger.expect(Kind.INSERT, 100, 10 * MS);
        ledger.expect(Kind.INSERT, 300, 20 * MS);
        assertThat(ledger.behind(50 * MS)).isEqualTo(40 * MS);

        ledger.show(100, 60 * MS);
        assertThat(ledger.behind(60 * MS)).isEqualTo(40 * MS);

        ledger.show(300, 70 * MS);
        assertThat(ledger.behind(70 * MS)).isZero();
    }

    @Test
    void refusesASumThatWouldProveNothing() {
        ledger.expect(Kind.INSERT, 100, 1 * MS);

        assertThatThrownBy(() -> ledger.expect(Kind.UPDATE, 0, 2 * MS)).hasMessageContaining("occurred before");
    }

    @Test
    void doesNotMeasureWhatWarmsUp() {
        ledger.expect(Kind.INSERT, 100, 0);
        ledger.show(100, 5 * MS);

        assertThat(count(Kind.INSERT)).isZero();
    }

    @Test
    void failsOnALatePercentileAMissingCommitAndAWrongFrame() {
        for (Kind kind : Kind.values()) {
            ledger.expect(kind, 100 + kind.ordinal(), 1);
        }
        ledger.show(102, 400 * MS);
        Map<Kind, Histogram> latencies = ledger.latencies();

        assertThat(report(latencies, 0, 0).passes(Duration.ofMillis(500))).isTrue();
        assertThat(report(latencies, 0, 0).passes(Duration.ofMillis(300))).isFalse();
        assertThat(report(latencies, 1, 0).passes(Duration.ofMillis(500))).isFalse();
        assertThat(report(latencies, 0, 1).passes(Duration.ofMillis(500))).isFalse();
    }

    private static LatencyReport report(Map<Kind, Histogram> latencies, int missing, long impossible) {
        return new LatencyReport(100, Duration.ofSeconds(1), latencies, missing, impossible, Map.of());
    }
}
