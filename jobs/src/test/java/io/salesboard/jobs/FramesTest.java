package io.salesboard.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.TimerService;
import org.junit.jupiter.api.Test;

class FramesTest {
    private static final long FRAME = Instant.parse("2026-11-23T03:00:00.017Z").toEpochMilli();

    @Test
    void aFrameIsAMillisecondWithAMillionSteps() {
        assertThat(Frames.time(1, 0)).isEqualTo(1 << 20);
        assertThat(Frames.time(FRAME, 5)).isGreaterThan(Frames.time(FRAME, 4)).isLessThan(Frames.last(FRAME));
        assertThat(Frames.last(FRAME) + 1).isEqualTo(Frames.time(FRAME + 1, 0));
        assertThat(Frames.last(FRAME)).isEqualTo(Frames.time(FRAME, Frames.LAST_STEP));
    }

    @Test
    void everyStepKnowsItsFrame() {
        for (long step : new long[] {0, 1, 2000, Frames.LAST_STEP}) {
            assertThat(Frames.of(Frames.time(FRAME, step))).isEqualTo(FRAME);
        }
    }

    @Test
    void onlyTheLastStepClosesAFrame() {
        assertThat(Frames.isClosing(Frames.last(FRAME))).isTrue();
        assertThat(Frames.isClosing(Frames.time(FRAME, 0))).isFalse();
        assertThat(Frames.isClosing(Frames.last(FRAME) - 1)).isFalse();
        assertThat(Frames.isClosing(Long.MAX_VALUE))
                .as("the end of a bounded input")
                .isTrue();
        assertThat(Frames.isClosing(Long.MIN_VALUE))
                .as("before the first watermark")
                .isFalse();
    }

    @Test
    void anInstantComesWithTheFirstFrameThatIsNotBeforeIt() {
        assertThat(Frames.notBefore(FRAME)).isEqualTo(Frames.time(FRAME, 0));
        assertThat(Frames.notBefore(FRAME))
                .isGreaterThan(Frames.last(FRAME - 1))
                .isLessThan(Frames.last(FRAME));
    }

    @Test
    void anInstantThatNoFrameReachesNeitherWrapsAroundNorComesAtOnce() {
        long nextCentury = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();
        for (long never : new long[] {Instant.parse("9999-12-31T00:00:00Z").toEpochMilli(), Long.MAX_VALUE}) {
            assertThat(Frames.notBefore(never)).isGreaterThan(Frames.last(nextCentury));
        }
        for (long past : new long[] {-1, Long.MIN_VALUE}) {
            assertThat(Frames.notBefore(past)).isZero();
        }
    }

    @Test
    void whatIsReadyBeforeItsFrameIsClosedIsAskedAgainWhenItIs() {
        FakeTimers timers = new FakeTimers();
        timers.watermark = Frames.time(FRAME, 3);
        assertThat(Frames.isClosed(timers)).isFalse();
        assertThat(timers.registered).containsExactly(Frames.last(FRAME));

        timers.watermark = Frames.last(FRAME);
        assertThat(Frames.isClosed(timers)).isTrue();
        assertThat(timers.registered).hasSize(1);
    }

    private static final class FakeTimers implements TimerService {
        private final List<Long> registered = new ArrayList<>();
        private long watermark;

        @Override
        public long currentWatermark() {
            return watermark;
        }

        @Override
        public void registerEventTimeTimer(long time) {
            registered.add(time);
        }

        @Override
        public long currentProcessingTime() {
            throw new UnsupportedOperationException("frames know no processing time");
        }

        @Override
        public void registerProcessingTimeTimer(long time) {
            throw new UnsupportedOperationException("frames know no processing time");
        }

        @Override
        public void deleteProcessingTimeTimer(long time) {
            throw new UnsupportedOperationException("frames know no processing time");
        }

        @Override
        public void deleteEventTimeTimer(long time) {
            throw new UnsupportedOperationException("nothing is taken back");
        }
    }
}
