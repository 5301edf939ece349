package io.salesboard.jobs.operators;

import io.salesboard.core.contributions.Accounting;
import io.salesboard.core.contributions.BusinessObject;
import io.salesboard.core.contributions.Deal;
import io.salesboard.core.contributions.ObjectType;
import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.model.Row;
import io.salesboard.core.time.BusinessClock;
import io.salesboard.jobs.Frames;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.jobs.state.Delta;
import io.salesboard.jobs.state.RowSerializer;
import io.salesboard.schemas.QuarantineReason;
import io.salesboard.schemas.ResultKeys;
import io.salesboard.schemas.SchemaRegistry;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Folds the rows of a business object into what it adds to the leaf cells: subtracts what it added before a change, adds what
 * it adds after it, sends the difference. Rows wait for their step to be over: root and parts come by different ways; those of
 * a large object for the frame, or it would be added up once a step. An object that changes by the clock alone is woken when it
 * does. What it hands on to other objects is sent where it differs, for the next stage. One that cannot be added up counts for nothing and is said to be left out.
 *
 * <p><b>State</b>: per object its {@link ObjectRows}; of a large one the rows that wait; how it stands; per task what all
 * objects add up to. <b>Timers</b>: event time, one for an object's next change by the clock, and one for the end of the frame
 * of a large one. <b>Restart</b>: repeats the differences since the checkpoint into operators that are restored to it too.
 * <b>Price</b>: contributions are computed anew from the rows, not remembered: a release that changes a formula starts from the
 * row topics, not from a savepoint.
 */
