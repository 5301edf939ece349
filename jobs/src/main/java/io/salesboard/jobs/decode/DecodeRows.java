package io.salesboard.jobs.decode;

import io.salesboard.core.contributions.Business;
import io.salesboard.core.model.Row;
import io.salesboard.jobs.results.Result;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.QuarantinedRecord;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Decodes one source's row topic, in order: rows out, with commit time that never goes back; what cannot be read to
 * quarantine. A row that can be read but cannot be true goes to quarantine and on as absent: it counts for nothing.
 *
 * <p><b>State</b>: last position and last commit time; two numbers per source. <b>Timers</b>: none. <b>Restart</b>: repeats
 * the quarantine records since the checkpoint; topic, partition and offset tell them apart. <b>Price</b>: none known.
 */
public final class DecodeRows extends ProcessFunction<RawRecord, Row> implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private static final int MOST_DETAIL = 500;

    /** A quarantined record is a little larger than the record, and Kafka takes up to a megabyte. */
    private static final int MOST_BYTES = 1_000_000;

    private final URI registryAddress;
    private final Business business;
    private final OutputTag<Result> quarantine;

    private transient RecordDecoder decoder;
    private transient AvroFraming framing;
    private transient ListState<Long> position;
    private transient Counter quarantined;
    private long lastLsn;
    private long lastCommitted;

    public DecodeRows(URI registryAddress, Business business, OutputTag<Result> quarantine) {
        this.registryAddress = registryAddress;
        this.business = business;
        this.quarantine = quarantine;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        position = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("position", Types.LONG));
        int index = 0;
        for (long value : position.get()) {
            if (index++ == 0) {
                lastLsn = value;
            } else {
                lastCommitted = value;
            }
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        position.update(List.of(lastLsn, lastCommitted));
    }

    @Override
    public void open(OpenContext context) {
        SchemaRegistry registry = new SchemaRegistry(registryAddress);
        decoder = new RecordDecoder(registry);
        framing = new AvroFraming(registry);
        quarantined = getRuntimeContext().getMetricGroup().counter("quarantinedRecords");
    }

    @Override
    public void processElement(RawRecord record, Context context, Collector<Row> out) throws Exception {
        Row row;
        try {
            row = decoder.decode(record, lastLsn, lastCommitted);
        } catch (UnreadableException e) {
            quarantine(record, e, context);
            return;
        }
        if (row.committed() < lastCommitted) {
            row = row.at(row.lsn(), lastCommitted);
        }
        lastCommitted = row.committed();
        lastLsn = Math.max(lastLsn, row.lsn());
        if (row.present()) {
            try {
                Plausibility.check(row, business);
            } catch (UnreadableException e) {
                quarantine(record, e, context);
                row = row.asAbsent();
            }
        }
        out.collect(row);
    }

    /** A detail may quote a value of any length; the original bytes go with it anyway. */
    private static String shortened(String detail) {
        return detail.length() <= MOST_DETAIL ? detail : detail.substring(0, MOST_DETAIL) + "…";
    }

    private static ByteBuffer kept(byte[] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, MOST_BYTES));
    }

    private void quarantine(RawRecord record, UnreadableException why, Context context) throws IOException {
        quarantined.inc();
        QuarantinedRecord value = QuarantinedRecord.newBuilder()
                .setReason(why.reason().key())
                .setDetail(shortened(why.getMessage()))
                .setTopic(record.topic())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .setTimestamp(record.timestamp())
                .setKey(kept(record.key()))
                .setValue(kept(record.value()))
                .build();
        context.output(quarantine, new Result(null, framing.encode(Topics.QUARANTINE.name(), value)));
    }
}
