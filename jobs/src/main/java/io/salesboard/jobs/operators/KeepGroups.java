package io.salesboard.jobs.operators;

import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.BusinessClock;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.jobs.state.Book;
import io.salesboard.jobs.state.BookSerializer;
import io.salesboard.jobs.state.Delta;
import io.salesboard.schemas.SchemaRegistry;
import java.net.URI;
import java.util.EnumSet;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps the windows of teams, regions, the company and the labels without a row of their own, and publishes their cells, frame
 * by frame.
 *
 * <p><b>State</b>: per row its book, like {@link RollUpLeaves}. <b>Timers</b>: event time, one per step that changed the
 * row, one for when it is published, and one for its oldest hour. <b>Restart</b>: repeats cells with the same version and
 * value. <b>Price</b>: like {@link RollUpLeaves}.
 */
public final class KeepGroups extends KeyedProcessFunction<String, Delta, Result> {
    private static final long serialVersionUID = 1L;

    private static final Set<Scope> SCOPES = EnumSet.of(Scope.TEAM, Scope.REGION, Scope.COMPANY);

    private final KeepCells cells;
    private final URI registry;
    private transient ValueState<Book> state;
    private transient Results results;

    public KeepGroups(BusinessCalendar calendar, BusinessClock clock, URI registry) {
        this.cells = new KeepCells(calendar, clock);
        this.registry = registry;
    }

    /** Whether a change is one of a row that is a sum of leaves. */
    static boolean keeps(Delta delta) {
        return SCOPES.contains(delta.scope())
                || (delta.scope().isLabel() && delta.id().equals(Scope.OTHERS));
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("book", BookSerializer.TYPE));
        results = new Results(new SchemaRegistry(registry));
    }

    @Override
    public void processElement(Delta delta, Context context, Collector<Result> out) throws Exception {
        Book book = book();
        book.pending().add(delta);
        state.update(book);
        context.timerService().registerEventTimeTimer(delta.time());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Result> out) throws Exception {
        Book book = book();
        String row = context.getCurrentKey();
        int slash = row.indexOf('/');
        Scope scope = Scope.of(row.substring(0, slash));
        long time = context.timerService().currentWatermark();
        for (Delta delta : book.takePending(time)) {
            book.add(delta, cells.oldestHour(time));
        }
        cells.publish(scope, row.substring(slash + 1), book, context.timerService(), results, out::collect);
        state.update(book.isEmpty() ? null : book);
    }

    private Book book() throws Exception {
        Book book = state.value();
        return book == null ? new Book() : book;
    }
}
