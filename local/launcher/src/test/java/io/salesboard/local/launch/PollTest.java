package io.salesboard.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollTest {
    private static final Duration LIMIT = Duration.ofMillis(350);

    private final AtomicInteger asked = new AtomicInteger();

    /** Ten answers take a second, three times the limit. */
    @Test
    void whatMovesMayTakeLongerThanTheLimit() throws Exception {
        Poll.whileMoving("it is not done", LIMIT, () -> asked + " rows", () -> asked.incrementAndGet() > 10);
        assertThat(asked).hasValue(11);
    }

    @Test
    void whatStandsStillForTheLimitIsAFailure() {
        assertThatThrownBy(() -> Poll.whileMoving("it is not done", LIMIT, () -> "3 rows", () -> false))
                .isInstanceOf(LaunchException.class)
                .hasMessage("nothing has moved for 0 s, and it is not done");
    }

    @Test
    void whatHasNotComeByTheLimitIsAFailure() {
        assertThatThrownBy(() -> Poll.until("it is not done", LIMIT, () -> false))
                .isInstanceOf(LaunchException.class)
                .hasMessage("after 0 s it is not done");
    }
}
