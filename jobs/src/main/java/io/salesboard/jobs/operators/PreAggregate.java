package io.salesboard.jobs.operators;

import io.salesboard.jobs.state.Delta;
import io.salesboard.jobs.state.Delta.Kind;
import io.salesboard.jobs.state.Delta.Place;
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
    private static final int CAPACITY = 20_000;

    private transient Map<Place, long[]> buffer;
    private transient StreamRecord<Delta> record;
    private transient long time;

    @Override
    public void open() throws Exception {
        super.open();
        buffer = new LinkedHashMap<>();
        record = new StreamRecord<>(null);
    }

    @Override
    public void processElement(StreamRecord<Delta> element) {
        Delta delta = element.getValue();
        if (delta.kind() != Kind.ADD) {
            output.collect(element);
            return;
        }
        if (delta.time() != time || buffer.size() >= CAPACITY) {
            flush();
            time = delta.time();
        }
        // Deltas may share their sums with others of the same change: what is added to is an array of its own.
        long[] sum = buffer.get(delta.place());
        if (sum == null) {
            buffer.put(delta.place(), delta.sums().clone());
        } else {
            Delta.add(sum, delta.sums());
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
        Map<Place, long[]> full = buffer;
        buffer = new LinkedHashMap<>(); // cleared, one that was large once would stay slow to clear
        full.forEach((place, sums) -> {
            if (!Delta.isZero(sums)) {
                output.collect(record.replace(Delta.add(place, time, sums), time));
            }
        });
    }
}
