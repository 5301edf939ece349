package io.salesboard.jobs.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.core.contributions.Business;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.jobs.Envelopes;
import io.salesboard.jobs.FakeRegistry;
import io.salesboard.jobs.Frames;
import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.jobs.operators.DealChange;
import io.salesboard.jobs.operators.ObjectRow;
import io.salesboard.jobs.read.Change.Kind;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.state.Delta;
import io.salesboard.jobs.state.DeltaSerializer;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.FrameMark;
import io.salesboard.schemas.LeftOut;
import io.salesboard.schemas.QuarantinedRecord;
import io.salesboard.schemas.Reading;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.SourceProgress;
import io.salesboard.schemas.Topics;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadRowsTest {
    private static final String POS = Topics.ROWS_POS.name();
    private static final String CRM = Topics.ROWS_CRM.name();
    private static final long T = 1_764_000_000_000L;
    private static final Business BUSINESS =
            new Business(new BusinessCalendar(ZoneId.of("Asia/Ho_Chi_Minh")), Currency.getInstance("VND"));
    private static final ReadRows.Tags TAGS = new ReadRows.Tags(
            new OutputTag<>("quarantine", Result.TYPE),
            new OutputTag<>("told", Result.TYPE),
            new OutputTag<>("again-cells", DeltaSerializer.TYPE),
            new OutputTag<>("again-deals", DealChange.TYPE),
            new OutputTag<>("again-objects", ObjectRow.TYPE));

    private final FakeRegistry registry = new FakeRegistry();
    private final Envelopes envelopes = new Envelopes(registry);
    private final AvroFraming framing = new AvroFraming(new SchemaRegistry(registry.address()));
    private final Map<String, Long> offsets = new HashMap<>();
    private OneInputStreamOperatorTestHarness<RawRecord, Change> harness;
    private long lsn = 100;
    private long transaction = 1;

    /** What stands in the topics when a reader starts. */
    private static final class FakeLogs implements Logs {
        private static final long serialVersionUID = 1L;
        private final HashMap<String, Long> ends = new HashMap<>();
        private final ArrayList<String> keys = new ArrayList<>();
        private long youngest;

        @Override
        public long end(String topic) {
            return ends.getOrDefault(topic, 0L);
        }

        @Override
        public long youngestFrame() {
            return youngest;
        }

        @Override
        public void keysOfResults(long from, long to, Consumer<String> each) {
            keys.subList((int) from, (int) to).forEach(each);
        }

        @Override
        public void close() {
            // nothing is open
        }

        private void published(long frame, String... published) {
            youngest = frame;
            keys.addAll(List.of(published));
            ends.put(Topics.RESULTS.name(), (long) keys.size());
        }
    }

    private final FakeLogs logs = new FakeLogs();

    @BeforeEach
    void open() throws Exception {
        start(null);
    }

    private void start(OperatorSubtaskState checkpoint) throws Exception {
        start(checkpoint, Long.MAX_VALUE);
    }

    private void start(OperatorSubtaskState checkpoint, long mostKeptBackBytes) throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(
                new ReadRows(registry.address(), BUSINESS, logs, null, TAGS, mostKeptBackBytes));
        harness.setup(Change.TYPE.createSerializer(new SerializerConfigImpl()));
        harness.setProcessingTime(T);
        if (checkpoint != null) {
            harness.initializeState(checkpoint);
        }
        harness.open();
    }

    private void restart() throws Exception {
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

    private void at(long millis) throws Exception {
        harness.setProcessingTime(T + millis);
    }

    private void comes(RawRecord record) throws Exception {
        harness.processElement(record, 0);
    }

    private long next(String topic) {
        return offsets.merge(topic, 1L, Long::sum) - 1;
    }

    private RawRecord change(String topic, Table table, String key, long tx) {
        return record(topic, table, key, "u", tx, "false");
    }

    private RawRecord record(String topic, Table table, String key, String op, long tx, String snapshot) {
        Row row = Row.empty(table, key, ++lsn, T);
        row.setText(0, key);
        if (table == Table.POS_ORDER) {
            row.setText(Table.POS_ORDER.slot("currency"), "VND");
        }
        return envelopes.record(topic, next(topic), row, op, tx, snapshot);
    }

    private RawRecord store(String key) {
        return change(POS, Table.STORE, key, transaction);
    }

    private RawRecord team(String key) {
        return change(CRM, Table.TEAM, key, transaction);
    }

    private RawRecord heartbeat(String topic) {
        return heartbeat(topic, T);
    }

    private RawRecord heartbeat(String topic, long committed) {
        Row beat = Row.absent(Table.HEARTBEAT, "heartbeat", ++lsn, committed);
        return envelopes.record(topic, next(topic), beat, "m", 0, "false");
    }

    /** Both sources have been read for the first time, and the frame that shows it is closed. */
    private void bothLoaded() throws Exception {
        comes(heartbeat(POS));
        comes(heartbeat(CRM));
        at(20);
        harness.getOutput().clear();
        told();
    }

    /** Frames closed since the last call: their numbers. */
    private List<Long> closed() {
        List<Long> frames = new ArrayList<>();
        for (Object output : harness.getOutput()) {
            if (output instanceof Watermark mark && Frames.isClosing(mark.getTimestamp())) {
                frames.add(Frames.of(mark.getTimestamp()));
            }
        }
        harness.getOutput().clear();
        return frames;
    }

    private List<Change> changes() {
        List<Change> changes = List.copyOf(harness.extractOutputValues());
        harness.getOutput().clear();
        return changes;
    }

    private List<SpecificRecord> told() throws Exception {
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

    private FrameMark lastMark() throws Exception {
        FrameMark last = null;
        for (SpecificRecord record : told()) {
            last = record instanceof FrameMark mark ? mark : last;
        }
        return last;
    }

    private static SourceProgress of(String source, List<SourceProgress> sources) {
        return sources.stream()
                .filter(s -> s.getSource().equals(source))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTransactionIsPassedOnWhenItIsOverAndTheFrameClosesWithIt() throws Exception {
        bothLoaded();
        comes(store("S1"));
        at(500);
        comes(store("S2"));
        assertThat(changes()).isEmpty();

        comes(envelopes.end(POS, next(POS)));

        assertThat(harness.extractOutputValues()).extracting(Change::name).containsExactly("store/S1", "store/S2");
        assertThat(closed()).hasSize(1);
    }

    @Test
    void theNextTransactionOrAHeartbeatEndsOneToo() throws Exception {
        bothLoaded();
        comes(store("S1"));
        at(50);
        transaction = 2;
        comes(store("S2"));
        assertThat(harness.extractOutputValues()).extracting(Change::name).containsExactly("store/S1");
        assertThat(closed()).as("that of the first").hasSize(1);

        at(100);
        comes(heartbeat(POS));

        assertThat(harness.extractOutputValues()).extracting(Change::name).containsExactly("store/S2");
        assertThat(closed()).hasSize(1);
    }

    @Test
    void framesOfTheOthersCloseWhileATransactionArrives() throws Exception {
        bothLoaded();
        comes(store("S1"));
        at(50);
        comes(team("T1"));
        comes(envelopes.end(CRM, next(CRM)));

        assertThat(harness.extractOutputValues()).extracting(Change::name).containsExactly("team/T1");
        assertThat(closed()).hasSize(1);
        FrameMark mark = lastMark();
        assertThat(of("pos", mark.getSources()).getOffset())
                .as("up to where pos is shown")
                .isEqualTo(1);
        at(1_000);
        comes(envelopes.end(POS, next(POS)));
        assertThat(harness.extractOutputValues()).extracting(Change::name).containsExactly("store/S1");
        assertThat(closed()).hasSize(1);
        assertThat(of("pos", lastMark().getSources()).getOffset()).isEqualTo(3);
    }

    @Test
    void whatIsKeptBackSurvivesARestartAndHoldsNoFrame() throws Exception {
        bothLoaded();
        comes(store("S1"));
        comes(new RawRecord(POS, 0, next(POS), 0, new byte[] {9}, new byte[] {1, 2, 3}));
        restart();
        at(2_000);
        assertThat(closed()).isNotEmpty();
        comes(store("S2"));
        assertThat(changes()).isEmpty();

        comes(envelopes.end(POS, next(POS)));

        assertThat(changes()).extracting(Change::name).containsExactly("store/S1", "store/S2");
        assertThat(told())
                .as("what cannot be read is said once")
                .filteredOn(LeftOut.class::isInstance)
                .hasSize(1);
    }

    @Test
    void aTransactionThatASnapshotReplacesIsForgotten() throws Exception {
        bothLoaded();
        comes(store("S1"));
        comes(record(POS, Table.STORE, "S2", "r", 5, "first"));

        assertThat(changes()).extracting(Change::name).containsExactly("store/S2");
    }

    @Test
    void aTransactionTooLargeToBeKeptBackIsPassedOnAsItComesAndHoldsTheFrame() throws Exception {
        harness.close();
        start(null, 1_000);
        bothLoaded();
        for (int i = 0; i < 5; i++) {
            comes(store("S" + i));
        }
        assertThat(changes()).as("what came until it was too large").hasSizeBetween(2, 5);
        at(2_000);
        comes(team("T1"));
        comes(envelopes.end(CRM, next(CRM)));
        assertThat(closed()).isEmpty();

        comes(store("S9"));
        comes(envelopes.end(POS, next(POS)));

        assertThat(closed()).hasSize(1);
    }

    @Test
    void aPartOfATableLoadedBesideTheChangesIsShownWholeAndIsNoSnapshot() throws Exception {
        bothLoaded();
        comes(store("S1"));
        long server = changesOf(envelopes.end(POS, next(POS))).get(0).server();
        at(50);
        List<Change> loaded = new ArrayList<>();
        loaded.addAll(changesOf(record(POS, Table.STORE, "S1", "r", transaction, "incremental")));
        loaded.addAll(changesOf(record(POS, Table.STORE, "S2", "r", transaction, "incremental")));
        at(90);
        assertThat(closed()).as("more of it may come").isEmpty();

        comes(heartbeat(POS));

        assertThat(closed()).hasSize(1);
        assertThat(loaded)
                .as("nothing is swept away, and positions go on being compared with those of the log")
                .extracting(Change::kind)
                .containsExactly(Kind.ROW, Kind.ROW);
        assertThat(loaded).allMatch(row -> row.server() == server && row.row().lsn() == 0);
        assertThat(of("pos", lastMark().getSources()).getLoading()).isFalse();
    }

    private List<Change> changesOf(RawRecord record) throws Exception {
        harness.getOutput().clear();
        comes(record);
        return changes();
    }

    @Test
    void aFrameIsAtLeastTenMillisecondsAndTheTickClosesIt() throws Exception {
        bothLoaded();
        at(40);
        comes(heartbeat(POS));
        assertThat(closed()).containsExactly(T + 40);
        comes(heartbeat(POS));
        assertThat(closed()).isEmpty();

        at(60);

        assertThat(closed()).containsExactly(T + 41);
    }

    @Test
    void whenNothingComesTheClockGoesOnOnceASecond() throws Exception {
        bothLoaded();
        for (long millis = 100; millis <= 5_000; millis += 10) {
            at(millis);
        }
        assertThat(closed()).hasSizeBetween(4, 5).isSorted();
    }

    @Test
    void everythingOfAFrameHasItsNumberAndTheMarkSaysUpToWhereEachSourceIsRead() throws Exception {
        bothLoaded();
        at(100);
        comes(store("S1"));
        long rowLsn = lsn;
        comes(heartbeat(POS, T + 90));

        List<Change> changes = changes();
        assertThat(changes).hasSize(1);
        FrameMark mark = lastMark();
        assertThat(Frames.of(changes.get(0).row().time())).isEqualTo(mark.getVersion());
        assertThat(mark.getClosed()).isEqualTo(T + 100);
        SourceProgress pos = of("pos", mark.getSources());
        assertThat(pos.getRowLsn()).isEqualTo(rowLsn);
        assertThat(pos.getLsn()).isEqualTo(rowLsn + 1);
        assertThat(pos.getCommitted()).isEqualTo(T + 90);
        assertThat(pos.getOffset()).isEqualTo(3);
        assertThat(pos.getRows()).isEqualTo(1);
    }

    @Test
    void numbersGrowWhateverTheClockDoesAndWhateverWasPublished() throws Exception {
        harness.close();
        logs.published(T + 3_600_000, "mark");
        start(null);
        comes(heartbeat(POS));
        comes(heartbeat(CRM));
        at(20);
        assertThat(closed()).containsExactly(T + 3_600_001);
        comes(heartbeat(POS));
        at(40);
        assertThat(closed()).containsExactly(T + 3_600_002);
        assertThat(lastMark().getClosed()).as("the time is content").isEqualTo(T + 40);
    }

    @Test
    void aStepOfAServersClockChangesNothingButWhatIsSaidOfItsAge() throws Exception {
        bothLoaded();
        at(100);
        comes(heartbeat(POS, T + 3_600_000));
        assertThat(closed()).containsExactly(T + 100);
        assertThat(of("pos", lastMark().getSources()).getCommitted()).isEqualTo(T + 3_600_000);
        at(200);
        comes(heartbeat(POS, T + 200));
        assertThat(closed()).containsExactly(T + 200);
        assertThat(of("pos", lastMark().getSources()).getCommitted()).isEqualTo(T + 200);
    }

    @Test
    void nothingIsShownBeforeEverySourceIsLoaded() throws Exception {
        comes(record(POS, Table.STORE, "S1", "r", 5, "first"));
        comes(record(POS, Table.STORE, "S2", "r", 5, "last"));
        comes(heartbeat(POS));
        at(5_000);
        assertThat(closed()).isEmpty();

        comes(heartbeat(CRM));
        at(5_020);

        assertThat(closed()).hasSize(1);
    }

    @Test
    void aLongTransactionIsAppliedInStepsAndShownAtOnce() throws Exception {
        bothLoaded();
        for (int i = 0; i < 10_000; i++) {
            comes(store("S" + i));
        }
        at(10_000);
        assertThat(changes()).isEmpty();

        comes(envelopes.end(POS, next(POS)));
        at(10_020);

        assertThat(harness.getOutput().stream().filter(Watermark.class::isInstance))
                .as("five steps and the end")
                .hasSize(6);
        assertThat(closed()).hasSize(1);
    }

    @Test
    void anEmptiedTableIsToldToEveryPartOfItsMemory() throws Exception {
        bothLoaded();
        comes(record(POS, Table.POS_REFUND, "", "t", 2, "false"));
        comes(envelopes.end(POS, next(POS)));

        List<Change> changes = changes();
        assertThat(changes).hasSize(Change.BUCKETS).allMatch(change -> change.kind() == Kind.TRUNCATE);
        assertThat(changes).extracting(Change::part).doesNotHaveDuplicates();
        assertThat(changes).extracting(change -> change.row().table()).containsOnly(Table.POS_REFUND);
    }

    @Test
    void aNewSnapshotHoldsTheFrameAndSweepsWhatDidNotComeAgain() throws Exception {
        bothLoaded();
        comes(store("S1"));
        comes(heartbeat(POS));
        long before = changes().get(0).row().time();
        at(100);
        comes(envelopes.readAgain(POS, next(POS)));
        comes(record(POS, Table.STORE, "S2", "r", 5, "first"));
        comes(record(POS, Table.STORE, "S3", "r", 5, "last"));
        List<Change> again = changes();
        assertThat(again).extracting(change -> change.row().key()).containsExactly("S2", "S3");
        at(20_000);
        assertThat(closed()).isEmpty();

        comes(heartbeat(POS));

        List<Change> sweeps = new ArrayList<>(changes());
        sweeps.removeIf(change -> change.kind() != Kind.SWEEP);
        assertThat(sweeps).hasSize(Change.BUCKETS * Table.of("pos").size());
        assertThat(sweeps).allMatch(sweep -> sweep.row().time() > before);
        assertThat(again)
                .allMatch(change -> change.row().time() >= sweeps.get(0).row().time());
        assertThat(again).extracting(Change::server).containsOnly(sweeps.get(0).server());
    }

    @Test
    void aSnapshotNobodyAnnouncedReplacesWhatCameBeforeToo() throws Exception {
        bothLoaded();
        comes(store("S1"));
        comes(heartbeat(POS));
        int before = changes().get(0).server();

        comes(record(POS, Table.STORE, "S2", "r", 5, "true"));

        assertThat(changes()).extracting(Change::server).containsExactly(before + 1);
    }

    @Test
    void aSnapshotBegunAgainAfterACrashCountsFromItsNewBeginning() throws Exception {
        bothLoaded();
        comes(record(POS, Table.STORE, "S1", "r", 5, "first"));
        comes(record(POS, Table.STORE, "S1", "r", 6, "first"));
        List<Change> changes = changes();
        assertThat(changes.get(1).server()).isEqualTo(changes.get(0).server() + 1);
    }

    @Test
    void afterARestartNothingIsShownBeforeItIsAsYoungAsWhatWasShown() throws Exception {
        harness.close();
        logs.ends.put(POS, 4L);
        logs.ends.put(CRM, 1L);
        logs.published(T + 900, "cell/rep/an/day/20780", "mark");
        OperatorSubtaskState checkpoint = checkpointOfBothLoaded();
        start(checkpoint);
        at(1_000);
        comes(new RawRecord(POS, 0, 1, 0, store("S1").key(), store("S1").value()));
        comes(heartbeatAt(POS, 2));
        at(5_000);
        assertThat(closed()).isEmpty();

        comes(heartbeatAt(POS, 3));
        at(5_020);

        assertThat(closed()).hasSize(1);
        List<Delta> again = harness.getSideOutput(TAGS.againCells()).stream()
                .map(StreamRecord::getValue)
                .toList();
        assertThat(again).singleElement().matches(Delta::isAgain);
        assertThat(again.get(0).row()).isEqualTo("rep/an");
    }

    private RawRecord heartbeatAt(String topic, long offset) {
        Row beat = Row.absent(Table.HEARTBEAT, "heartbeat", ++lsn, T);
        return envelopes.record(topic, offset, beat, "m", 0, "false");
    }

    private OperatorSubtaskState checkpointOfBothLoaded() throws Exception {
        FakeLogs empty = new FakeLogs();
        try (OneInputStreamOperatorTestHarness<RawRecord, Change> other = new OneInputStreamOperatorTestHarness<>(
                new ReadRows(registry.address(), BUSINESS, empty, null, TAGS))) {
            other.setup(Change.TYPE.createSerializer(new SerializerConfigImpl()));
            other.setProcessingTime(T);
            other.open();
            other.processElement(heartbeatAt(POS, 0), 0);
            other.processElement(heartbeatAt(CRM, 0), 0);
            return other.snapshot(1, 1);
        }
    }

    @Test
    void aStartWithoutStateHasAllPublishedAgainByWhoeverKeepsIt() throws Exception {
        harness.close();
        logs.published(
                T - 1,
                "cell/rep/a/b/month/20758",
                "deals/R1",
                "entity/rep/R1",
                "left-out/pos_order/17",
                "left-out/object/order/18",
                "source/pos",
                "reading",
                "mark");
        start(null);
        assertThat(((Reading) told().stream()
                                .filter(Reading.class::isInstance)
                                .findFirst()
                                .orElse(reading()))
                        .getComputing())
                .isTrue();
        comes(heartbeat(POS));
        comes(heartbeat(CRM));
        at(20);

        assertThat(harness.getSideOutput(TAGS.againCells()).remove().getValue().id())
                .isEqualTo("a/b");
        assertThat(harness.getSideOutput(TAGS.againDeals())
                        .remove()
                        .getValue()
                        .deal()
                        .rep())
                .isEqualTo("R1");
        assertThat(harness.getSideOutput(TAGS.againObjects())
                        .remove()
                        .getValue()
                        .object())
                .isEqualTo("order/18");
        assertThat(changes())
                .filteredOn(change -> change.kind() == Kind.AGAIN)
                .extracting(Change::name)
                .containsExactly("rep/R1", "pos_order/17");
        List<String> gone = harness.getSideOutput(TAGS.told()).stream()
                .map(StreamRecord::getValue)
                .filter(result -> result.value() == null)
                .map(Result::key)
                .toList();
        assertThat(gone).containsExactly("source/pos");
    }

    private Reading reading() throws Exception {
        at(10);
        return (Reading)
                told().stream().filter(Reading.class::isInstance).findFirst().orElseThrow();
    }

    @Test
    void aStateThatHasReadFurtherThanTheTopicReachesIsRefused() throws Exception {
        bothLoaded();
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        harness.close();
        logs.ends.put(POS, 0L);
        logs.ends.put(CRM, 1L);
        assertThatThrownBy(() -> start(checkpoint))
                .isInstanceOf(StateOfOtherTopicsException.class)
                .hasRootCauseMessage("the state has read rows.pos up to offset 1, but the topic ends at 0");
    }

    @Test
    void resultsThatEndBeforeWhatWasPublishedWereLost() throws Exception {
        bothLoaded();
        OperatorSubtaskState checkpoint = checkpointAfterPublishing("cell/rep/an/day/20780", "mark");
        logs.keys.clear();
        logs.ends.put(Topics.RESULTS.name(), 1L);
        assertThatThrownBy(() -> harness.snapshot(3, 3))
                .as("while it runs")
                .rootCause()
                .hasMessageContaining("up to offset 2, but the topic ends at 1: it was lost and made anew");
        harness.close();

        assertThatThrownBy(() -> start(checkpoint)).as("at a start").isInstanceOf(StateOfOtherTopicsException.class);
    }

    @Test
    void whatWasPublishedWithNumbersTheRegistryHasLostIsPublishedAgain() throws Exception {
        bothLoaded();
        OperatorSubtaskState checkpoint = checkpointAfterPublishing("cell/rep/an/day/20780", "mark");
        harness.close();
        logs.ends.put(POS, 1L);
        logs.ends.put(CRM, 1L);
        start(checkpoint);
        at(1_100);
        assertThat(closed()).hasSize(1);
        assertThat(harness.getSideOutput(TAGS.againCells()))
                .as("nothing is lost")
                .isNull();
        harness.close();

        registry.lose();
        registry.idOf(Schema.create(Schema.Type.STRING)); // somebody was quicker
        start(checkpoint);
        at(1_100);

        assertThat(closed()).hasSize(1);
        assertThat(harness.getSideOutput(TAGS.againCells())).hasSize(1);
    }

    /** What a checkpoint says was published is what stood in the topic one checkpoint before. */
    private OperatorSubtaskState checkpointAfterPublishing(String... keys) throws Exception {
        logs.published(T, keys);
        harness.snapshot(1, 1);
        return harness.snapshot(2, 2);
    }

    @Test
    void whatItReadsIsToldTwiceASecondAlsoWhileNoFrameCloses() throws Exception {
        comes(record(POS, Table.STORE, "S1", "r", 5, "first"));
        at(600);
        List<SpecificRecord> told = told();
        Reading reading = (Reading) told.get(told.size() - 1);
        assertThat(of("pos", reading.getSources()).getRows()).isEqualTo(1);
        assertThat(of("pos", reading.getSources()).getLoading()).isTrue();
        assertThat(told).noneMatch(FrameMark.class::isInstance);
    }

    @Test
    void aRowThatCannotBeTrueIsLeftOutWithItsReasonAndQuarantined() throws Exception {
        bothLoaded();
        Row order = Row.empty(Table.POS_ORDER, "17", ++lsn, T);
        order.setText(Table.POS_ORDER.slot("currency"), "USD");
        comes(envelopes.record(POS, next(POS), order, "u", 3, "false"));
        comes(envelopes.end(POS, next(POS)));

        Change change = changes().get(0);
        assertThat(change.row().present()).isFalse();
        assertThat(change.leftOut().reason()).isEqualTo("foreign_currency");
        QuarantinedRecord record = (QuarantinedRecord) framing.decode(
                harness.getSideOutput(TAGS.quarantine()).remove().getValue().value());
        assertThat(record.getReason()).isEqualTo("foreign_currency");
        assertThat(record.getOffset()).isEqualTo(1);
    }

    @Test
    void aRecordNobodyCanNameIsLeftOutForAWeek() throws Exception {
        bothLoaded();
        comes(new RawRecord(POS, 0, next(POS), 0, new byte[] {9}, new byte[] {1, 2, 3}));
        LeftOut row = (LeftOut)
                told().stream().filter(LeftOut.class::isInstance).findFirst().orElseThrow();
        assertThat(row.getTable() + "/" + row.getKey()).isEqualTo("record/rows.pos@1");
        assertThat(row.getReason()).isEqualTo("undecodable");
        restart();
        at(Duration.ofDays(8).toMillis());
        comes(heartbeat(POS));
        assertThat(harness.getSideOutput(TAGS.told()).stream()
                        .map(told -> told.getValue().key()))
                .contains("left-out/record/rows.pos@1");
    }

    @Test
    void recordsNobodyCanNameLeaveTheListWhenTheirDatabaseIsReadAgain() throws Exception {
        bothLoaded();
        comes(new RawRecord(POS, 0, next(POS), 0, new byte[] {9}, new byte[] {1, 2, 3}));
        comes(new RawRecord(CRM, 0, next(CRM), 0, new byte[] {9}, new byte[] {1, 2, 3}));
        restart();

        comes(envelopes.readAgain(POS, next(POS)));

        assertThat(harness.getSideOutput(TAGS.told()).stream()
                        .map(StreamRecord::getValue)
                        .filter(result -> result.value() == null)
                        .map(Result::key))
                .containsExactly("left-out/record/rows.pos@1");
    }

    @Test
    void aRowOfAnotherDatabaseIsNoneOfThisOne() throws Exception {
        bothLoaded();
        RawRecord store = store("S1");
        comes(new RawRecord(CRM, 0, next(CRM), 0, store.key(), store.value()));

        assertThat(changes()).isEmpty();
        assertThat(told())
                .filteredOn(LeftOut.class::isInstance)
                .extracting(told -> ((LeftOut) told).getTable() + " " + ((LeftOut) told).getReason())
                .containsExactly("record unknown_table");
    }

    @Test
    void numbersOfTheRegistryAreAskedForAnewWhenADatabaseIsReadAgain() throws Exception {
        bothLoaded();
        comes(store("S1"));
        comes(envelopes.end(POS, next(POS)));
        registry.lose();
        comes(envelopes.readAgain(POS, next(POS)));
        comes(record(POS, Table.STORE, "S2", "r", 5, "first"));

        assertThat(changes()).extracting(Change::name).contains("store/S1", "store/S2");
    }

    @Test
    void anUnreadableRecordOfAMegabyteFitsIntoOneOfQuarantine() throws Exception {
        bothLoaded();
        comes(new RawRecord(POS, 0, next(POS), 0, store("S1").key(), new byte[1_048_000]));
        Result quarantined = harness.getSideOutput(TAGS.quarantine()).remove().getValue();
        assertThat(quarantined.value().length).isLessThan(1_001_000);
    }
}
