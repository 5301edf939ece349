package io.salesboard.jobs.operators;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.jobs.Frames;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.schemas.ResultKeys;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.SourceProgress;
import java.net.URI;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells how far one source has been read, at every heartbeat and in every frame with rows.
 *
 * <p><b>State</b>: rows read, highest position, whether a heartbeat has come; three numbers per source. <b>Timers</b>: none.
 * <b>Restart</b>: repeats progress, with the same figures. <b>Price</b>: none known.
 */
public final class ReportProgress extends ProcessFunction<Row, Result> implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final URI registry;

    private transient Results results;
    private transient ListState<Long> state;
    private long rows;
    private long position;
    /** Heartbeats come when the first pass over the tables is done. */
    private long heartbeats;

    private transient long reportedFrame;

    public ReportProgress(String source, URI registry) {
        this.source = source;
        this.registry = registry;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("progress", Types.LONG));
        int index = 0;
        for (long value : state.get()) {
            switch (index++) {
                case 0 -> rows = value;
                case 1 -> position = value;
                case 2 -> heartbeats = value;
                default -> throw new IllegalStateException("the source " + source + " is read by one task only");
            }
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        state.update(List.of(rows, position, heartbeats));
    }

    @Override
    public void open(OpenContext context) {
        results = new Results(new SchemaRegistry(registry));
    }

    @Override
    public void processElement(Row row, Context context, Collector<Result> out) throws Exception {
        boolean heartbeat = row.table() == Table.HEARTBEAT;
        if (heartbeat) {
            heartbeats++;
        } else {
            rows++;
        }
        position = Math.max(position, row.lsn());
        long frame = Frames.endOf(row.committed());
        if (heartbeat || frame != reportedFrame) {
            reportedFrame = frame;
            SourceProgress progress = SourceProgress.newBuilder()
                    .setSource(source)
                    .setVersion(Frames.openFrame(
                            row.committed(), context.timerService().currentWatermark()))
                    .setLsn(position)
                    .setCommitted(row.committed())
                    .setRows(rows)
                    .setSnapshot(heartbeats == 0)
                    .build();
            out.collect(results.of(ResultKeys.source(source), progress));
        }
    }
}
