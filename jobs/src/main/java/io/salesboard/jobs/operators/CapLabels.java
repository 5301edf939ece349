package io.salesboard.jobs.operators;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.jobs.state.Delta;
import io.salesboard.jobs.state.Labels;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decides which labels of a scope have a row of the board, and tells their rows: a lead source for every lead must not make a
 * row for every lead. What a hidden label adds is part of {@link Scope#OTHERS}, so sums over the scope stay whole.
 *
 * <p><b>State</b>: per scope how many objects each label has, and changes that wait. <b>Timers</b>: event time, one per step
 * that changes a label. <b>Restart</b>: repeats what it sent since the checkpoint. <b>Price</b>: the labels of a scope pass
 * through one task.
 */
public final class CapLabels extends KeyedProcessFunction<String, Delta, Delta> {
    private static final long serialVersionUID = 1L;

    /** What counts objects: whatever an object adds to a label, it adds to one of these too. */
    private static final List<Measure> OBJECTS = List.of(
            Measure.ORDERS, Measure.LEADS, Measure.LEADS_CONVERTED, Measure.OPPORTUNITIES, Measure.WON, Measure.LOST);

    /** A label with a quota is one the company knows: it comes before all that only occur. */
    private static final long OBJECTS_OF_A_QUOTA = 1_000_000_000;

    private transient ValueState<Labels> state;

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("labels", Labels.TYPE));
    }

    @Override
    public void processElement(Delta delta, Context context, Collector<Delta> out) throws Exception {
        Labels labels = state.value() == null ? new Labels() : state.value();
        labels.pending().add(delta);
        state.update(labels);
        context.timerService().registerEventTimeTimer(delta.time());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Delta> out) throws Exception {
        Scope scope = Scope.of(context.getCurrentKey());
        Labels labels = state.value();
        long time = context.timerService().currentWatermark();
        for (Delta delta : labels.takePending(time)) {
            boolean apart = !delta.id().equals(Scope.OTHERS) && labels.count(delta.id(), objects(delta.measures()));
            out.collect(apart ? delta : delta.to(scope, Scope.OTHERS));
        }
        for (Labels.Place place : labels.choose()) {
            out.collect(Delta.hide(scope, place.label(), !place.shown(), time));
        }
        state.update(labels);
    }

    private static long objects(long[] measures) {
        long objects = measures[Measure.QUOTAS.ordinal()] * OBJECTS_OF_A_QUOTA;
        for (Measure measure : OBJECTS) {
            objects += measures[measure.ordinal()];
        }
        return objects;
    }
}
