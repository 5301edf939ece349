package io.salesboard.jobs.operators;

import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.schemas.ResultKeys;
import io.salesboard.schemas.SchemaRegistry;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Holds the mark that closes a frame back until all records of the frame stand before it, and says first of all what the values
 * of cells are. It runs in one task, chained to the
 * only producer, so that the mark stands behind them in the topic too.
 *
 * <p><b>State</b>: none: a mark and the watermark that lets it pass come together, so none waits at a checkpoint's barrier.
 * <b>Timers</b>: none. <b>Restart</b>: the reader sends younger marks. <b>Price</b>: every result passes one task.
 */
public final class CloseFrames extends AbstractStreamOperator<Result>
        implements OneInputStreamOperator<Result, Result> {
    private static final long serialVersionUID = 1L;

    private final URI registry;
    private final int days;
    private transient Queue<StreamRecord<Result>> marks;
    private transient boolean begun;

    /** @param days how many days are kept, for the layout of cells */
    public CloseFrames(URI registry, int days) {
        this.registry = registry;
        this.days = days;
    }

    @Override
    public void open() throws Exception {
        super.open();
        marks = new ArrayDeque<>();
    }

    @Override
    public void processElement(StreamRecord<Result> element) throws Exception {
        if (!begun) {
            // Before the first cell that names it.
            output.collect(new StreamRecord<>(new Results(new SchemaRegistry(registry)).layout(days)));
            begun = true;
        }
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
