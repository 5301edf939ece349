package io.salesboard.jobs.operators;

import io.salesboard.core.contributions.Contributor;
import io.salesboard.core.model.Row;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Sends the rows of parts (order lines, payments, refunds, quotas, assignments) to the object they belong to. A deletion
 * does not say which that was, and an edit may move the part: so this remembers.
 *
 * <p><b>State</b>: per table and primary key the object and the position; cleared some days after the row is deleted.
 * <b>Timers</b>: event time, one per deleted row. <b>Restart</b>: repeats nothing. <b>Price</b>: a copy of a deleted row
 * that is replayed after its memory is cleared comes back; see {@code deleted-row-retention}.
 */
public final class LocateParts extends KeyedProcessFunction<String, Row, ObjectRow> {
    private static final long serialVersionUID = 1L;

    private final Duration deletedRowRetention;
    private transient ValueState<String> object;
    private transient ValueState<Long> position;
    private transient ValueState<Long> forgetAt;

    public LocateParts(Duration deletedRowRetention) {
        this.deletedRowRetention = deletedRowRetention;
    }

    @Override
    public void open(OpenContext context) {
        object = getRuntimeContext().getState(new ValueStateDescriptor<>("object", Types.STRING));
        position = getRuntimeContext().getState(new ValueStateDescriptor<>("position", Types.LONG));
        forgetAt = getRuntimeContext().getState(new ValueStateDescriptor<>("forget-at", Types.LONG));
    }

    @Override
    public void processElement(Row row, Context context, Collector<ObjectRow> out) throws Exception {
        Long known = position.value();
        if (known != null && row.lsn() < known) {
            return;
        }
        String before = object.value();
        if (row.present()) {
            String now = Contributor.objectOf(row);
            if (before != null && !before.equals(now)) {
                out.collect(new ObjectRow(before, row.asAbsent()));
            }
            object.update(now);
            forgetAt.clear();
            out.collect(new ObjectRow(now, row));
        } else {
            if (before != null) {
                out.collect(new ObjectRow(before, row));
            }
            long forget = row.committed() + deletedRowRetention.toMillis();
            forgetAt.update(forget);
            context.timerService().registerEventTimeTimer(forget);
        }
        position.update(row.lsn());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ObjectRow> out) throws Exception {
        Long forget = forgetAt.value();
        if (forget != null && timestamp >= forget) {
            object.clear();
            position.clear();
            forgetAt.clear();
        }
    }
}
