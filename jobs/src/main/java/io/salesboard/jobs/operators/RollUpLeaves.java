package io.salesboard.jobs.operators;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.BusinessClock;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.jobs.state.Book;
import io.salesboard.jobs.state.BookSerializer;
import io.salesboard.jobs.state.Delta;
import io.salesboard.jobs.state.WindowTable;
import io.salesboard.schemas.SchemaRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keeps the windows of the leaves (rep, store, channel, product, lead source, lost reason), publishes their cells, and passes
 * what they change on to team, region and company. When a rep's assignment or a store's region changes, also backdated, the
 * sums of the days concerned move, not the orders. A label that {@link CapLabels} hides is published as part of the others.
 *
 * <p><b>State</b>: per leaf its book; days stay as long as the business wants to see them, hours for two days.
 * <b>Timers</b>: event time, one per step that changed the leaf, one for when it is published, and one for its oldest hour.
 * <b>Restart</b>: publishes in younger frames. <b>Price</b>: a book is one value in state.
 */
public final class RollUpLeaves extends KeyedCoProcessFunction<String, Delta, ObjectRow, Delta> {
    private static final long serialVersionUID = 1L;

    private final KeepCells cells;
    private final URI registry;
    private final OutputTag<Result> leafCells;
    private transient ValueState<Book> state;
    private transient Results results;

    public RollUpLeaves(BusinessCalendar calendar, BusinessClock clock, URI registry, OutputTag<Result> leafCells) {
        this.cells = new KeepCells(calendar, clock);
        this.registry = registry;
        this.leafCells = leafCells;
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("book", BookSerializer.TYPE));
        results = new Results(new SchemaRegistry(registry));
    }

    @Override
    public void processElement1(Delta delta, Context context, Collector<Delta> out) throws Exception {
        if (KeepGroups.keeps(delta)) {
            out.collect(delta); // a quota of a group, a label nobody tells apart, or a cell to be published again
            return;
        }
        Book book = book();
        book.pending().add(delta);
        state.update(book);
        context.timerService().registerEventTimeTimer(delta.time());
    }

    @Override
    public void processElement2(ObjectRow element, Context context, Collector<Delta> out) throws Exception {
        Book book = book();
        book.pendingRows().add(element.row());
        state.update(book);
        context.timerService().registerEventTimeTimer(element.row().time());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Delta> out) throws Exception {
        Book book = book();
        String leaf = context.getCurrentKey();
        int slash = leaf.indexOf('/');
        Scope scope = Scope.of(leaf.substring(0, slash));
        String id = leaf.substring(slash + 1);
        long time = context.timerService().currentWatermark();

        Timeline before = Timeline.of(book.timeline());
        boolean moved = book.pendingRows().removeIf(row -> row.time() <= time && applied(book, row));
        Timeline now = Timeline.of(book.timeline());
        if (moved) {
            move(scope, book, before, now, time, out);
        }

        for (Delta delta : book.takePending(time)) {
            if (delta.hides() || delta.shows()) {
                hide(scope, book, delta.hides(), time, out);
            } else {
                book.add(delta, cells.oldestHour(time));
                passOn(scope, delta, book, now, out);
            }
        }
        cells.publish(scope, id, book, context.timerService(), results, cell -> context.output(leafCells, cell));
        state.update(book.isEmpty() ? null : book);
    }

    /** Makes a label part of the others, or a row of its own. */
    private void hide(Scope scope, Book book, boolean hide, long time, Collector<Delta> out) {
        if (book.isHidden() == hide) {
            return;
        }
        book.hide(hide);
        WindowTable days = book.table(WindowUnit.DAY);
        for (int i = 0; i < days.size(); i++) {
            for (Delta sum : sumsOf(scope, book, days.start(i), days.vector(i), time)) {
                out.collect((hide ? sum : sum.takenBack()).to(scope, Scope.OTHERS));
            }
        }
    }

    private static boolean applied(Book book, Row row) {
        Timeline.apply(book.timeline(), row);
        return true;
    }

    /** Moves the sums of the days whose parents changed, with what is kept of their hours. */
    private void move(Scope scope, Book book, Timeline before, Timeline now, long time, Collector<Delta> out) {
        WindowTable days = book.table(WindowUnit.DAY);
        List<Delta> sums = new ArrayList<>();
        for (int i = 0; i < days.size(); i++) {
            long day = days.start(i);
            if (!before.on(day).equals(now.on(day))) {
                sums.addAll(sumsOf(scope, book, day, days.vector(i), time));
            }
        }
        for (Delta sum : sums) {
            toParents(scope, sum.takenBack(), before, out);
            toParents(scope, sum, now, out);
        }
    }

    private List<Delta> sumsOf(Scope scope, Book book, long day, long[] vector, long time) {
        List<Delta> sums = new ArrayList<>();
        long[] rest = Arrays.copyOf(vector, Measure.COUNT);
        WindowTable hours = book.table(WindowUnit.HOUR);
        for (int i = 0; i < hours.size(); i++) {
            int hour = (int) hours.start(i);
            if (cells.dayOfHour(hour) == day) {
                long[] measures = Arrays.copyOf(hours.vector(i), Measure.COUNT);
                for (int m = 0; m < rest.length; m++) {
                    rest[m] -= measures[m];
                }
                sums.add(new Delta(scope, "", WindowUnit.DAY, day, hour, time, measures));
            }
        }
        sums.add(new Delta(scope, "", WindowUnit.DAY, day, Delta.NO_HOUR, time, rest));
        return sums;
    }

    private static void passOn(Scope scope, Delta delta, Book book, Timeline timeline, Collector<Delta> out) {
        if (Delta.isZero(delta.measures())) {
            return;
        }
        boolean additive = delta.unit() == WindowUnit.DAY || delta.unit() == WindowUnit.NOW;
        if (scope == Scope.REP && additive) {
            out.collect(delta.to(Scope.COMPANY, Scope.COMPANY_ID));
        }
        if (delta.unit() == WindowUnit.DAY) {
            toParents(scope, delta, timeline, out);
        }
        if (book.isHidden() && delta.unit() == WindowUnit.DAY) {
            out.collect(delta.to(scope, Scope.OTHERS));
        }
    }

    private static void toParents(Scope scope, Delta delta, Timeline timeline, Collector<Delta> out) {
        if (scope != Scope.REP && scope != Scope.STORE) {
            return;
        }
        Timeline.Parents parents = timeline.on(delta.start());
        if (scope == Scope.REP) {
            out.collect(delta.to(Scope.TEAM, parents.team()));
            out.collect(delta.to(Scope.REGION, parents.region()));
            return;
        }
        long[] location = new long[Measure.COUNT];
        location[Measure.LOCATION_NET.ordinal()] = delta.measures()[Measure.LOCATION_NET.ordinal()];
        location[Measure.LOCATION_ORDERS.ordinal()] = delta.measures()[Measure.LOCATION_ORDERS.ordinal()];
        if (!Delta.isZero(location)) {
            out.collect(delta.to(Scope.REGION, parents.region(), location));
        }
    }

    private Book book() throws Exception {
        Book book = state.value();
        return book == null ? new Book() : book;
    }
}
