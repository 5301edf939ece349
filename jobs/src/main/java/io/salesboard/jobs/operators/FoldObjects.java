package io.salesboard.jobs.operators;

import io.salesboard.core.contributions.Business;
import io.salesboard.core.contributions.BusinessObject;
import io.salesboard.core.contributions.Contributions;
import io.salesboard.core.contributions.Contributor;
import io.salesboard.core.contributions.Deal;
import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.jobs.Frames;
import io.salesboard.jobs.state.Delta;
import io.salesboard.jobs.state.ObjectSerializer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Folds the rows of a business object into what it adds to the leaf cells: subtracts what it added before a change, adds what
 * it adds after it, sends the difference. A repeated or older row changes nothing. Rows wait for their frame to be complete:
 * root and parts come by different ways, and a frame computed twice has to give the same differences.
 *
 * <p><b>State</b>: per object its rows at their newest position; a deleted row's position is cleared after some days, an
 * object without rows at once. Live rows stay as long as the database has them. <b>Timers</b>: event time, one per
 * frame that changes an object and one per object with deleted rows. <b>Restart</b>: repeats the differences since the checkpoint into operators that are restored to it too.
 * <b>Price</b>: contributions are computed anew from the rows, not remembered: a release that changes a formula starts from
 * the row topics, not from a savepoint.
 */
public final class FoldObjects extends KeyedProcessFunction<String, ObjectRow, Delta> {
    private static final long serialVersionUID = 1L;

    private final Business business;
    private final Duration deletedRowRetention;
    private final OutputTag<DealChange> deals;
    private transient ValueState<BusinessObject> state;

    public FoldObjects(Business business, Duration deletedRowRetention, OutputTag<DealChange> deals) {
        this.business = business;
        this.deletedRowRetention = deletedRowRetention;
        this.deals = deals;
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("object", ObjectSerializer.TYPE));
    }

    @Override
    public void processElement(ObjectRow element, Context context, Collector<Delta> out) throws Exception {
        BusinessObject object = state.value();
        if (object == null) {
            object = new BusinessObject();
        }
        object.pending().add(element.row());
        state.update(object);
        context.timerService()
                .registerEventTimeTimer(Frames.openFrame(
                        element.row().committed(), context.timerService().currentWatermark()));
    }

    @Override
    public void onTimer(long frame, OnTimerContext context, Collector<Delta> out) throws Exception {
        BusinessObject object = state.value();
        if (object == null) {
            return;
        }
        Difference difference = new Difference(frame);
        difference.sign = -1;
        Contributor.contribute(object, business, difference);
        Deal before = Contributor.deal(object, business);
        object.applyPending(frame);
        difference.sign = 1;
        Contributor.contribute(object, business, difference);
        Deal after = Contributor.deal(object, business);

        object.forgetAbsent(frame - deletedRowRetention.toMillis());
        if (object.isEmpty()) {
            state.clear();
        } else {
            state.update(object);
            object.firstAbsent()
                    .ifPresent(committed -> context.timerService()
                            .registerEventTimeTimer(Frames.endOf(committed + deletedRowRetention.toMillis())));
        }
        difference.sendTo(out);
        sendDeal(before, after, frame, context);
    }

    private void sendDeal(Deal before, Deal after, long frame, Context context) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before != null && (after == null || !after.rep().equals(before.rep()))) {
            context.output(deals, new DealChange(before, true, frame));
        }
        if (after != null) {
            context.output(deals, new DealChange(after, false, frame));
        }
    }

    /** Collects contributions with a sign, per place of the calendar. */
    private static final class Difference implements Contributions {
        private final long frame;
        private final Map<Delta.Place, long[]> places = new LinkedHashMap<>();
        private int sign;

        private Difference(long frame) {
            this.frame = frame;
        }

        @Override
        public void add(Scope scope, String id, int day, int hour, Measure measure, long amount) {
            add(new Delta.Place(scope, id, WindowUnit.DAY, day, hour, frame), measure, amount);
        }

        @Override
        public void addTo(Scope scope, String id, WindowUnit unit, long start, Measure measure, long amount) {
            add(new Delta.Place(scope, id, unit, start, Delta.NO_HOUR, frame), measure, amount);
        }

        private void add(Delta.Place place, Measure measure, long amount) {
            places.computeIfAbsent(place, p -> new long[Measure.COUNT])[measure.ordinal()] += sign * amount;
        }

        private void sendTo(Collector<Delta> out) {
            places.forEach((place, measures) -> {
                if (!Delta.isZero(measures)) {
                    out.collect(place.with(measures));
                }
            });
        }
    }
}
