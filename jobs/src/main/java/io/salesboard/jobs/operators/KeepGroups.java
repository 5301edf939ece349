package io.salesboard.jobs.operators;

import io.salesboard.core.model.Scope;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.jobs.state.Book;
import io.salesboard.jobs.state.Delta;
import io.salesboard.jobs.state.Retention;
import io.salesboard.schemas.SchemaRegistry;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps the windows of teams, regions and their products, the company and the labels without a row of their own, and publishes their cells, frame
 * by frame.
 *
 * <p><b>State</b>: per row its book. <b>Timers</b>: event time, one for when a frame of several steps is closed, and one for
 * what is cut off next. <b>Restart</b>: repeats cells with the same version and value. <b>Price</b>: what all reps do goes
 * through the one row of the company.
 */
public final class KeepGroups extends KeyedSteps<Delta, Result>
        implements OneInputStreamOperator<Delta, Result>, Book.Alarm {
    private static final long serialVersionUID = 1L;
    private static final Set<Scope> SCOPES = EnumSet.of(Scope.TEAM, Scope.REGION, Scope.COMPANY, Scope.LOCATION);

    private final Retention retention;
    private final URI registry;
    private transient Book book;
    private transient Results results;

    public KeepGroups(Retention retention, URI registry) {
        this.retention = retention;
        this.registry = registry;
    }

    /** Whether a change is one of a row that is a sum of leaves. */
    static boolean keeps(Delta delta) {
        Scope scope = delta.place().scope();
        return SCOPES.contains(scope.first())
                || (scope.isLabel() && delta.place().subject().id().equals(Scope.OTHERS));
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        book = new Book(context.getKeyedStateStore(), retention, this);
    }

    @Override
    public void open() throws Exception {
        super.open();
        results = new Results(new SchemaRegistry(registry));
    }

    @Override
    public void processElement(StreamRecord<Delta> element) {
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
    protected void step(String key, List<Delta> deltas) throws Exception {
        for (Delta delta : deltas) {
            if (delta.kind() == Delta.Kind.AGAIN) {
                book.again(delta.place());
            } else {
                book.add(delta, now());
            }
        }
        RowKey row = RowKey.of(key);
        book.endStep(
                now(),
                closesFrame(),
                frame(),
                (window, cell) -> collect(results.cell(window.subject(row.id()), window, cell, frame())));
        if (!closesFrame()) {
            wakeWhenClosed();
        }
    }
}
