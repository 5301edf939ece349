package io.salesboard.jobs.operators;

import io.salesboard.core.model.Parent;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Subject;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.jobs.state.Book;
import io.salesboard.jobs.state.Delta;
import io.salesboard.jobs.state.Delta.Kind;
import io.salesboard.jobs.state.Retention;
import io.salesboard.jobs.state.RowSerializer;
import io.salesboard.jobs.state.Timed;
import io.salesboard.schemas.SchemaRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Keeps the windows of the leaves (rep, store, channel, product, lead source, lost reason; with a rep what that rep sold of each
 * product), publishes their cells, and passes
 * what they change on to their {@link Parent}s. When a rep's assignment or a store's region changes, also backdated, the sums of
 * the days concerned move, not the orders. A label that {@link CapLabels} hides is published as part of the others.
 *
 * <p><b>State</b>: per leaf its book, and the rows that say under which parents it stands. <b>Timers</b>: event time, one for
 * when a frame of several steps is closed, and one for what is cut off next. <b>Restart</b>: publishes in younger frames.
 * <b>Price</b>: a move reads all days of the leaf.
 */
public final class RollUpLeaves extends KeyedSteps<Timed, Delta>
        implements TwoInputStreamOperator<Delta, ObjectRow, Delta>, Book.Alarm {
    private static final long serialVersionUID = 1L;

    private final Retention retention;
    private final URI registry;
    private final OutputTag<Result> leafCells;
    private transient Book book;
    private transient ListState<Row> timelineRows;
    private transient Results results;

    public RollUpLeaves(Retention retention, URI registry, OutputTag<Result> leafCells) {
        this.retention = retention;
        this.registry = registry;
        this.leafCells = leafCells;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        book = new Book(context.getKeyedStateStore(), retention, this);
        timelineRows = context.getKeyedStateStore()
                .getListState(new ListStateDescriptor<>("timeline", RowSerializer.INSTANCE));
    }

    @Override
    public void open() throws Exception {
        super.open();
        results = new Results(new SchemaRegistry(registry));
    }

    @Override
    public void processElement1(StreamRecord<Delta> element) {
        if (KeepGroups.keeps(element.getValue())) {
            output.collect(element); // a quota of a group, a label nobody tells apart, or a cell to be published again
        } else {
            await(element.getValue());
        }
    }

    @Override
    public void processElement2(StreamRecord<ObjectRow> element) {
        await(element.getValue());
    }

    @Override
    public void set(long time) {
        wakeAt(time);
    }

    @Override
    public void cancel(long time) {
        wakeNotAt(time);
    }

    @Override
    protected void step(String key, List<Timed> elements) throws Exception {
        RowKey leaf = RowKey.of(key);
        Timeline timeline = timeline(leaf, elements);
        // First whether it is hidden: what is added comes on top of what stood there before the step.
        for (Timed element : elements) {
            if (element instanceof Delta delta && delta.kind() != Kind.ADD) {
                obey(leaf, delta);
            }
        }
        for (Timed element : elements) {
            if (element instanceof Delta delta && delta.kind() == Kind.ADD) {
                book.add(delta, now());
                passOn(delta, timeline);
            }
        }
        book.endStep(
                now(),
                closesFrame(),
                frame(),
                (window, cell) -> collect(leafCells, results.cell(window.subject(leaf.id()), window, cell, frame())));
        if (!closesFrame()) {
            wakeWhenClosed();
        }
    }

    /** The rows that say under which parents a leaf stands, after those of this step; where these change that, sums move. */
    private Timeline timeline(RowKey leaf, List<Timed> elements) throws Exception {
        List<Row> rows = new ArrayList<>();
        if (!Parent.of(leaf.scope()).isEmpty() && timelineRows.get() != null) {
            timelineRows.get().forEach(rows::add);
        }
        Timeline before = new Timeline(rows);
        Timeline now = before;
        for (Timed element : elements) {
            if (element instanceof ObjectRow row) {
                now = now.with(row.row());
            }
        }
        if (now != before) {
            timelineRows.update(now.rows());
            move(leaf, before, now);
        }
        return now;
    }

    private void obey(RowKey leaf, Delta command) throws Exception {
        if (command.kind() == Kind.AGAIN) {
            book.again(command.place());
        } else {
            hide(leaf, command.kind() == Kind.HIDE);
        }
    }

    /** Makes a label part of the others, or a row of its own. */
    private void hide(RowKey leaf, boolean hide) throws Exception {
        if (book.isHidden() == hide) {
            return;
        }
        book.hide(hide);
        for (Book.Part part : book.parts(Scope.OTHERS, day -> true)) {
            Delta sum = Delta.add(part.place(), now(), part.sums());
            collect(hide ? sum : sum.takenBack());
        }
    }

    /** Moves the sums of the days whose parents changed, with what is kept of their hours. */
    private void move(RowKey leaf, Timeline before, Timeline now) throws Exception {
        List<Parent> parents = Parent.of(leaf.scope());
        for (Book.Part part : book.parts(leaf.id(), day -> differs(parents, before.on(day), now.on(day)))) {
            Delta sum = Delta.add(part.place(), now(), part.sums());
            toParents(sum.takenBack(), before.on(part.place().start()), true);
            toParents(sum, now.on(part.place().start()), true);
        }
    }

    private static boolean differs(List<Parent> parents, Row before, Row now) {
        for (Parent parent : parents) {
            if (!parent.idBy(before).equals(parent.idBy(now))) {
                return true;
            }
        }
        return false;
    }

    private void passOn(Delta delta, Timeline timeline) throws Exception {
        Scope scope = delta.place().scope();
        if (delta.place().unit() == WindowUnit.DAY) {
            toParents(delta, timeline.on(delta.place().start()), false);
            if (scope.isLabel() && book.isHidden()) {
                collect(delta.to(Subject.of(scope, Scope.OTHERS)));
            }
        } else if (delta.place().unit() == WindowUnit.NOW) {
            toParents(delta, null, false);
        }
    }

    /** @param onlyByDate whether parents that are the same on every day are left out */
    private void toParents(Delta delta, Row valid, boolean onlyByDate) {
        boolean now = delta.place().unit() == WindowUnit.NOW;
        for (Parent parent : Parent.of(delta.place().scope())) {
            boolean concerned = parent.isByDate() ? !now : !onlyByDate;
            Subject of = concerned ? parent.of(delta.place().subject(), valid) : null;
            if (of != null && delta.place().group().isKeptBy(of.scope())) {
                collect(delta.to(of));
            }
        }
    }
}
