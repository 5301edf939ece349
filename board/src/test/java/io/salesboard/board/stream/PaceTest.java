package io.salesboard.board.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace(0);

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    @Test
    void refreshesAtOnceWhenNothingWasRefreshedLately() {
        assertThat(pace.rest(0)).isZero();
        pace.refreshed(0, millis(20));
        assertThat(pace.rest(millis(40))).isZero();
        assertThat(pace.rest(millis(900))).isNegative();
    }

    @Test
    void restsAsLongAsTheLastRefreshTook() {
        pace.refreshed(0, millis(30));
        assertThat(pace.rest(millis(30))).isEqualTo(millis(30));
        assertThat(pace.rest(millis(45))).isEqualTo(millis(15));
    }

    @Test
    void restsTenMillisecondsAtLeastAndAHundredAtMost() {
        pace.refreshed(0, millis(1));
        assertThat(pace.rest(millis(1))).isEqualTo(millis(10));
        pace.refreshed(0, millis(700));
        assertThat(pace.rest(millis(700))).isEqualTo(millis(100));
    }
}
