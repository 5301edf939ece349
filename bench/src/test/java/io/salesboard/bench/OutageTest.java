package io.salesboard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutageTest {
    private static final long SECOND = 1_000_000_000;

    private final Ledger ledger = new Ledger(0);
    private final Outage outage = new Outage(ledger);

    private void commit(long sum, long at) {
        ledger.expect(Kind.INSERT, sum, at * SECOND);
    }

    private void frame(long sum, long at) {
        ledger.show(sum, at * SECOND);
        outage.frame(at * SECOND);
    }

    @Test
    void lastsUntilTheScreenIsLessThanASecondBehind() {
        commit(1, 10);
        outage.begin(11 * SECOND);
        commit(2, 12);
        commit(3, 15);
        commit(4, 18);
        frame(1, 13);
        assertThat(outage.first()).isEmpty();

        frame(2, 17);
        assertThat(outage.first()).contains(Duration.ofSeconds(6));
        assertThat(outage.over()).isEmpty();

        frame(3, 18);
        assertThat(outage.over()).contains(Duration.ofSeconds(7));

        frame(4, 30);
        assertThat(outage.first()).contains(Duration.ofSeconds(6));
        assertThat(outage.over()).contains(Duration.ofSeconds(7));
    }

    @Test
    void isNoneBeforeItBegins() {
        commit(1, 10);
        frame(1, 10);

        assertThat(outage.first()).isEmpty();
        assertThat(outage.over()).isEmpty();
    }

    @Test
    void failsWhenItIsLongNeverEndsOrTheScreenGoesBack() {
        Duration most = Duration.ofSeconds(10);

        assertThat(report(Optional.of(Duration.ofSeconds(9)), 0).passes(most)).isTrue();
        assertThat(report(Optional.of(Duration.ofSeconds(11)), 0).passes(most)).isFalse();
        assertThat(report(Optional.empty(), 0).passes(most)).isFalse();
        assertThat(report(Optional.of(Duration.ofSeconds(9)), 1).passes(most)).isFalse();
        assertThat(report(Optional.of(Duration.ofSeconds(9)), 1).text())
                .contains("1 frames showed an older state than before");
    }

    private static RecoveryReport report(Optional<Duration> over, long older) {
        Duration length = Duration.ofSeconds(20);
        return new RecoveryReport(1000, 20_000, length, over, over, length, 0, older, 0);
    }
}
