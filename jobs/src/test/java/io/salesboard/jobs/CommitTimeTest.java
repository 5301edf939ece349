package io.salesboard.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

class CommitTimeTest {
    private final List<Long> watermarks = new ArrayList<>();
    private final WatermarkOutput output = new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
            watermarks.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
            throw new AssertionError("only silence makes a source idle");
        }

        @Override
        public void markActive() {}
    };
    private final WatermarkGenerator<Row> generator = CommitTime.atFrameEnds().createWatermarkGenerator(null);

    private void commit(long committed) {
        generator.onEvent(Row.absent(Table.HEARTBEAT, "", 1, committed), committed, output);
    }

    @Test
    void aFrameIsCompleteAsSoonAsALaterOneBegins() {
        commit(1000);
        commit(1019);
        assertThat(watermarks).containsExactly(999L);
        commit(1020);
        assertThat(watermarks).containsExactly(999L, 1019L);
        commit(1100);
        assertThat(watermarks).containsExactly(999L, 1019L, 1099L);
    }

    @Test
    void theMachinesClockClosesNothingAndTimeNeverGoesBack() {
        commit(1000);
        generator.onPeriodicEmit(output);
        commit(500);
        assertThat(watermarks).containsExactly(999L);
    }

    @Test
    void eventTimeIsCommitTimeNotKafkas() {
        Row row = Row.absent(Table.HEARTBEAT, "", 1, 1234);
        assertThat(CommitTime.atFrameEnds().createTimestampAssigner(null).extractTimestamp(row, 99))
                .isEqualTo(1234);
    }
}
