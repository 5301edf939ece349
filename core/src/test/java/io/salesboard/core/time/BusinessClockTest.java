package io.salesboard.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
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
    void itKnowsWhenAnInstantOfBusinessTimeComes() {
        Instant real = Instant.parse("2026-11-23T03:00:00.123456789Z");
        assertThat(BusinessClock.REAL.wallOf(real)).isEqualTo(real);
        BusinessClock clock = BusinessClock.parse(TEXT);
        assertThat(clock.wallOf(Instant.parse("2018-06-30T10:00:00Z"))).isEqualTo("2026-11-23T08:00:00Z");
        assertThat(clock.wallOf(Instant.parse("2018-06-30T10:30:00Z"))).isEqualTo("2026-11-23T08:00:30Z");
        assertThat(clock.wallOf(Instant.parse("2018-06-30T09:00:00Z"))).isEqualTo("2026-11-23T07:59:00Z");
        assertThat(clock.wallOf(Instant.parse("2018-06-30T10:00:00.001Z")))
                .as("rounded up to the millisecond at which it has come")
                .isEqualTo("2026-11-23T08:00:00.001Z");
    }

    @Test
    void whoIsWokenThenIsNeverWokenTooEarlyNorMoreThanAMillisecondLate() {
        Random random = new Random(20261123);
        Instant start = Instant.parse("2018-06-30T10:00:00Z");
        for (double speed : new double[] {0.001, 0.1, 1, 3, 7.7, 60, 86_400}) {
            BusinessClock clock = new BusinessClock(Instant.parse("2026-11-23T08:00:00Z"), start, speed);
            for (int n = 0; n < 2000; n++) {
                Instant business = start.plusMillis(random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L));
                Instant wall = clock.wallOf(business);
                assertThat(clock.at(wall)).as("speed %s", speed).isAfterOrEqualTo(business);
                assertThat(clock.at(wall.minusMillis(1))).as("speed %s", speed).isBeforeOrEqualTo(business);
            }
        }
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
