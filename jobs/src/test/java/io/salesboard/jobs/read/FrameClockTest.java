package io.salesboard.jobs.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.jobs.Frames;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameClockTest {
    private static final long NOW = 1_795_402_800_000L;

    private long wall = NOW;

    private FrameClock clock(long published) {
        return new FrameClock(() -> wall, published);
    }

    @Test
    void aFrameIsTheMillisecondInWhichItOpened() {
        FrameClock clock = clock(0);
        assertThat(clock.isOpen()).isFalse();
        assertThat(clock.time()).isEqualTo(Frames.time(NOW, 0));
        assertThat(clock.isOpen()).isTrue();
        wall += 500;
        assertThat(clock.time()).as("what comes before it is closed").isEqualTo(Frames.time(NOW, 0));
        assertThat(clock.close()).isEqualTo(NOW);
        assertThat(clock.isOpen()).isFalse();
        assertThat(clock.time()).isEqualTo(Frames.time(NOW + 500, 0));
    }

    @Test
    void framesOfOneMillisecondHaveNumbersOfTheirOwn() {
        FrameClock clock = clock(0);
        assertThat(clock.close()).isEqualTo(NOW);
        assertThat(clock.close()).isEqualTo(NOW + 1);
        assertThat(clock.close()).isEqualTo(NOW + 2);
        wall += 1;
        assertThat(clock.close()).isEqualTo(NOW + 3);
        assertThat(clock.last()).isEqualTo(NOW + 3);
    }

    @Test
    void nothingIsNumberedAtOrBelowWhatWasPublished() {
        long published = NOW + 3_600_000;
        FrameClock clock = clock(published);
        assertThat(clock.last()).isEqualTo(published);
        assertThat(clock.close()).isEqualTo(published + 1);
        wall = published - 5;
        assertThat(clock.close()).isEqualTo(published + 2);
        wall = published + 100;
        assertThat(clock.close()).isEqualTo(published + 100);
    }

    @Test
    void aWallClockThatStepsBackSlowsNothingDownAndReversesNothing() {
        FrameClock clock = clock(0);
        wall += 3_600_000;
        long ahead = clock.close();
        wall = NOW;
        assertThat(clock.time()).isEqualTo(Frames.time(ahead + 1, 0));
        assertThat(clock.close()).isEqualTo(ahead + 1);
        assertThat(clock.wall()).as("what the machine says is said as it is").isEqualTo(NOW);
    }

    @Test
    void aWallClockThatStepsAheadWithinAFrameLeavesItsNumber() {
        FrameClock clock = clock(0);
        clock.time();
        wall += 3_600_000;
        clock.step();
        assertThat(clock.close()).isEqualTo(NOW);
        assertThat(clock.close()).isEqualTo(NOW + 3_600_000);
    }

    @Test
    void aStepEndsWithAllThatCameInItAndTheNextBegins() {
        FrameClock clock = clock(0);
        long first = clock.time();
        assertThat(clock.step()).isEqualTo(first);
        assertThat(clock.time()).isEqualTo(first + 1);
        assertThat(clock.step()).isEqualTo(first + 1);
        clock.close();
        wall += 10;
        assertThat(clock.time()).isEqualTo(Frames.time(NOW + 10, 0));
    }

    @Test
    void aStepIsOfAFrameThatItOpens() {
        FrameClock clock = clock(0);
        assertThat(clock.step()).isEqualTo(Frames.time(NOW, 0));
        assertThat(clock.isOpen()).isTrue();
    }

    @Test
    void noNumberOfStepsReachesTheOneThatClosesTheFrame() {
        FrameClock clock = clock(0);
        for (long i = 0; i < Frames.LAST_STEP + 10; i++) {
            clock.step();
        }
        assertThat(clock.time()).isLessThan(Frames.last(NOW));
        assertThat(Frames.of(clock.time())).isEqualTo(NOW);
    }

    @Test
    void timeNeverGoesBackWhateverTheMachineAndTheRestartsDo() {
        Random random = new Random(20261123);
        FrameClock clock = clock(0);
        long time = Long.MIN_VALUE;
        long published = 0;
        for (int n = 0; n < 20_000; n++) {
            wall += random.nextInt(20) - (random.nextInt(10) == 0 ? random.nextInt(7_200_000) : 0);
            wall += random.nextInt(10) == 0 ? random.nextInt(7_200_000) : 0;
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    long closed = clock.close();
                    assertThat(closed).isGreaterThan(published);
                    published = closed;
                    time = Frames.last(closed);
                }
                case 2 -> {
                    clock = clock(published);
                    time = Frames.last(published);
                }
                case 3 -> clock.step();
                default -> {
                    assertThat(clock.time()).isGreaterThanOrEqualTo(time);
                    assertThat(Frames.of(clock.time())).isGreaterThan(published);
                    time = clock.time();
                }
            }
        }
    }
}
