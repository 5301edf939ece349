package io.salesboard.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class BusinessClockTest {
    private static final String TEXT = "2026-11-23T08:00:00Z/2018-06-30T10:00:00Z/60.0";

    @Test
    void theRealClockIsTheMachines() {
        Instant wall = Instant.parse("2026-11-23T03:00:00.123456789Z");
        assertThat(BusinessClock.parse("real").at(wall)).isEqualTo(wall);
        assertThat(BusinessClock.REAL.now(Clock.fixed(wall, ZoneOffset.UTC))).isEqualTo(wall);
    }

    @Test
    void aReplayRunsFromItsOwnStartAtItsOwnSpeed() {
        BusinessClock clock = BusinessClock.parse(TEXT);
        assertThat(clock.at(Instant.parse("2026-11-23T08:00:00Z"))).isEqualTo("2018-06-30T10:00:00Z");
        assertThat(clock.at(Instant.parse("2026-11-23T08:00:30Z"))).isEqualTo("2018-06-30T10:30:00Z");
        assertThat(clock.at(Instant.parse("2026-11-23T07:59:00Z"))).isEqualTo("2018-06-30T09:00:00Z");
    }

    @Test
    void whatItWritesItReads() {
        assertThat(BusinessClock.parse(TEXT)).hasToString(TEXT);
        assertThat(BusinessClock.REAL).hasToString("real");
    }

    @Test
    void aTextThatIsNoClockIsRefusedWithAnExample() {
        assertThatThrownBy(() -> BusinessClock.parse("fast"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'fast'")
                .hasMessageContaining("2018-06-30T10:00:00Z/60");
        assertThatThrownBy(() -> BusinessClock.parse("yesterday/2018-06-30T10:00:00Z/60"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("yesterday/2018-06-30T10:00:00Z/60");
        assertThatThrownBy(() -> BusinessClock.parse("2026-11-23T08:00:00Z/2018-06-30T10:00:00Z/0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("speed");
    }
}
