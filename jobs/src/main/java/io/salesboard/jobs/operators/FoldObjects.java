package io.salesboard.jobs.operators;

import io.salesboard.core.contributions.Business;
import io.salesboard.core.contributions.BusinessObject;
import io.salesboard.core.contributions.Deal;
import io.salesboard.core.time.BusinessClock;
import io.salesboard.jobs.Frames;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.jobs.state.Delta;
import io.salesboard.jobs.state.ObjectSerializer;
import io.salesboard.schemas.QuarantineReason;
import io.salesboard.schemas.ResultKeys;
import io.salesboard.schemas.SchemaRegistry;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Folds the rows of a business object into what it adds to the leaf cells: subtracts what it added before a change, adds what
 * it adds after it, sends the difference. Rows wait for their step to be over: root and parts come by different ways; those of
 * a large object for the frame, or it would be added up once a step. An object that changes by the clock alone is woken when it
 * does. One that cannot be added up counts for nothing and is said to be left
 * out.
 *
 * <p><b>State</b>: per object its present rows, those that wait and how it stands; per task what all objects add up to. <b>Timers</b>: event time, one per step that changes an
 * object, and one for its next change by the clock. <b>Restart</b>: repeats the differences since the checkpoint into operators
 * that are restored to it too. <b>Price</b>: contributions are computed anew from the rows, not remembered: a release that
 * changes a formula starts from the row topics, not from a savepoint.
 */
public final class FoldObjects extends KeyedProcessFunction<String, ObjectRow, Delta> implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    /** An object of more rows is folded once a frame. */
    private static final int LARGE = 500;

    /** What the fold sends beside differences. */
    public record Tags(OutputTag<DealChange> deals, OutputTag<Result> leftOut) implements Serializable {}

    private final Business business;
    private final BusinessClock clock;
    private final URI registry;
    private final Tags tags;
    private transient ValueState<BusinessObject> state;
    private transient ListState<Long> takenState;
    private transient Headroom headroom;
    private transient Results results;

    public FoldObjects(Business business, BusinessClock clock, URI registry, Tags tags) {
        this.business = business;
        this.clock = clock;
        this.registry = registry;
        this.tags = tags;
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("object", ObjectSerializer.TYPE));
        results = new Results(new SchemaRegistry(registry));
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        takenState = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("taken", Types.LONG));
        long taken = 0;
        for (long part : takenState.get()) {
            taken += part;
        }
        headroom = new Headroom(getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks(), taken);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        takenState.update(List.of(headroom.taken()));
    }

    @Override
    public void processElement(ObjectRow element, Context context, Collector<Delta> out) throws Exception {
        BusinessObject object = state.value() == null ? new BusinessObject() : state.value();
        if (element.isAgain()) {
            tellWhetherLeftOut(object, present(object), element.row().time(), context);
            return;
        }
        object.pending().add(element.row());
        state.update(object);
        context.timerService().registerEventTimeTimer(element.row().time());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Delta> out) throws Exception {
        BusinessObject object = state.value();
        if (object == null) {
            return;
        }
        if (object.size() > LARGE && !Frames.isClosed(context.timerService())) {
            return;
        }
        long time = context.timerService().currentWatermark();
        Instant now = clock.at(Instant.ofEpochMilli(Frames.of(time)));
        Evaluation before = present(object);
        object.applyPending(time);
        Evaluation after = headroom.exchange(before, Evaluation.of(object, business, now), now);
        long since = before.isLeftOut() ? object.standing().leftOutSince() : Frames.of(time);
        object.stand(
                new BusinessObject.Standing(now.toEpochMilli(), after.isLeftOut() ? since : 0, after.isCrowdedOut()));

        if (object.isEmpty()) {
            state.clear();
        } else {
            state.update(object);
            wakeAt(after.nextChange(), context);
        }
        before.sendDifference(after, time, out);
        sendDeal(before.deal(), after.deal(), time, context);
        if (before.isLeftOut() != after.isLeftOut()) {
            tellWhetherLeftOut(object, after, time, context);
        }
    }

    /** What the object adds since it was evaluated last. */
    private Evaluation present(BusinessObject object) {
        Instant at = Instant.ofEpochMilli(object.standing().evaluatedAt());
        return object.standing().crowdedOut() ? Evaluation.crowdedOut(at) : Evaluation.of(object, business, at);
    }

    private void wakeAt(Instant business, Context context) {
        if (business != null) {
            long wall = clock.wallOf(business).toEpochMilli();
            context.timerService().registerEventTimeTimer(Frames.notBefore(wall));
        }
    }

    private void sendDeal(Deal before, Deal after, long time, Context context) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before != null && (after == null || !after.rep().equals(before.rep()))) {
            context.output(tags.deals(), new DealChange(before, true, time));
        }
        if (after != null) {
            context.output(tags.deals(), new DealChange(after, false, time));
        }
    }

    private void tellWhetherLeftOut(BusinessObject object, Evaluation evaluation, long time, Context context)
            throws IOException {
        String key = context.getCurrentKey();
        context.output(
                tags.leftOut(),
                evaluation.isLeftOut()
                        ? results.leftOut(
                                ResultKeys.OBJECT,
                                key,
                                Frames.of(time),
                                QuarantineReason.NOT_ADDABLE.key(),
                                key + ": " + evaluation.problem(),
                                object.standing().leftOutSince())
                        : Results.gone(ResultKeys.leftOut(ResultKeys.OBJECT, key), Frames.of(time)));
    }
}
