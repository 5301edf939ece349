package io.salesboard.jobs.operators;

import io.salesboard.core.model.Measure;
import io.salesboard.jobs.state.Delta;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds up deltas of the same place before they are shuffled. It costs no latency: who receives them waits for the watermark,
 * and everything is sent before it.
 *
 * <p><b>State</b>: none; the buffer is empty at every checkpoint barrier, watermark and at the end. <b>Timers</b>: none.
 * <b>Restart</b>: repeats nothing. <b>Price</b>: up to {@value #CAPACITY} deltas of memory per task.
 */
public final class PreAggregate extends AbstractStreamOperator<Delta>
        implements OneInputStreamOperator<Delta, Delta>, BoundedOneInput {
    private static final long serialVersionUID = 1L;

    /** Places held before a flush. */
    private static final int CAPACITY = 2000;

    private transient Map<Delta.Place, long[]> buffer;
    private transient StreamRecord<Delta> record;

    @Override
    public void open() throws Exception {
        super.open();
        buffer = new LinkedHashMap<>();
        record = new StreamRecord<>(null);
    }

    @Override
    public void processElement(StreamRecord<Delta> element) {
        Delta delta = element.getValue();
        // Deltas may share their measures with others of the same change: the sum is an array of its own.
        long[] sum = buffer.computeIfAbsent(delta.place(), place -> new long[Measure.COUNT]);
        Delta.add(sum, delta.measures());
        if (buffer.size() >= CAPACITY) {
            flush();
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush();
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        flush();
    }

    @Override
    public void endInput() {
        flush();
    }

    private void flush() {
        // A sum of zero is sent too: it has the cell published again.
        buffer.forEach((place, measures) -> output.collect(record.replace(place.with(measures), place.time())));
        buffer.clear();
    }
}
