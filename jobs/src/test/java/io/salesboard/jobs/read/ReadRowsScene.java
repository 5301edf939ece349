package io.salesboard.jobs.read;

import io.salesboard.core.contributions.Accounting;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.jobs.Envelopes;
import io.salesboard.jobs.FakeRegistry;
import io.salesboard.jobs.Frames;
import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.jobs.operators.DealChange;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.state.DeltaSerializer;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.FrameMark;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.SourceProgress;
import io.salesboard.schemas.Topics;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A reader in Flink's harness, fed record by record; what it passed on, told and closed. */
abstract class ReadRowsScene {
    static final String POS = Topics.ROWS_POS.name();
    static final String CRM = Topics.ROWS_CRM.name();
    static final long T = 1_764_000_000_000L;
    static final Accounting ACCOUNTING =
            new Accounting(new BusinessCalendar(ZoneId.of("Asia/Ho_Chi_Minh")), Currency.getInstance("VND"));
    static final ReadRows.Tags TAGS = new ReadRows.Tags(
            new OutputTag<>("quarantine", Result.TYPE),
            new OutputTag<>("told", Result.TYPE),
            new OutputTag<>("again-cells", DeltaSerializer.TYPE),
            new OutputTag<>("again-deals", DealChange.TYPE));

    final FakeRegistry registry = new FakeRegistry();
    final Envelopes envelopes = new Envelopes(registry);
    final AvroFraming framing = new AvroFraming(new SchemaRegistry(registry.address()));
    final Map<String, Long> offsets = new HashMap<>();
    OneInputStreamOperatorTestHarness<RawRecord, Change> harness;
    long lsn = 100;
    long transaction = 1;

    final FakeLogs logs = new FakeLogs();

    @BeforeEach
    void open() throws Exception {
        start(null);
    }

    void start(OperatorSubtaskState checkpoint) throws Exception {
        start(checkpoint, Long.MAX_VALUE);
    }

    void start(OperatorSubtaskState checkpoint, long mostKeptBackBytes) throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(
                new ReadRows(registry.address(), ACCOUNTING, logs, null, TAGS, mostKeptBackBytes));
        harness.setup(Change.TYPE.createSerializer(new SerializerConfigImpl()));
        harness.setProcessingTime(T);
        if (checkpoint != null) {
            harness.initializeState(checkpoint);
        }
        harness.open();
    }

    void restart() throws Exception {
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        harness.close();
        logs.ends.putAll(offsets);
        start(checkpoint);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
        registry.close();
    }

    void at(long millis) throws Exception {
        harness.setProcessingTime(T + millis);
    }

    void comes(RawRecord record) throws Exception {
        harness.processElement(record, 0);
    }

    long next(String topic) {
        return offsets.merge(topic, 1L, Long::sum) - 1;
    }

    RawRecord change(String topic, Table table, String key, long tx) {
        return record(topic, table, key, "u", tx, "false");
    }

    RawRecord record(String topic, Table table, String key, String op, long tx, String snapshot) {
        Row row = Row.empty(table, key, ++lsn, T);
        row.setText(0, key);
        if (table == Table.POS_ORDER) {
            row.set(Table.POS_ORDER.textColumn("currency"), "VND");
        }
        return envelopes.record(topic, next(topic), row, op, tx, snapshot);
    }

    RawRecord store(String key) {
        return change(POS, Table.STORE, key, transaction);
    }

    RawRecord team(String key) {
        return change(CRM, Table.TEAM, key, transaction);
    }

    RawRecord heartbeat(String topic) {
        return heartbeat(topic, T);
    }

    RawRecord heartbeat(String topic, long committed) {
        Row beat = Row.absent(Table.HEARTBEAT, "heartbeat", ++lsn, committed);
        return envelopes.record(topic, next(topic), beat, "m", 0, "false");
    }

    /** Both sources have been read for the first time, and the frame that shows it is closed. */
    void bothLoaded() throws Exception {
        comes(heartbeat(POS));
        comes(heartbeat(CRM));
        at(20);
        harness.getOutput().clear();
        told();
    }

    /** Frames closed since the last call: their numbers. */
    List<Long> closed() {
        List<Long> frames = new ArrayList<>();
        for (Object output : harness.getOutput()) {
            if (output instanceof Watermark mark && Frames.isClosing(mark.getTimestamp())) {
                frames.add(Frames.of(mark.getTimestamp()));
            }
        }
        harness.getOutput().clear();
        return frames;
    }

    List<Change> changes() {
        List<Change> changes = List.copyOf(harness.extractOutputValues());
        harness.getOutput().clear();
        return changes;
    }

    List<SpecificRecord> told() throws Exception {
        List<SpecificRecord> told = new ArrayList<>();
        Queue<StreamRecord<Result>> queue = harness.getSideOutput(TAGS.told());
        while (queue != null && !queue.isEmpty()) {
            Result result = queue.remove().getValue();
            if (result.value() != null) {
                told.add(framing.decode(result.value()));
            }
        }
        return told;
    }

    FrameMark lastMark() throws Exception {
        FrameMark last = null;
        for (SpecificRecord record : told()) {
            last = record instanceof FrameMark mark ? mark : last;
        }
        return last;
    }

    static SourceProgress of(String source, List<SourceProgress> sources) {
        return sources.stream()
                .filter(s -> s.getSource().equals(source))
                .findFirst()
                .orElseThrow();
    }
}
