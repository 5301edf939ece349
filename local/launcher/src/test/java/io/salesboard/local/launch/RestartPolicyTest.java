package io.salesboard.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
    private static final Instant START = Instant.parse("2026-11-23T04:00:00Z");
    private final RestartPolicy policy = new RestartPolicy(Duration.ofSeconds(1));

    @Test
    void waitsTwiceAsLongAfterEachDeathAndGivesUpAtTheFifth() {
        assertThat(diesAfter(Duration.ofSeconds(3))).hasValue(Duration.ofSeconds(1));
        assertThat(diesAfter(Duration.ofSeconds(3))).hasValue(Duration.ofSeconds(2));
        assertThat(diesAfter(Duration.ofSeconds(3))).hasValue(Duration.ofSeconds(4));
        assertThat(diesAfter(Duration.ofSeconds(3))).hasValue(Duration.ofSeconds(8));
        assertThat(diesAfter(Duration.ofSeconds(3))).isEmpty();
    }

    @Test
    void aMinuteWithoutADeathForgivesTheEarlierOnes() {
        for (int i = 0; i < 4; i++) {
            diesAfter(Duration.ofSeconds(3));
        }

        assertThat(diesAfter(Duration.ofSeconds(60))).hasValue(Duration.ofSeconds(1));
        assertThat(diesAfter(Duration.ofMillis(59_999))).hasValue(Duration.ofSeconds(2));
    }

    private Optional<Duration> diesAfter(Duration up) {
        return policy.died(START, START.plus(up));
    }
}
