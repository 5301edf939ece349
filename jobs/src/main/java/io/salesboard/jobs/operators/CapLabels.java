package io.salesboard.jobs.operators;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Subject;
import io.salesboard.jobs.state.Delta;
import io.salesboard.jobs.state.Delta.Kind;
import io.salesboard.jobs.state.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Decides which labels of a scope have a row of the board, and tells their rows: a lead source for every lead must not make a
 * row for every lead. What a hidden label adds is part of {@link Scope#OTHERS}, so sums over the scope stay whole.
 *
 * <p><b>State</b>: per scope and label how many objects it has; kept in memory too, since each step compares them. <b>Timers</b>:
 * none. <b>Restart</b>: repeats what it sent since the checkpoint. <b>Price</b>: the labels of a scope pass through one task.
 */
public final class CapLabels extends KeyedSteps<Delta, Delta> implements OneInputStreamOperator<Delta, Delta> {
    private static final long serialVersionUID = 1L;

    /** What counts objects: whatever an object adds to a label, it adds to one of these too. */
    private static final List<Measure> OBJECTS = List.of(
            Measure.ORDERS, Measure.LEADS, Measure.LEADS_CONVERTED, Measure.OPPORTUNITIES, Measure.WON, Measure.LOST);

    /** A label with a quota is one the company knows: it comes before all that only occur. */
    private static final long OBJECTS_OF_A_QUOTA = 1_000_000_000;

    private transient MapState<String, Labels.Label> labelState;
    private transient ValueState<Long> notToldApart;
    private transient Map<String, Labels> byScope;

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        labelState = context.getKeyedStateStore()
                .getMapState(new MapStateDescriptor<>("labels", Types.STRING, Labels.Label.TYPE));
        notToldApart = context.getKeyedStateStore().getState(new ValueStateDescriptor<>("not-told-apart", Types.LONG));
        byScope = new HashMap<>();
    }

    @Override
    public void processElement(StreamRecord<Delta> element) {
        await(element.getValue());
    }

    @Override
    protected void step(String key, List<Delta> deltas) throws Exception {
        Scope scope = Scope.of(key);
        Labels labels = labels(key);
        for (Delta delta : deltas) {
            String label = delta.place().subject().id();
            boolean apart = !label.equals(Scope.OTHERS) && labels.count(label, objects(delta));
            collect(apart ? delta : delta.to(Subject.of(scope, Scope.OTHERS)));
        }
        for (Labels.Visibility place : labels.choose()) {
            collect(Delta.show(scope, place.label(), place.shown(), now()));
        }
        save(labels);
    }

    private Labels labels(String key) throws Exception {
        Labels labels = byScope.get(key);
        if (labels == null) {
            Map<String, Labels.Label> known = new HashMap<>();
            for (Map.Entry<String, Labels.Label> label : labelState.entries()) {
                known.put(label.getKey(), label.getValue());
            }
            Long rest = notToldApart.value();
            labels = new Labels(known, rest == null ? 0 : rest);
            byScope.put(key, labels);
        }
        return labels;
    }

    private void save(Labels labels) throws Exception {
        for (Map.Entry<String, Labels.Label> label : labels.takeChanged().entrySet()) {
            if (label.getValue() == null) {
                labelState.remove(label.getKey());
            } else {
                labelState.put(label.getKey(), label.getValue());
            }
        }
        notToldApart.update(labels.notToldApart() == 0 ? null : labels.notToldApart());
    }

    private static long objects(Delta delta) {
        if (delta.kind() != Kind.ADD) {
            return 0;
        }
        long objects = delta.of(Measure.QUOTAS) * OBJECTS_OF_A_QUOTA;
        for (Measure measure : OBJECTS) {
            objects += delta.of(measure);
        }
        return objects;
    }
}
