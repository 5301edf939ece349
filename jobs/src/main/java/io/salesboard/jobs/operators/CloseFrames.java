package io.salesboard.jobs.operators;

import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.schemas.SchemaRegistry;
import java.net.URI;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Writes the mark that closes a frame behind all records of it. It runs in one task, chained to the only producer, so that
 * the mark stands behind them in the topic too.
 *
 * <p><b>State</b>: none. <b>Timers</b>: none. <b>Restart</b>: repeats marks; a reader never goes back. <b>Price</b>: every
 * result passes one task.
 */
public final class CloseFrames extends AbstractStreamOperator<Result>
        implements OneInputStreamOperator<Result, Result> {
    private static final long serialVersionUID = 1L;

    private final URI registry;
    private transient Results results;

    public CloseFrames(URI registry) {
        this.registry = registry;
    }

    @Override
    public void open() throws Exception {
        super.open();
        results = new Results(new SchemaRegistry(registry));
    }

    @Override
    public void processElement(StreamRecord<Result> element) {
        output.collect(element);
    }

    @Override
    public void processWatermark(Watermark watermark) throws Exception {
        if (watermark.getTimestamp() != Long.MAX_VALUE) {
            output.collect(new StreamRecord<>(results.mark(watermark.getTimestamp())));
        }
        super.processWatermark(watermark);
    }
}
