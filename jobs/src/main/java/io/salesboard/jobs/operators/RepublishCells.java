package io.salesboard.jobs.operators;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.jobs.Frames;
import io.salesboard.jobs.state.Delta;
import io.salesboard.schemas.Cell;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * After a restart, has every cell published again that the failed run published after the checkpoint, in a frame younger than
 * all of theirs. Usually the repeated run publishes the same cells anyway; but where a source had been left behind, its rows
 * may fall into other frames this time, and a value of the failed run would stay on the board. After a start without a
 * checkpoint these are all cells of the topic: those that nothing adds to any more become 0.
 *
 * <p><b>State</b>: where the results topic ended at the checkpoint; one number. <b>Timers</b>: none. <b>Restart</b>: this is
 * what it is for. <b>Price</b>: reads back what was published since the checkpoint, once per restart.
 */
public final class RepublishCells extends ProcessFunction<Row, Delta> implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final PublishedCells published;
    private transient ListState<Long> state;
    private transient List<Cell> due;

    public RepublishCells(PublishedCells published) {
        this.published = published;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("end", Types.LONG));
        long position = 0;
        for (long value : state.get()) {
            position = value;
        }
        due = published.since(position);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        state.update(List.of(published.end()));
    }

    @Override
    public void processElement(Row row, Context context, Collector<Delta> out) {
        if (due.isEmpty()) {
            return;
        }
        long youngest = row.committed();
        Set<Delta.Place> places = new LinkedHashSet<>();
        for (Cell cell : due) {
            youngest = Math.max(youngest, cell.getVersion());
        }
        long frame = Frames.endOf(youngest) + Frames.MILLIS;
        for (Cell cell : due) {
            Delta.Place place = new Delta.Place(
                    Scope.of(cell.getScope()),
                    cell.getId(),
                    WindowUnit.of(cell.getUnit()),
                    cell.getStart(),
                    Delta.NO_HOUR,
                    frame);
            places.add(place);
        }
        places.forEach(place -> out.collect(place.with(new long[Measure.COUNT])));
        due = List.of();
    }
}
