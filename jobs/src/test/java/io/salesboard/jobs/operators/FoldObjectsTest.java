package io.salesboard.jobs.operators;

import static io.salesboard.jobs.operators.Words.DAY;
import static io.salesboard.jobs.operators.Words.T;
import static io.salesboard.jobs.operators.Words.closing;
import static io.salesboard.jobs.operators.Words.deleted;
import static io.salesboard.jobs.operators.Words.line;
import static io.salesboard.jobs.operators.Words.net;
import static io.salesboard.jobs.operators.Words.order;
import static io.salesboard.jobs.operators.Words.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Table;
import io.salesboard.core.time.BusinessClock;
import io.salesboard.jobs.FakeRegistry;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.state.Delta;
import io.salesboard.jobs.state.DeltaSerializer;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.Correction;
import io.salesboard.schemas.LeftOut;
import io.salesboard.schemas.SchemaRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FoldObjectsTest {
    private static final OutputTag<ObjectRow> HANDED_ON = new OutputTag<>("handed-on", ObjectRow.TYPE);
    private static final OutputTag<CorrectionChange> CORRECTIONS =
            new OutputTag<>("corrections", CorrectionChange.TYPE);
    private static final OutputTag<DealChange> DEALS = new OutputTag<>("deals", DealChange.TYPE);
    private static final OutputTag<Result> LEFT_OUT = new OutputTag<>("left-out", Result.TYPE);
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final FakeRegistry registry = new FakeRegistry();
    private final AvroFraming framing = new AvroFraming(new SchemaRegistry(registry.address()));
    private KeyedOneInputStreamOperatorTestHarness<String, ObjectRow, Delta> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness(BusinessClock.REAL);
        harness.open();
    }

    private KeyedOneInputStreamOperatorTestHarness<String, ObjectRow, Delta> harness(BusinessClock clock)
            throws Exception {
        FoldObjects fold = new FoldObjects(
                Words.ACCOUNTING,
                clock,
                registry.address(),
                new FoldObjects.Tags(DEALS, CORRECTIONS, HANDED_ON, LEFT_OUT));
        var created = new KeyedOneInputStreamOperatorTestHarness<>(fold, ObjectRow::object, Types.STRING);
        Words.onDisk(created);
        created.setup(DeltaSerializer.INSTANCE);
        return created;
    }

    private void restart() throws Exception {
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        harness.close();
        harness = harness(BusinessClock.REAL);
        harness.initializeState(checkpoint);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
        registry.close();
    }

    private void come(ObjectRow... rows) throws Exception {
        for (ObjectRow row : rows) {
            harness.processElement(row, row.row().time());
        }
    }

    private static ObjectRow gone(Table table, long id, long lsn, long after) {
        return new ObjectRow("order/1", deleted(table, Long.toString(id), lsn, after));
    }

    /** Net revenue sent when the frame {@code after} milliseconds after the start is closed. */
    private List<String> closed(long after) throws Exception {
        harness.getOutput().clear();
        harness.processWatermark(closing(after));
        return net(harness.extractOutputValues());
    }

    /** What came to deals since it was asked last: {@code an gets 100}. */
    private List<String> deals() {
        return drained(DEALS).stream()
                .map(change -> change.deal().rep()
                        + (change.revoked() ? " loses " : " gets ")
                        + change.deal().amount())
                .toList();
    }

    private List<String> leftOut() throws IOException {
        Queue<StreamRecord<Result>> told = harness.getSideOutput(LEFT_OUT);
        List<String> leftOut = told == null ? List.of() : Words.leftOut(told, framing);
        if (told != null) {
            told.clear();
        }
        return leftOut;
    }

    private <T> List<T> drained(OutputTag<T> tag) {
        Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
        if (records == null) {
            return List.of();
        }
        List<T> values = records.stream().map(StreamRecord::getValue).toList();
        records.clear();
        return values;
    }

    @Test
    void rowsWaitForTheirStepButNotForTheirFrame() throws Exception {
        come(order(1, 10, 0, "an"), line(1, 1, 11, 0, 100));
        assertThat(harness.extractOutputValues()).isEmpty();
        harness.processWatermark(time(0));
        assertThat(net(harness.extractOutputValues()))
                .containsExactlyInAnyOrder(
                        "rep/an/2026-11-23: 100",
                        "store/-/2026-11-23: 100",
                        "channel/-/2026-11-23: 100",
                        "product/-/2026-11-23: 100",
                        "rep_product/an|-/2026-11-23: 100");
        assertThat(harness.extractOutputValues()).allMatch(delta -> delta.time() == time(0));
        assertThat(closed(0)).isEmpty();
    }

    @Test
    void aLargeObjectIsFoldedOnceAFrame() throws Exception {
        come(order(1, 10, 0, "an"));
        for (int line = 1; line <= 1_000; line++) {
            come(line(line, 1, 10 + line, 0, 100));
        }
        harness.processWatermark(time(0));
        assertThat(harness.extractOutputValues()).isEmpty();

        assertThat(closed(0)).contains("rep/an/2026-11-23: 100000");
        come(line(1, 1, 2_000, 20, 130));
        assertThat(closed(20)).contains("rep/an/2026-11-23: 30");
    }

    @Test
    void onlyTheDifferenceOfAnEditTravels() throws Exception {
        come(order(1, 10, 0, "an"), line(1, 1, 11, 0, 100));
        closed(0);
        come(line(1, 1, 12, 20, 130));
        assertThat(closed(20)).contains("rep/an/2026-11-23: 30");
        come(order(1, 13, 40, "bình"));
        assertThat(closed(40))
                .containsExactlyInAnyOrder(
                        "rep/an/2026-11-23: -130",
                        "rep_product/an|-/2026-11-23: -130",
                        "rep/bình/2026-11-23: 130",
                        "rep_product/bình|-/2026-11-23: 130");
    }

    @Test
    void aRepeatedRowSendsNothing() throws Exception {
        come(order(1, 10, 0, "an"), line(1, 1, 11, 0, 100));
        closed(0);
        come(line(1, 1, 11, 20, 100), order(1, 10, 20, "an"));
        closed(20);
        assertThat(harness.extractOutputValues()).isEmpty();
    }

    @Test
    void aDeletedOrderTakesBackAllItAddedAndItsLinesWait() throws Exception {
        come(order(1, 10, 0, "an"), line(1, 1, 11, 0, 100));
        closed(0);
        come(gone(Table.POS_ORDER, 1, 12, 20));
        assertThat(closed(20)).contains("rep/an/2026-11-23: -100");
        come(order(1, 13, 40, "bình"));
        assertThat(closed(40)).contains("rep/bình/2026-11-23: 100");
    }

    @Test
    void rowsOfLaterStepsWaitThoughTheyCameEarlier() throws Exception {
        come(line(1, 1, 12, 20, 900), order(1, 10, 0, "an"), line(2, 1, 11, 0, 100));
        assertThat(closed(0)).contains("rep/an/2026-11-23: 100");
        assertThat(closed(20)).contains("rep/an/2026-11-23: 900");
    }

    @Test
    void anObjectWithoutRowsLeavesNothingBehind() throws Exception {
        come(order(1, 10, 0, "an"), line(1, 1, 11, 0, 100));
        closed(0);
        come(gone(Table.POS_ORDER, 1, 12, 20), gone(Table.POS_ORDER_LINE, 1, 13, 20));
        closed(20);
        assertThat(Words.entries(harness)).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void aRestoreGoesOnWhereTheCheckpointWas() throws Exception {
        come(order(1, 10, 0, "an"), line(1, 1, 11, 0, 100));
        closed(0);
        come(line(1, 1, 12, 20, 130));
        harness.processWatermark(time(20));
        restart();
        come(line(1, 1, 13, 500, 150));
        assertThat(closed(500)).contains("rep/an/2026-11-23: 20");
        assertThat(harness.extractOutputValues()).allMatch(delta -> delta.time() == closing(500));
        assertThat(deals()).containsExactly("an gets 150");
    }

    @Test
    void aCheckpointWhileRowsWaitForTheirStepIsRefused() throws Exception {
        come(order(1, 10, 0, "an"));
        assertThatThrownBy(() -> harness.snapshot(1, 1)).rootCause().hasMessageContaining("order/1");
    }

    @Test
    void rowsOfALargeObjectWaitForTheirFrameOverARestart() throws Exception {
        come(order(1, 10, 0, "an"));
        for (int id = 1; id <= 600; id++) {
            come(line(id, 1, 10, 0, 100));
        }
        harness.processWatermark(time(0));
        assertThat(harness.extractOutputValues()).isEmpty();
        restart();
        come(line(601, 1, 10, 500, 7));
        harness.processWatermark(time(500));
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(closed(500)).contains("rep/an/2026-11-23: 60007");
    }

    @Test
    void dealsComeChangeHandsAndAreTakenBack() throws Exception {
        come(order(1, 10, 0, "an"), line(1, 1, 11, 0, 100));
        closed(0);
        come(order(1, 12, 20, "bình"));
        closed(20);
        come(gone(Table.POS_ORDER, 1, 13, 40));
        closed(40);
        assertThat(deals()).containsExactly("an gets 100", "an loses 100", "bình gets 100", "bình loses 100");
    }

    @Test
    void aDealDatedInTheFutureAppearsByTheClockAloneWhenItsTimeHasCome() throws Exception {
        come(order(1, 10, 0, "an", HOUR), line(1, 1, 11, 0, 100));
        assertThat(closed(0)).as("its day has it already").contains("rep/an/2026-11-23: 100");
        closed(HOUR - 1);
        assertThat(deals()).isEmpty();
        assertThat(closed(HOUR)).as("figures do not change").isEmpty();
        assertThat(drained(DEALS)).singleElement().satisfies(change -> {
            assertThat(change.deal().at()).isEqualTo(T + HOUR);
            assertThat(change.revoked()).isFalse();
            assertThat(change.time()).isEqualTo(closing(HOUR));
        });
        assertThat(harness.numEventTimeTimers()).isZero();
        closed(2 * HOUR);
        assertThat(deals()).as("once").isEmpty();
    }

    @Test
    void aDealWhoseTimeCameInANightWithoutTheJobAppearsWithTheFirstFrameAfterIt() throws Exception {
        come(order(1, 10, 0, "an", HOUR), line(1, 1, 11, 0, 100));
        closed(0);
        restart();
        assertThat(closed(10 * HOUR)).isEmpty();
        assertThat(drained(DEALS)).singleElement().satisfies(change -> {
            assertThat(change.deal().at()).isEqualTo(T + HOUR);
            assertThat(change.time()).isEqualTo(closing(10 * HOUR));
        });
    }

    @Test
    void aRowThatComesAfterSuchANightFindsTheDealToBeOne() throws Exception {
        come(order(1, 10, 0, "an", HOUR), line(1, 1, 11, 0, 100));
        closed(0);
        restart();
        come(order(1, 12, 10 * HOUR, "bình", HOUR));
        closed(10 * HOUR);
        assertThat(deals()).containsExactly("bình gets 100");
    }

    @Test
    void aDealThatIsPutOffIsTakenBackAndComesAgain() throws Exception {
        come(order(1, 10, 0, "an"), line(1, 1, 11, 0, 100));
        closed(0);
        assertThat(deals()).containsExactly("an gets 100");
        come(order(1, 12, 20, "an", HOUR));
        closed(20);
        assertThat(deals()).containsExactly("an loses 100");
        come(order(1, 13, 40, "an", 2 * HOUR));
        closed(HOUR);
        assertThat(deals()).as("put off once more").isEmpty();
        closed(2 * HOUR);
        assertThat(deals()).containsExactly("an gets 100");
    }

    @Test
    void aFutureDealThatIsDeletedNeverAppears() throws Exception {
        come(order(1, 10, 0, "an", HOUR), line(1, 1, 11, 0, 100));
        closed(0);
        come(gone(Table.POS_ORDER, 1, 12, 20), gone(Table.POS_ORDER_LINE, 1, 13, 20));
        closed(20);
        closed(2 * HOUR);
        assertThat(deals()).isEmpty();
    }

    @Test
    void aDealOfTheYear9999DoesNotComeNow() throws Exception {
        long never = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli() - T;
        come(order(1, 10, 0, "an", never), line(1, 1, 11, 0, 100));
        closed(0);
        closed(Duration.ofDays(60_000).toMillis());
        assertThat(deals()).isEmpty();
    }

    @Test
    void dealsAppearByBusinessTimeWhereThatRunsFaster() throws Exception {
        harness.close();
        harness = harness(new BusinessClock(Instant.ofEpochMilli(T), Instant.ofEpochMilli(T), 60));
        harness.open();
        come(order(1, 10, 0, "an", HOUR), line(1, 1, 11, 0, 100));
        closed(HOUR / 60 - 1);
        assertThat(deals()).isEmpty();
        closed(HOUR / 60);
        assertThat(deals()).containsExactly("an gets 100");
    }

    /** An exchange for one đồng more with a discount of 10^12: its shares are beyond 64 bits. */
    private ObjectRow[] impossible(long lsn, long after) {
        ObjectRow order = order(1, lsn, after, "an");
        order.row().set(Table.POS_ORDER.numberColumn("discount"), 1_000_000_000_000L * 10_000);
        return new ObjectRow[] {
            order, line(1, 1, lsn + 1, after, 1_000_000_000_000L), line(2, 1, lsn + 2, after, -999_999_999_999L)
        };
    }

    @Test
    void anObjectThatCannotBeAddedUpIsLeftOutSaidAndCountedAgainWhenCorrected() throws Exception {
        come(impossible(10, 0));
        come(order(2, 13, 0, "bình"), line(3, 2, 14, 0, 5));
        assertThat(closed(0))
                .as("others go on")
                .contains("rep/bình/2026-11-23: 5")
                .noneMatch(s -> s.contains("an/"));
        assertThat(leftOut()).containsExactly("left-out/object/order/1 = not_addable since 0");
        assertThat(deals()).containsExactly("bình gets 5");

        come(order(1, 15, 20, "an"));
        assertThat(closed(20)).contains("rep/an/2026-11-23: 1");
        assertThat(leftOut()).containsExactly("left-out/object/order/1 = gone");
        assertThat(deals()).containsExactly("an gets 1");
    }

    @Test
    void whatIsLeftOutSaysWhy() throws Exception {
        come(order(1, 10, 0, "an"), line(1, 1, 11, 0, 600_000_000_000_000L), line(2, 1, 12, 0, 600_000_000_000_000L));
        closed(0);
        LeftOut leftOut = (LeftOut) framing.decode(drained(LEFT_OUT).get(0).value());
        assertThat(leftOut.getTable()).isEqualTo("object");
        assertThat(leftOut.getKey()).isEqualTo("order/1");
        assertThat(leftOut.getVersion()).isEqualTo(T);
        assertThat(leftOut.getDetail()).contains("order/1", "gross of rep an", "1200000000000000");
    }

    @Test
    void anObjectThatCanNoLongerBeAddedUpTakesBackAllItAdded() throws Exception {
        come(order(1, 10, 0, "an"), line(1, 1, 11, 0, 100));
        closed(0);
        deals();
        come(impossible(12, 20));
        assertThat(closed(20)).contains("rep/an/2026-11-23: -100");
        assertThat(leftOut()).containsExactly("left-out/object/order/1 = not_addable since 20");
        assertThat(deals()).containsExactly("an loses 100");
        come(line(2, 1, 16, 40, -999_999_999_998L));
        assertThat(closed(40)).isEmpty();
        assertThat(leftOut()).as("still left out, said already").isEmpty();
    }

    @Test
    void anObjectLeftOutThatIsDeletedIsNotLeftOutAnyMore() throws Exception {
        come(impossible(10, 0));
        closed(0);
        leftOut();
        come(
                gone(Table.POS_ORDER, 1, 20, 20),
                gone(Table.POS_ORDER_LINE, 1, 21, 20),
                gone(Table.POS_ORDER_LINE, 2, 22, 20));
        assertThat(closed(20)).isEmpty();
        assertThat(leftOut()).containsExactly("left-out/object/order/1 = gone");
        assertThat(Words.entries(harness)).isZero();
    }

    @Test
    void whetherAnObjectIsLeftOutIsSaidAgainWhenAsked() throws Exception {
        come(impossible(10, 0));
        come(order(2, 13, 0, "bình"), line(3, 2, 14, 0, 5));
        closed(0);
        leftOut();
        restart();
        int entries = Words.entries(harness);
        come(
                ObjectRow.again("order/1", time(500)),
                ObjectRow.again("order/2", time(500)),
                ObjectRow.again("order/3", time(500)));
        assertThat(closed(500)).isEmpty();
        assertThat(leftOut())
                .containsExactly(
                        "left-out/object/order/1 = not_addable since 0",
                        "left-out/object/order/2 = gone",
                        "left-out/object/order/3 = gone");
        assertThat(Words.entries(harness)).as("asking makes no object").isEqualTo(entries);
    }

    @Test
    void anObjectWithARowWhoseKeyIsEmptyIsOneLikeAnyOther() throws Exception {
        Row row = Words.row(
                Table.POS_ORDER,
                "",
                10,
                0,
                "rep_id",
                "an",
                "status",
                "completed",
                "currency",
                "VND",
                "completed_ts",
                T);
        come(new ObjectRow("order/", row));
        harness.processWatermark(closing(0));
        assertThat(harness.extractOutputValues())
                .anyMatch(delta -> delta.home().equals("rep/an") && delta.of(Measure.ORDERS) == 1);
    }

    /** More than 64 bits in all; each alone could be added up. */
    @Test
    void objectsBeyondWhatSumsCanHoldAreCrowdedOutAndCountedAsSoonAsThereIsRoom() throws Exception {
        long price = 900_000_000_000_000L;
        for (int id = 1; id <= 3000; id++) {
            come(order(id, 10, 0, "an"), line(id, id, 11, 0, price));
        }
        closed(0);
        long counted = counted("rep/an");
        int said = leftOut().size();
        assertThat(counted).isBetween(500L, 2999L);
        assertThat(said).isEqualTo(3000 - (int) counted);

        for (int id = 1; id <= 2900; id++) {
            come(new ObjectRow("order/" + id, deleted(Table.POS_ORDER, Long.toString(id), 20, 20)));
        }
        closed(20);
        counted += counted("rep/an");
        restart();
        harness.processWatermark(closing(120_000));
        counted += counted("rep/an");
        assertThat(counted).isEqualTo(100);
        assertThat(leftOut()).noneMatch(row -> row.contains("not_addable"));
    }

    /** Orders that what was sent last adds to a row. */
    private long counted(String row) {
        return harness.extractOutputValues().stream()
                .filter(delta -> delta.home().equals(row))
                .mapToLong(delta -> delta.of(Measure.ORDERS))
                .sum();
    }

    @Test
    void anOrderOfTwentyThousandLinesTakesTimeInProportion() throws Exception {
        for (int i = 0; i < 5; i++) {
            cpuNanosOf(100 + i, 2_000);
        }
        long few = Long.MAX_VALUE;
        long many = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            few = Math.min(few, cpuNanosOf(200 + i, 2_000));
            many = Math.min(many, cpuNanosOf(300 + i, 20_000));
        }
        // Ten times the lines: ten times the time, not a hundred times.
        assertThat(many).isLessThan(40 * few);
    }

    /** An order of lines that come in ten steps of one frame, as the reader sends a transaction; each line is worth 1,000. */
    private long cpuNanosOf(int order, int lines) throws Exception {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        harness.getOutput().clear();
        come(order(order, 1, order, "an"));
        for (int id = 1; id <= lines; id++) {
            come(line(id, order, 1L + id, order, 1000));
            if (id % (lines / 10) == 0) {
                harness.processWatermark(time(order) + id / (lines / 10));
            }
        }
        harness.processWatermark(closing(order));
        long sum = harness.extractOutputValues().stream()
                .filter(delta ->
                        delta.place().scope() == Scope.REP && delta.place().start() == DAY)
                .mapToLong(delta -> delta.of(Measure.NET))
                .sum();
        assertThat(sum).isEqualTo(lines * 1000L);
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    }

    /** What came to corrections since it was asked last: rep, what of which row, and by how much the rep's net moved. */
    private List<String> corrections() {
        return drained(CORRECTIONS).stream()
                .map(change -> {
                    Correction correction = change.correction();
                    long net = correction.getMoved().stream()
                            .filter(moved -> moved.getScope().equals("rep")
                                    && moved.getGroup()
                                            .equals(Measure.NET.group().key()))
                            .mapToLong(moved -> moved.getSums().get(Measure.NET.index()))
                            .sum();
                    return change.rep() + ": " + correction.getTable() + " " + correction.getKind()
                            + (correction.getColumn() == null
                                    ? ""
                                    : " " + correction.getColumn() + " " + correction.getWas() + " to "
                                            + correction.getNow())
                            + " " + net;
                })
                .toList();
    }

    @Test
    void whatIsNewIsNoCorrectionAndWhatComesLateIsOne() throws Exception {
        come(order(1, 1, 0, "an"), line(1, 1, 1, 0, 100));
        closed(0);
        assertThat(corrections()).isEmpty();

        come(order(2, 2, 1000, "an", -HOUR), line(2, 2, 2, 1000, 50));
        closed(1000);
        assertThat(corrections()).containsExactly("an: pos_order INSERTED 50");
    }

    @Test
    void aCancelledOrderIsACorrectionThatSaysHowMuchItTookAndFromWhen() throws Exception {
        come(order(1, 1, 0, "an"), line(1, 1, 1, 0, 100));
        closed(0);
        ObjectRow cancelled = order(1, 2, 1000, "an");
        cancelled.row().set(Table.POS_ORDER.textColumn("status"), "cancelled");
        come(cancelled);
        closed(1000);

        assertThat(harness.getSideOutput(CORRECTIONS)).hasSize(1);
        Correction correction =
                harness.getSideOutput(CORRECTIONS).peek().getValue().correction();
        assertThat(correction.getObject()).isEqualTo("order/1");
        assertThat(correction.getDated()).isEqualTo(Words.T);
        assertThat(correction.getFrame()).isEqualTo(correction.getAt());
        assertThat(corrections()).containsExactly("an: pos_order UPDATED status completed to cancelled -100");
    }

    @Test
    void anOrderThatGoesToAnotherRepIsACorrectionOfBoth() throws Exception {
        come(order(1, 1, 0, "an"), line(1, 1, 1, 0, 100));
        closed(0);
        come(order(1, 2, 1000, "binh"));
        closed(1000);

        assertThat(corrections())
                .containsExactly(
                        "an: pos_order UPDATED rep_id an to binh -100",
                        "binh: pos_order UPDATED rep_id an to binh 100");
    }

    @Test
    void whatChangesNoFigureCorrectsNone() throws Exception {
        come(order(1, 1, 0, "an"), line(1, 1, 1, 0, 100));
        closed(0);
        come(order(1, 2, 1000, "an"));
        closed(1000);

        assertThat(corrections()).isEmpty();
    }

    @Test
    void whatIsOlderThanAQuarterIsNotTold() throws Exception {
        come(order(1, 1, 0, "an", -101 * 24 * HOUR), line(1, 1, 1, 0, 100));
        closed(0);
        come(gone(Table.POS_ORDER, 1, 2, 1000));
        closed(1000);

        assertThat(corrections()).isEmpty();
    }

    @Test
    void whatHappensToAnOldOrderJustNowIsNoCorrectionOfIt() throws Exception {
        come(order(1, 1, 0, "an", -2 * HOUR), line(1, 1, 1, 0, 100));
        closed(0);
        corrections();
        Row refund = Words.row(
                Table.POS_REFUND,
                "7",
                2,
                1000,
                "order_id",
                "1",
                "amount",
                500_000,
                "refund_ts",
                (Words.T + 1000) * 1000);
        come(new ObjectRow("order/1", refund));

        assertThat(closed(1000)).isNotEmpty();
        assertThat(corrections()).isEmpty();
    }
}
