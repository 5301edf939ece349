package io.salesboard.jobs.operators;

import io.salesboard.core.model.Row;
import io.salesboard.jobs.Frames;
import io.salesboard.jobs.read.Change;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.jobs.state.RowSerializer;
import io.salesboard.schemas.SchemaRegistry;
import java.net.URI;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Passes reference rows (reps, teams, stores, products, working days...) on to the board, in the frame they came in.
 *
 * <p><b>State</b>: the row as it is; reference tables are small. <b>Timers</b>: none. <b>Restart</b>: repeats rows.
 * <b>Price</b>: none known.
 */
public final class PublishEntities extends KeyedProcessFunction<String, Change, Result> {
    private static final long serialVersionUID = 1L;

    private final URI registry;
    private transient ValueState<Row> state;
    private transient Results results;

    public PublishEntities(URI registry) {
        this.registry = registry;
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("row", RowSerializer.TYPE));
        results = new Results(new SchemaRegistry(registry));
    }

    @Override
    public void processElement(Change change, Context context, Collector<Result> out) throws Exception {
        Row known = state.value();
        Row now = change.row();
        if (change.kind() == Change.Kind.AGAIN) {
            now = known == null ? now : known;
        } else if (!now.present()) {
            state.clear();
        } else {
            now = known == null ? now : now.completedBy(known);
            state.update(now);
        }
        out.collect(results.entity(now, Frames.of(change.row().time())));
    }
}
