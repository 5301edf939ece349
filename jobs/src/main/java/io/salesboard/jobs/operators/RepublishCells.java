package io.salesboard.jobs.operators;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.jobs.Frames;
import io.salesboard.jobs.state.Delta;
import io.salesboard.schemas.Cell;
import io.salesboard.schemas.RepDeals;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * After a restart, has every cell, and every rep's list of deals, published again that the failed run published after the
 * checkpoint, in a frame younger than all of theirs. Usually the repeated run publishes the same anyway; but where a source
 * had been left behind, its rows may fall into other frames this time, and a value of the failed run would stay on the board.
 * After a start without a checkpoint this is all that the topic holds: cells that nothing adds to any more become 0.
 *
 * <p><b>State</b>: where the results topic ended one checkpoint ago, since records may still be written between a checkpoint's
 * barrier and the question; one number. It stays until what is due was published again. <b>Timers</b>: none.
 * <b>Restart</b>: this is what it is for. <b>Price</b>: reads back what was published since, once per restart.
 */
public final class RepublishCells extends ProcessFunction<Row, Delta> implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final PublishedResults published;
    private final OutputTag<DealChange> deals;
    private transient ListState<Long> state;
    private transient long position;
    private transient Set<Delta.Place> cells;
    private transient Set<String> reps;
    private transient long youngest;

    public RepublishCells(PublishedResults published, OutputTag<DealChange> deals) {
        this.published = published;
        this.deals = deals;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("end", Types.LONG));
        position = 0;
        for (long value : state.get()) {
            position = value;
        }
        cells = new LinkedHashSet<>();
        reps = new LinkedHashSet<>();
        youngest = 0;
        published.since(position, this::remember);
    }

    private void remember(SpecificRecord record) {
        if (record instanceof Cell cell) {
            youngest = Math.max(youngest, cell.getVersion());
            cells.add(new Delta.Place(
                    Scope.of(cell.getScope()),
                    cell.getId(),
                    WindowUnit.of(cell.getUnit()),
                    cell.getStart(),
                    Delta.NO_HOUR,
                    0));
        } else if (record instanceof RepDeals list) {
            youngest = Math.max(youngest, list.getVersion());
            reps.add(list.getRep());
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        state.update(List.of(position));
        if (cells.isEmpty() && reps.isEmpty()) {
            position = published.end();
        }
    }

    @Override
    public void processElement(Row row, Context context, Collector<Delta> out) {
        if (cells.isEmpty() && reps.isEmpty()) {
            return;
        }
        long frame = Frames.endOf(Math.max(youngest, row.committed())) + Frames.MILLIS;
        for (Delta.Place place : cells) {
            out.collect(place.with(new long[Measure.COUNT]).inFrame(frame));
        }
        for (String rep : reps) {
            context.output(deals, DealChange.again(rep, frame));
        }
        cells = Set.of();
        reps = Set.of();
    }

    @Override
    public void close() {
        published.close();
    }
}
