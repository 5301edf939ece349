package io.salesboard.jobs.operators;

import io.salesboard.jobs.results.Result;
import io.salesboard.schemas.ResultKeys;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Holds the mark that closes a frame back until all records of the frame stand before it. It runs in one task, chained to the
 * only producer, so that the mark stands behind them in the topic too.
 *
 * <p><b>State</b>: none: a mark and the watermark that lets it pass come together, so none waits at a checkpoint's barrier.
 * <b>Timers</b>: none. <b>Restart</b>: the reader sends younger marks. <b>Price</b>: every result passes one task.
 */
public final class CloseFrames extends AbstractStreamOperator<Result>
        implements OneInputStreamOperator<Result, Result> {
    private static final long serialVersionUID = 1L;

    private transient Queue<StreamRecord<Result>> marks;

    @Override
    public void open() throws Exception {
        super.open();
        marks = new ArrayDeque<>();
    }

    @Override
    public void processElement(StreamRecord<Result> element) {
        if (ResultKeys.MARK.equals(element.getValue().key())) {
            marks.add(element.copy(element.getValue()));
        } else {
            output.collect(element);
        }
    }

    @Override
    public void processWatermark(Watermark watermark) throws Exception {
        while (!marks.isEmpty() && marks.peek().getTimestamp() <= watermark.getTimestamp()) {
            output.collect(marks.remove());
        }
        super.processWatermark(watermark);
    }
}
