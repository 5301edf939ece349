package io.salesboard.jobs;

import io.salesboard.core.model.Row;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Makes commit time the event time of a source's rows.
 *
 * <p>Rows come in commit order, so a frame is complete as soon as a row of a later frame is there; heartbeats see to that
 * when nothing is sold. A source that is silent for long is left behind, and what it sends later goes into the frame open
 * then.
 */
final class CommitTime {
    private CommitTime() {}

    static DataStream<Row> assign(SingleOutputStreamOperator<Row> rows, String source, KpiSettings settings) {
        return rows.assignTimestampsAndWatermarks(atFrameEnds().withIdleness(settings.sourceIdleness()))
                .setParallelism(1)
                .uid("commit-time-" + source)
                .name("Commit time of " + source);
    }

    static WatermarkStrategy<Row> atFrameEnds() {
        return WatermarkStrategy.<Row>forGenerator(context -> new AtFrameEnds())
                .withTimestampAssigner((row, kafkaTimestamp) -> row.committed());
    }

    /** A watermark at the end of each frame that is complete, at once. */
    private static final class AtFrameEnds implements WatermarkGenerator<Row> {
        private long last = Long.MIN_VALUE;

        @Override
        public void onEvent(Row row, long committed, WatermarkOutput output) {
            long complete = Frames.endOf(committed) - Frames.MILLIS;
            if (complete > last) {
                last = complete;
                output.emitWatermark(new Watermark(complete));
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            // Frames are closed by what comes next, never by the machine's clock.
        }
    }
}
