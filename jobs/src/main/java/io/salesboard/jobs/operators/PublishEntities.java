package io.salesboard.jobs.operators;

import io.salesboard.core.model.Row;
import io.salesboard.jobs.Frames;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.schemas.SchemaRegistry;
import java.net.URI;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Passes reference rows (reps, teams, stores, products, working days...) on to the board, newest version only.
 *
 * <p>The version follows from the row alone, not from how far the watermark was: a run repeated after a failure gives each
 * row the version it had, and the board takes it again.
 *
 * <p><b>State</b>: per row its position and version; kept, reference tables are small. <b>Timers</b>: none.
 * <b>Restart</b>: repeats rows. <b>Price</b>: none known.
 */
public final class PublishEntities extends KeyedProcessFunction<String, Row, Result> {
    private static final long serialVersionUID = 1L;

    private final URI registry;
    private transient ValueState<Long> position;
    private transient ValueState<Long> version;
    private transient Results results;

    public PublishEntities(URI registry) {
        this.registry = registry;
    }

    @Override
    public void open(OpenContext context) {
        position = getRuntimeContext().getState(new ValueStateDescriptor<>("position", Types.LONG));
        version = getRuntimeContext().getState(new ValueStateDescriptor<>("version", Types.LONG));
        results = new Results(new SchemaRegistry(registry));
    }

    @Override
    public void processElement(Row row, Context context, Collector<Result> out) throws Exception {
        Long known = position.value();
        if (known != null && row.lsn() < known) {
            return;
        }
        position.update(row.lsn());
        Long before = version.value();
        long now = Frames.endOf(row.committed());
        // A server's clock may be set back; the newer row is the newer row.
        now = before == null ? now : Math.max(now, before);
        version.update(now);
        out.collect(results.entity(row, now));
    }
}
