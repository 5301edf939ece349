package io.salesboard.jobs.read;

import io.salesboard.core.contributions.Accounting;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.jobs.Frames;
import io.salesboard.jobs.decode.DecodedRecord;
import io.salesboard.jobs.decode.Plausibility;
import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.jobs.decode.RawRecordSerializer;
import io.salesboard.jobs.decode.RecordDecoder;
import io.salesboard.jobs.decode.UnreadableException;
import io.salesboard.jobs.operators.DealChange;
import io.salesboard.jobs.read.Change.Kind;
import io.salesboard.jobs.read.Change.LeftOutReason;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.jobs.state.Delta;
import io.salesboard.schemas.Load;
import io.salesboard.schemas.Reading;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.SourceProgress;
import io.salesboard.schemas.Topics;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * The one reader: takes the records of all row topics as they arrive, keeps those of a transaction back until it is over,
 * gives every row the open frame of its own clock, and closes frames where every source is whole - no snapshot half loaded,
 * nothing unread of what stood in the topics at the start. So a transaction is shown whole or not at all, nobody waits for
 * one that takes long to arrive, and after a restart nothing is shown that is older than what was shown before.
 *
 * <p><b>State</b>: per source how far it is read and what is kept back, the clock, where the results topic ended one
 * checkpoint ago, and rows nobody can name. <b>Timers</b>: processing time, a tick. <b>Restart</b>: reads on, and before it
 * closes its first frame has everything published again that was published since the checkpoint - after a start without a
 * checkpoint all there is: what is no more goes. <b>Price</b>: records of a transaction above 8 MiB are decoded twice; one of
 * more than 64 MiB is not kept back, and no frame closes while it arrives.
 */
