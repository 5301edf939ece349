package io.salesboard.jobs.operators;

import io.salesboard.jobs.Frames;
import io.salesboard.jobs.state.Timed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Base of the operators that work step by step: holds what comes in memory until the watermark says that its step is over, then
 * hands over all of a key at once, so that state is read and written once a step and not once an element.
 *
 * <p>Nothing waits at a checkpoint: the reader ends a step before it lets a barrier pass, and so every channel brings the
 * watermark before the barrier. That is checked.
 *
 * @param <E> what comes
 */
abstract class KeyedSteps<E extends Timed, OUT> extends AbstractStreamOperator<OUT>
        implements Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1L;

    private transient Map<String, List<E>> waiting;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient StreamRecord<OUT> record;
    private transient long now;
    /** The latest event time of what waits. */
    private transient long latest;

    @Override
    public void open() throws Exception {
        super.open();
        waiting = new LinkedHashMap<>();
        timers = getInternalTimerService("wake", VoidNamespaceSerializer.INSTANCE, this);
        record = new StreamRecord<>(null);
    }

    /** Keeps an element of the current key until its step is over. */
    protected final void await(E element) {
        latest = Math.max(latest, element.time());
        waiting.computeIfAbsent((String) getCurrentKey(), key -> new ArrayList<>())
                .add(element);
    }

    /**
     * Works on the elements of a key whose step is over; its state is the current one.
     *
     * @param elements in the order in which they came; none where the key was woken
     */
    protected abstract void step(String key, List<E> elements) throws Exception;

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        now = mark.getTimestamp();
        Map<String, List<E>> came = waiting;
        waiting = new LinkedHashMap<>();
        for (Map.Entry<String, List<E>> key : came.entrySet()) {
            List<E> due = due(key.getKey(), key.getValue());
            if (!due.isEmpty()) {
                setCurrentKey(key.getKey());
                step(key.getKey(), due);
            }
        }
        super.processWatermark(mark);
    }

    /** One channel may be ahead of another: what it brought of the next step goes on waiting. */
    private List<E> due(String key, List<E> elements) {
        if (latest <= now) {
            return elements;
        }
        List<E> later = new ArrayList<>();
        List<E> due = new ArrayList<>();
        elements.forEach(element -> (element.time() <= now ? due : later).add(element));
        waiting.put(key, later);
        return due;
    }

    @Override
    public final void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        now = timers.currentWatermark();
        step(timer.getKey(), List.of());
    }

    @Override
    public final void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("nothing here goes by the machine's clock");
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (!waiting.isEmpty()) {
            throw new IllegalStateException(
                    getOperatorName() + ": elements of " + waiting.size() + " keys wait at a checkpoint, such as "
                            + waiting.keySet().iterator().next());
        }
    }

    /** The event time up to which everything is there. */
    protected final long now() {
        return now;
    }

    /** The frame of {@link #now}. */
    protected final long frame() {
        return Frames.of(now);
    }

    /** Whether the step is the last of its frame, so that what it changes may be published. */
    protected final boolean closesFrame() {
        return Frames.isClosing(now);
    }

    /** Has {@link #step} called for the current key when its frame is closed. */
    protected final void wakeWhenClosed() {
        wakeAt(Frames.last(frame()));
    }

    /** Has {@link #step} called for the current key at an event time. */
    protected final void wakeAt(long time) {
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, time);
    }

    /** Takes back {@link #wakeAt}. */
    protected final void wakeNotAt(long time) {
        timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, time);
    }

    protected final void collect(OUT value) {
        output.collect(record.replace(value, now));
    }

    protected final <X> void collect(OutputTag<X> tag, X value) {
        output.collect(tag, new StreamRecord<>(value, now));
    }
}