public final class FoldObjects extends KeyedSteps<ObjectRow, Delta>
        implements OneInputStreamOperator<ObjectRow, Delta> {
    private static final long serialVersionUID = 1L;

    /** An object of more rows is folded once a frame. */
    private static final int LARGE = 500;

    /**
     * What the fold sends beside differences.
     *
     * @param handedOn rows for objects that the next stage folds; null in the last one
     */
    public record Tags(
            OutputTag<DealChange> deals,
            OutputTag<CorrectionChange> corrections,
            OutputTag<ObjectRow> handedOn,
            OutputTag<Result> leftOut)
            implements Serializable {}

    private final Accounting accounting;
    private final BusinessClock clock;
    private final URI registry;
    private final Tags tags;

    private transient ObjectRows rows;
    private transient ListState<Row> pending;
    private transient ValueState<Standing> standings;
    private transient ListState<Long> takenState;
    private transient Headroom headroom;
    private transient Results results;

    public FoldObjects(Accounting accounting, BusinessClock clock, URI registry, Tags tags) {
        this.accounting = accounting;
        this.clock = clock;
        this.registry = registry;
        this.tags = tags;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        takenState = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("taken", Types.LONG));
        long taken = 0;
        for (long part : takenState.get()) {
            taken += part;
        }
        headroom = new Headroom(getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks(), taken);
        KeyedStateStore state = context.getKeyedStateStore();
        rows = new ObjectRows(state);
        pending = state.getListState(new ListStateDescriptor<>("pending", RowSerializer.INSTANCE));
        standings = state.getState(new ValueStateDescriptor<>("standing", Standing.TYPE));
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        takenState.update(List.of(headroom.taken()));
    }

    @Override
    public void open() throws Exception {
        super.open();
        results = new Results(new SchemaRegistry(registry));
    }

    @Override
    public void processElement(StreamRecord<ObjectRow> element) {
        if (element.getValue().isAgain() && tags.handedOn() != null && isDerived(element.getValue())) {
            output.collect(tags.handedOn(), element);
        } else {
            await(element.getValue());
        }
    }

    /** Whether it is for an object that only other objects make, which the next stage folds. */
    private static boolean isDerived(ObjectRow element) {
        ObjectType type = Catalogue.OBJECTS.of(element.object());
        return type != null && type.isDerived();
    }

    @Override
    protected void step(String key, List<ObjectRow> elements) throws Exception {
        Standing standing = standings.value();
        List<Row> came = new ArrayList<>(elements.size());
        boolean again = false;
        for (ObjectRow element : elements) {
            if (element.isAgain()) {
                again = true;
            } else {
                came.add(element.row());
            }
        }
        int known = standing == null ? 0 : standing.rows() + standing.pending();
        boolean inOrder = standing != null && standing.inOrder();
        if (known + came.size() > LARGE && !inOrder && !closesFrame()) {
            waitForFrame(standing, came);
            return;
        }
        if (standing != null || !came.isEmpty()) {
            fold(key, standing == null ? Standing.NONE : standing, came, again);
        } else if (again) {
            tell(Results.gone(ResultKeys.leftOut(ResultKeys.OBJECT, key), frame()));
        }
    }

    /** A large object is added up once a frame: what comes before it is closed waits in state. */
    private void waitForFrame(Standing standing, List<Row> came) throws Exception {
        pending.addAll(came);
        Standing waiting = (standing == null ? Standing.NONE : standing).waiting(came.size());
        standings.update(waiting);
        wakeWhenClosed();
    }

    private void fold(String key, Standing standing, List<Row> came, boolean again) throws Exception {
        List<Row> changes = came;
        if (standing.pending() > 0) {
            changes = new ArrayList<>();
            pending.get().forEach(changes::add);
            changes.addAll(came);
            pending.clear();
        }
        Instant now = clock.at(Instant.ofEpochMilli(frame()));
        ObjectType type = Catalogue.OBJECTS.of(key);
        ObjectRows.Before was = rows.change(type, standing, changes);
        BusinessObject object = was.object();
        Evaluation before = evaluation(type, object, standing);
        Correcting correcting =
                type.isDerived() ? null : new Correcting(key, object, changes, accounting.calendar(), now, frame());
        changes.forEach(object::apply);
        Evaluation after = headroom.exchange(before, Evaluation.of(type, object, accounting, now), now);
        long since = before.isLeftOut() ? standing.leftOutSince() : frame();
        if (was.rows() == 0) {
            standings.clear();
        } else {
            boolean inOrder = standing.inOrder();
            if (!inOrder && type.firstBy() != null && was.rows() > LARGE) {
                rows.putInOrder(type);
                inOrder = true;
            }
            standings.update(new Standing(
                    was.rows(), 0, now.toEpochMilli(), after.isLeftOut() ? since : 0, after.isCrowdedOut(), inOrder));
            wakeAtBusinessTime(after.nextChange());
        }
        before.sendDifference(after, (place, sums) -> collect(Delta.add(place, now(), sums)));
        before.sendHandedOn(after, now(), row -> handOn(key, row));
        sendDeal(before.deal(), after.deal());
        if (correcting != null) {
            correcting.tell(
                    before,
                    after,
                    (rep, correction) -> collect(tags.corrections(), new CorrectionChange(rep, correction, now())));
        }
        if (again || before.isLeftOut() != after.isLeftOut()) {
            tellWhetherLeftOut(key, after, since);
        }
    }

    /** What the object adds since it was evaluated last. */
    private Evaluation evaluation(ObjectType type, BusinessObject object, Standing standing) {
        Instant at = Instant.ofEpochMilli(standing.evaluatedAt());
        return standing.crowdedOut() ? Evaluation.crowdedOut(at) : Evaluation.of(type, object, accounting, at);
    }

    private void handOn(String from, ObjectRow row) {
        if (tags.handedOn() == null) {
            throw new IllegalStateException("nothing folds " + row.object() + ", to which " + from + " hands on");
        }
        collect(tags.handedOn(), row);
    }

    private void wakeAtBusinessTime(Instant at) {
        if (at != null) {
            wakeAt(Frames.notBefore(clock.wallOf(at).toEpochMilli()));
        }
    }

    private void sendDeal(Deal before, Deal after) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before != null && (after == null || !after.rep().equals(before.rep()))) {
            collect(tags.deals(), new DealChange(before, true, now()));
        }
        if (after != null) {
            collect(tags.deals(), new DealChange(after, false, now()));
        }
    }

    private void tellWhetherLeftOut(String key, Evaluation evaluation, long since) throws IOException {
        tell(
                evaluation.isLeftOut()
                        ? results.leftOut(
                                ResultKeys.OBJECT,
                                key,
                                frame(),
                                QuarantineReason.NOT_ADDABLE.key(),
                                key + ": " + evaluation.problem(),
                                since)
                        : Results.gone(ResultKeys.leftOut(ResultKeys.OBJECT, key), frame()));
    }

    private void tell(Result result) {
        collect(tags.leftOut(), result);
    }
}
