package io.salesboard.jobs.operators;

import io.salesboard.core.contributions.Business;
import io.salesboard.core.contributions.BusinessObject;
import io.salesboard.core.contributions.Contributions;
import io.salesboard.core.contributions.Contributor;
import io.salesboard.core.contributions.Deal;
import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessClock;
import io.salesboard.core.time.WindowUnit;
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
 * it adds after it, sends the difference. Rows wait for their step to be over: root and parts come by different ways. An object
 * that changes by the clock alone is woken when it does. One that cannot be added up counts for nothing and is said to be left
 * out.
 *
 * <p><b>State</b>: per object its present rows and those that wait. <b>Timers</b>: event time, one per step that changes an
 * object, and one for its next change by the clock. <b>Restart</b>: repeats the differences since the checkpoint into operators
 * that are restored to it too. <b>Price</b>: contributions are computed anew from the rows, not remembered: a release that
 * changes a formula starts from the row topics, not from a savepoint.
 */
public final class FoldObjects extends KeyedProcessFunction<String, ObjectRow, Delta> {
    private static final long serialVersionUID = 1L;

    /** The most that one object may add to one cell, minor units: sums of thousands of such fit into 64 bits. */
    private static final long MOST = 1_000_000_000_000_000L;

    /** What the fold sends beside differences. */
    public record Tags(OutputTag<DealChange> deals, OutputTag<Result> leftOut) implements Serializable {}

    private final Business business;
    private final BusinessClock clock;
    private final URI registry;
    private final Tags tags;
    private transient ValueState<BusinessObject> state;
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
    public void processElement(ObjectRow element, Context context, Collector<Delta> out) throws Exception {
        BusinessObject object = state.value();
        if (element.isAgain()) {
            Evaluation known = object == null
                    ? Evaluation.NOTHING
                    : Evaluation.of(object, business, Instant.ofEpochMilli(object.evaluatedAt()));
            tellWhetherLeftOut(known, element.row().time(), context);
            return;
        }
        if (object == null) {
            object = new BusinessObject();
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
        long time = context.timerService().currentWatermark();
        Evaluation before = Evaluation.of(object, business, Instant.ofEpochMilli(object.evaluatedAt()));
        object.applyPending(time);
        Instant now = clock.at(Instant.ofEpochMilli(Frames.of(time)));
        object.evaluatedAt(now.toEpochMilli());
        Evaluation after = Evaluation.of(object, business, now);

        if (object.isEmpty()) {
            state.clear();
        } else {
            state.update(object);
            wakeAt(after.nextChange, context);
        }
        before.sendDifference(after, time, out);
        sendDeal(before.deal, after.deal, time, context);
        if (before.isLeftOut() != after.isLeftOut()) {
            tellWhetherLeftOut(after, time, context);
        }
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

    private void tellWhetherLeftOut(Evaluation evaluation, long time, Context context) throws IOException {
        String key = context.getCurrentKey();
        long frame = Frames.of(time);
        context.output(
                tags.leftOut(),
                evaluation.isLeftOut()
                        ? results.leftOut(
                                ResultKeys.OBJECT,
                                key,
                                frame,
                                QuarantineReason.NOT_ADDABLE.key(),
                                key + ": " + evaluation.problem,
                                frame)
                        : Results.gone(ResultKeys.leftOut(ResultKeys.OBJECT, key)));
    }

    /** What an object adds at an instant, per place of the calendar, and which deal it is; nothing where it cannot be added up. */
    private static final class Evaluation {
        private static final Evaluation NOTHING = new Evaluation(Map.of(), null, null, null);

        /** A difference that is not the change of one step. */
        private static final long NO_TIME = 0;

        private final Map<Delta.Place, long[]> places;
        private final Deal deal;
        private final Instant nextChange;
        private final String problem;

        private Evaluation(Map<Delta.Place, long[]> places, Deal deal, Instant nextChange, String problem) {
            this.places = places;
            this.deal = deal;
            this.nextChange = nextChange;
            this.problem = problem;
        }

        private static Evaluation of(BusinessObject object, Business business, Instant now) {
            try {
                Sums sums = new Sums();
                Contributor.contribute(object, business, sums);
                sums.check();
                return new Evaluation(
                        sums.places,
                        Contributor.deal(object, business, now),
                        Contributor.nextChange(object, business, now),
                        null);
            } catch (ArithmeticException e) {
                return new Evaluation(Map.of(), null, null, "its sums are beyond ±10^15: " + e.getMessage());
            }
        }

        private boolean isLeftOut() {
            return problem != null;
        }

        private void sendDifference(Evaluation after, long time, Collector<Delta> out) {
            Map<Delta.Place, long[]> difference = new LinkedHashMap<>(after.places);
            places.forEach((place, measures) -> difference.merge(place, Delta.negated(measures), Delta::sum));
            difference.forEach((place, measures) -> {
                if (!Delta.isZero(measures)) {
                    out.collect(place.at(time).with(measures));
                }
            });
        }

        /** Collects contributions. */
        private static final class Sums implements Contributions {
            private final Map<Delta.Place, long[]> places = new LinkedHashMap<>();

            @Override
            public void add(Scope scope, String id, int day, int hour, Measure measure, long amount) {
                add(new Delta.Place(scope, id, WindowUnit.DAY, day, hour, NO_TIME), measure, amount);
            }

            @Override
            public void addTo(Scope scope, String id, WindowUnit unit, long start, Measure measure, long amount) {
                add(new Delta.Place(scope, id, unit, start, Delta.NO_HOUR, NO_TIME), measure, amount);
            }

            private void add(Delta.Place place, Measure measure, long amount) {
                long[] sums = places.computeIfAbsent(place, p -> new long[Measure.COUNT]);
                sums[measure.ordinal()] = Math.addExact(sums[measure.ordinal()], amount);
            }

            private void check() {
                places.forEach((place, sums) -> {
                    for (Measure measure : Measure.values()) {
                        long sum = sums[measure.ordinal()];
                        if (sum > MOST || sum < -MOST) {
                            throw new ArithmeticException(measure.key() + " of "
                                    + place.scope().key() + " " + place.id() + " would be " + sum);
                        }
                    }
                });
            }
        }
    }
}