public final class ReadRows extends AbstractStreamOperator<Change>
        implements OneInputStreamOperator<RawRecord, Change>, ProcessingTimeCallback {
    private static final long serialVersionUID = 1L;

    private static final long TICK_MILLIS = 10;
    private static final long LEAST_FRAME_MILLIS = 20;
    private static final long IDLE_FRAME_MILLIS = Duration.ofSeconds(1).toMillis();
    private static final long TELL_MILLIS = Duration.ofMillis(500).toMillis();
    private static final int ROWS_A_STEP = 30_000;
    private static final long MOST_KEPT_BACK_BYTES = 64 << 20;

    /** What the reader sends beside changes of rows. */
    public record Tags(
            OutputTag<Result> quarantine,
            OutputTag<Result> told,
            OutputTag<Delta> againCells,
            OutputTag<DealChange> againDeals)
            implements Serializable {}

    private final URI registryAddress;
    private final Accounting accounting;
    private final Logs logs;
    private final String startNote;
    private final Tags tags;
    private final long mostKeptBackBytes;

    private transient Map<String, SourceState> sources;
    private transient List<LoadProgress> loads;
    private transient FrameClock clock;
    private transient RecordDecoder decoder;
    private transient Results results;
    private transient UnnamedRecords unnamed;
    private transient StreamRecord<Change> change;
    private transient Counter quarantined;
    private transient ListState<String> saved;
    private transient ListState<RawRecord> savedKeptBack;
    private transient PublishedResults published;

    private transient boolean computing;
    private transient long startedAt;
    private transient long closedAt;
    private transient long toldAt;
    private transient int rowsOfStep;

    /** @param startNote why everything is computed anew, or what the start skipped; null where there is nothing to say */
    public ReadRows(URI registryAddress, Accounting accounting, Logs logs, String startNote, Tags tags) {
        this(registryAddress, accounting, logs, startNote, tags, MOST_KEPT_BACK_BYTES);
    }

    /** @param mostKeptBackBytes of a transaction that is larger, nothing is kept back */
    ReadRows(
            URI registryAddress,
            Accounting accounting,
            Logs logs,
            String startNote,
            Tags tags,
            long mostKeptBackBytes) {
        this.registryAddress = registryAddress;
        this.accounting = accounting;
        this.logs = logs;
        this.startNote = startNote;
        this.tags = tags;
        this.mostKeptBackBytes = mostKeptBackBytes;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        saved = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("reader", Types.STRING));
        Map<String, String> state = new LinkedHashMap<>();
        for (String entry : saved.get()) {
            int equals = entry.indexOf('=');
            state.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        savedKeptBack = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("kept-back", RawRecordSerializer.TYPE));
        Map<String, List<RawRecord>> keptBack = new HashMap<>();
        for (RawRecord record : savedKeptBack.get()) {
            keptBack.computeIfAbsent(record.topic(), topic -> new ArrayList<>()).add(record);
        }
        sources = new LinkedHashMap<>();
        loads = new ArrayList<>();
        for (Topics.Topic topic : Topics.rows()) {
            String name = topic.name();
            SourceState source = source(name, state.get("source." + name), keptBack.getOrDefault(name, List.of()));
            sources.put(name, source);
            loads.add(new LoadProgress(name, source, logs));
        }
        long lastFrame = Long.parseLong(state.getOrDefault("frame", "0"));
        LongSupplier wall = getProcessingTimeService()::getCurrentProcessingTime;
        clock = new FrameClock(wall, Math.max(lastFrame, logs.youngestFrame()));
        results = new Results(new SchemaRegistry(registryAddress));
        published = new PublishedResults(logs, results.numbers(), state);
        computing = state.isEmpty() && !published.isDone();
        unnamed = new UnnamedRecords(state);
    }

    private SourceState source(String topic, String state, List<RawRecord> keptBack) throws IOException {
        String name = topic.substring(topic.indexOf('.') + 1);
        OpenTransaction open = new OpenTransaction(mostKeptBackBytes);
        SourceState source = state == null ? new SourceState(name, open) : SourceState.of(name, state, open, keptBack);
        long end = logs.end(topic);
        if (source.offset() > end) {
            throw new StateOfOtherTopicsException("the state has read " + topic + " up to offset " + source.offset()
                    + ", but the topic ends at " + end);
        }
        source.readUpTo(end);
        return source;
    }

    /** Whoever comes after works off what it holds with the watermark, so that nothing waits at a checkpoint. */
    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) {
        if (rowsOfStep > 0) {
            endStep();
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        List<String> entries = new ArrayList<>();
        entries.add("frame=" + clock.last());
        published.save(entries);
        sources.forEach((topic, source) -> entries.add("source." + topic + "=" + source.save()));
        unnamed.save(entries);
        saved.update(entries);
        List<RawRecord> keptBack = new ArrayList<>();
        sources.values().forEach(source -> keptBack.addAll(source.open().records()));
        savedKeptBack.update(keptBack);
    }

    @Override
    public void open() throws Exception {
        super.open();
        decoder = new RecordDecoder(new SchemaRegistry(registryAddress));
        change = new StreamRecord<>(null);
        quarantined = getMetricGroup().counter("quarantinedRecords");
        startedAt = clock.wall();
        closedAt = startedAt;
        nextTick();
    }

    @Override
    public void close() throws Exception {
        logs.close();
        super.close();
    }

    @Override
    public void processElement(StreamRecord<RawRecord> element) throws Exception {
        RawRecord record = element.getValue();
        SourceState source = sources.get(record.topic());
        DecodedRecord decoded = null;
        UnreadableException unreadable = null;
        try {
            decoded = decoder.decode(record);
        } catch (UnreadableException e) {
            unreadable = e;
        }
        if (OpenTransaction.isReplacedBy(decoded)) {
            source.open().release();
        } else if (source.open().isEndedBy(decoded)) {
            passOnOpen(source);
            source.boundary();
        }
        if (!source.keepsBack(record, decoded)) {
            passOnOpen(source);
            passOn(source, record, decoded, unreadable);
        }
        source.readTo(record.offset() + 1, decoded);
        closeWhereWhole(clock.wall());
    }

    /** What was kept back, whether its transaction is over or too large to be kept back. */
    private void passOnOpen(SourceState source) throws IOException {
        for (OpenTransaction.Entry kept : source.open().release()) {
            RawRecord record = kept.record();
            try {
                DecodedRecord decoded = kept.decoded() == null ? decoder.decode(record) : kept.decoded();
                passOn(source, record, decoded, null);
            } catch (UnreadableException e) {
                passOn(source, record, null, e);
            }
        }
    }

    /** @param decoded null where the record is unreadable */
    private void passOn(SourceState source, RawRecord record, DecodedRecord decoded, UnreadableException unreadable)
            throws IOException {
        clock.time(); // a heartbeat opens a frame too: it says up to where nothing has changed
        if (unreadable == null) {
            read(source, record, decoded);
        } else {
            quarantine(record, unreadable);
            tell(unnamed.leaveOut(record, unreadable, clock.time(), results));
        }
        source.passedOn(record.offset() + 1);
        if (++rowsOfStep >= ROWS_A_STEP) {
            endStep();
            tellHowFar(clock.wall()); // a large transaction is passed on in many steps, and no tick comes meanwhile
        }
    }

    private void read(SourceState source, RawRecord record, DecodedRecord decoded) throws IOException {
        if (decoded.failure() != null) {
            quarantine(record, decoded.failure());
        }
        switch (decoded.kind()) {
            case READ_AGAIN -> {
                unnamed.forgetThoseOf(record.topic(), Frames.of(clock.time())).forEach(this::tell);
                beginSnapshot(source);
            }
            case BOUNDARY -> {
                endSnapshot(source);
                source.boundary();
            }
            case TRUNCATE -> {
                enter(source, decoded);
                all(source, Kind.TRUNCATE, decoded.table(), decoded.lsn(), clock.time());
            }
            case ROW -> {
                enter(source, decoded);
                row(source, record, decoded);
            }
        }
        source.reached(decoded);
    }

    /** Follows the borders of snapshots and transactions. */
    private void enter(SourceState source, DecodedRecord decoded) {
        if (source.isBegunBy(decoded)) {
            beginSnapshot(source);
        } else if (decoded.snapshot() == DecodedRecord.Snapshot.INCREMENTAL) {
            // A part of a table is shown whole, with the transaction that follows it.
            source.withinLoad();
        } else if (decoded.snapshot() == DecodedRecord.Snapshot.NONE
                && decoded.transaction() != DecodedRecord.NO_TRANSACTION) {
            endSnapshot(source);
            source.within(decoded.transaction());
        }
    }

    /** In a step of its own, so that what came before it can be told from what comes now. */
    private void beginSnapshot(SourceState source) {
        endStep();
        source.beginSnapshot(clock.time());
    }

    private void endSnapshot(SourceState source) {
        if (!source.loading()) {
            return;
        }
        long since = source.endSnapshot();
        if (since != SourceState.NOT_SWEEPING) {
            for (Table table : Table.of(source.name())) {
                all(source, Kind.SWEEP, table, 0, since);
            }
        }
    }

    private void all(SourceState source, Kind kind, Table table, long lsn, long time) {
        for (int bucket = 0; bucket < Change.BUCKETS; bucket++) {
            send(Change.ofAll(kind, table, bucket, source.server(), lsn, time));
        }
    }

    private void row(SourceState source, RawRecord record, DecodedRecord decoded) throws IOException {
        Row row = decoded.row().at(decoded.lsn(), clock.time());
        UnreadableException failure = decoded.failure();
        if (failure == null && row.present()) {
            try {
                Plausibility.check(row, accounting);
            } catch (UnreadableException e) {
                quarantine(record, e);
                failure = e;
            }
        }
        source.row(row, decoded);
        if (row.table().role() != Table.Role.UNREAD) {
            send(Change.ofRow(
                    source.server(),
                    failure == null ? row : row.asAbsent(),
                    failure == null ? null : new LeftOutReason(failure.reason().key(), failure.getMessage())));
        }
    }

    private void send(Change next) {
        change.replace(next, clock.time());
        output.collect(change);
    }

    private void tell(Result result) {
        output.collect(tags.told(), new StreamRecord<>(result, clock.time()));
    }

    private void quarantine(RawRecord record, UnreadableException why) throws IOException {
        quarantined.inc();
        output.collect(tags.quarantine(), new StreamRecord<>(results.quarantined(record, why)));
    }

    private void endStep() {
        rowsOfStep = 0;
        output.emitWatermark(new Watermark(clock.step()));
    }

    private void closeWhereWhole(long now) throws IOException {
        if (now - closedAt >= LEAST_FRAME_MILLIS && clock.isOpen() && isWhole()) {
            closeFrame(now);
        }
    }

    private boolean isWhole() {
        for (SourceState source : sources.values()) {
            if (!source.isWhole()) {
                return false;
            }
        }
        return true;
    }

    private void closeFrame(long now) throws IOException {
        published.again(new Republication(output, tags, clock, unnamed)::order);
        computing = false;
        for (Result forgotten : unnamed.forgetUntil(now, Frames.of(clock.time()))) {
            tell(forgotten);
        }
        List<SourceProgress> progress =
                sources.values().stream().map(SourceState::progress).toList();
        Result mark = results.mark(clock.last(), now, progress);
        long frame = clock.close();
        output.collect(tags.told(), new StreamRecord<>(mark, Frames.last(frame)));
        output.emitWatermark(new Watermark(Frames.last(frame)));
        rowsOfStep = 0;
        closedAt = now;
    }

    @Override
    public void onProcessingTime(long due) throws Exception {
        long now = clock.wall();
        if (now - closedAt >= IDLE_FRAME_MILLIS) {
            clock.time(); // opens a frame that shows nothing but the time
        }
        closeWhereWhole(now);
        tellHowFar(now);
        nextTick();
    }

    private void tellHowFar(long now) throws IOException {
        if (Math.abs(now - toldAt) < TELL_MILLIS) {
            return;
        }
        toldAt = now;
        List<SourceProgress> read =
                sources.values().stream().map(SourceState::read).toList();
        List<Load> behind = loads.stream()
                .map(load -> load.look(now))
                .filter(Objects::nonNull)
                .toList();
        Reading reading = new Reading(now, computing, startNote, startedAt, read, behind);
        output.collect(tags.told(), new StreamRecord<>(results.reading(reading)));
    }

    private void nextTick() {
        getProcessingTimeService()
                .registerTimer(getProcessingTimeService().getCurrentProcessingTime() + TICK_MILLIS, this);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        // The reader's own watermarks are the only ones. A bounded input that has ended closes the frame; but time does
        // not run to its end with it.
        if (mark.getTimestamp() == Long.MAX_VALUE && clock.isOpen() && isWhole()) {
            closeFrame(clock.wall());
        }
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) {
        // A source that is silent is no reason to wait for nobody: the tick goes on.
    }
}
