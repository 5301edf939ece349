package io.salesboard.jobs.operators;

import static io.salesboard.jobs.operators.Words.closing;
import static io.salesboard.jobs.operators.Words.deleted;
import static io.salesboard.jobs.operators.Words.line;
import static io.salesboard.jobs.operators.Words.row;
import static io.salesboard.jobs.operators.Words.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.jobs.FakeRegistry;
import io.salesboard.jobs.read.Change;
import io.salesboard.jobs.read.Change.Kind;
import io.salesboard.jobs.read.Change.LeftOutReason;
import io.salesboard.jobs.results.Result;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.LeftOut;
import io.salesboard.schemas.SchemaRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocateRowsTest {
    private static final OutputTag<Change> ENTITIES = new OutputTag<>("entities", Change.TYPE);
    private static final OutputTag<Result> LEFT_OUT = new OutputTag<>("left-out", Result.TYPE);
    private static final Duration RETENTION = Duration.ofDays(7);
    /** For two deleted rows in each part of a table. */
    private static final long DELETED_ROWS = 2 * 128 * Change.BUCKETS;

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();

    private static final LeftOutReason BAD_QTY = new LeftOutReason("missing_value", "pos_order_line 5: qty is NULL");

    private final FakeRegistry registry = new FakeRegistry();
    private final AvroFraming framing = new AvroFraming(new SchemaRegistry(registry.address()));
    private KeyedOneInputStreamOperatorTestHarness<Integer, Change, ObjectRow> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    private KeyedOneInputStreamOperatorTestHarness<Integer, Change, ObjectRow> harness() throws Exception {
        LocateRows locate = new LocateRows(registry.address(), RETENTION, DELETED_ROWS, ENTITIES, LEFT_OUT);
        var created = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(locate), Change::part, Types.INT);
        Words.onDisk(created);
        created.setup(ObjectRow.TYPE.createSerializer(new SerializerConfigImpl()));
        return created;
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
        registry.close();
    }

    /** What is sent on for a change: {@code order/1+} for a present row, {@code order/1-} for an absent one. */
    private List<String> sentFor(Change change) throws Exception {
        return sentFor(change, change.row().time());
    }

    private List<String> sentFor(Change change, long time) throws Exception {
        harness.getOutput().clear();
        harness.processElement(change, time);
        return harness.extractOutputValues().stream()
                .map(sent -> sent.object() + (sent.row().present() ? "+" : "-"))
                .toList();
    }

    private List<String> sentFor(int server, Row row) throws Exception {
        return sentFor(Change.ofRow(server, row, null));
    }

    private List<String> sentFor(Row row) throws Exception {
        return sentFor(0, row);
    }

    private List<String> sentForBad(long lsn, long after) throws Exception {
        return sentFor(Change.ofRow(0, goneLine(lsn, after), BAD_QTY));
    }

    /** Line 5 of an order. */
    private static Row lineOf(long order, long lsn, long after) {
        return line(5, order, lsn, after, 100).row();
    }

    /** Line 5 of an order, of which a long product_id was not sent. */
    private static Row partialLineOf(String order, long lsn, long after) {
        return row(
                Table.POS_ORDER_LINE,
                "5",
                lsn,
                after,
                "order_id",
                order,
                "product_id",
                Row.UNCHANGED,
                "line_id",
                5,
                "qty",
                10_000,
                "unit_price",
                10_000);
    }

    private static Row goneLine(long lsn, long after) {
        return deleted(Table.POS_ORDER_LINE, "5", lsn, after);
    }

    /** The change of all rows of the part of a table that row 5 stands in. */
    private static Change all(Kind kind, Table table, int server, long lsn, long after) {
        return Change.ofAll(kind, table, Change.again(table, "5", 0).bucket(), server, lsn, time(after));
    }

    private List<String> truncated(long lsn, long after) throws Exception {
        return sentFor(all(Kind.TRUNCATE, Table.POS_ORDER_LINE, 0, lsn, after));
    }

    /** A snapshot that began {@code since} is complete now. */
    private List<String> swept(int server, long since, long after) throws Exception {
        return sentFor(all(Kind.SWEEP, Table.POS_ORDER_LINE, server, 0, since), time(after));
    }

    private List<String> leftOut() throws IOException {
        Queue<StreamRecord<Result>> told = harness.getSideOutput(LEFT_OUT);
        List<String> leftOut = told == null ? List.of() : Words.leftOut(told, framing);
        if (told != null) {
            told.clear();
        }
        return leftOut;
    }

    /** Reference rows sent since it was asked last: {@code rep/an+}. */
    private List<String> entities() {
        Queue<StreamRecord<Change>> sent = harness.getSideOutput(ENTITIES);
        if (sent == null) {
            return List.of();
        }
        List<String> entities = sent.stream()
                .map(StreamRecord::getValue)
                .map(change -> change.kind() == Kind.AGAIN
                        ? change.name() + " again"
                        : change.name() + (change.row().present() ? "+" : "-"))
                .toList();
        sent.clear();
        return entities;
    }

    @Test
    void aRowGoesToItsObjectAndItsDeletionFollows() throws Exception {
        assertThat(sentFor(lineOf(1, 10, 0))).containsExactly("order/1+");
        assertThat(sentFor(goneLine(11, 5))).containsExactly("order/1-");
        assertThat(sentFor(goneLine(11, 9))).as("a repeated deletion").isEmpty();
    }

    @Test
    void aPartThatMovesLeavesItsOldObjectFirst() throws Exception {
        sentFor(lineOf(1, 10, 0));
        assertThat(sentFor(lineOf(2, 11, 5))).containsExactly("order/1-", "order/2+");
        assertThat(harness.extractOutputValues())
                .as("both with the position and the time of the move")
                .allMatch(sent -> sent.row().lsn() == 11 && sent.row().time() == time(5));
        assertThat(sentFor(goneLine(12, 9))).containsExactly("order/2-");
    }

    @Test
    void anOlderCopyGoesNowhereAndAnEqualOneComesAgain() throws Exception {
        sentFor(lineOf(2, 11, 0));
        assertThat(sentFor(lineOf(1, 10, 5))).isEmpty();
        assertThat(sentFor(lineOf(2, 11, 5))).containsExactly("order/2+");
    }

    @Test
    void aRowLoadedBesideTheChangesCountsAndWhatTheLogSaysAfterItCountsWhateverItsPosition() throws Exception {
        sentFor(lineOf(1, 10, 0));
        assertThat(sentFor(lineOf(2, 0, 5))).as("loaded").containsExactly("order/1-", "order/2+");
        assertThat(sentFor(lineOf(1, 9, 6))).as("sent again from before").isEmpty();
        assertThat(sentFor(lineOf(3, 11, 7))).as("committed after it").containsExactly("order/2-", "order/3+");
        assertThat(sentFor(goneLine(12, 8))).containsExactly("order/3-");
    }

    @Test
    void aRowLeftOutForAMissingColumnIsBackWhenItIsLoaded() throws Exception {
        LeftOutReason missing = new LeftOutReason("missing_column", "pos_order_line arrives without tax");
        sentFor(Change.ofRow(0, goneLine(10, 0), missing));
        assertThat(leftOut()).hasSize(1);

        assertThat(sentFor(lineOf(1, 0, 5))).containsExactly("order/1+");

        assertThat(leftOut()).singleElement().asString().endsWith("pos_order_line/5 = gone");
    }

    @Test
    void anOlderCopyOfADeletedRowGoesNowhereAndAYoungerOneCounts() throws Exception {
        sentFor(lineOf(1, 10, 0));
        sentFor(goneLine(11, 5));
        assertThat(sentFor(lineOf(1, 10, 9))).isEmpty();
        assertThat(sentFor(lineOf(1, 12, 9))).containsExactly("order/1+");
    }

    @Test
    void aDeletionThatComesBeforeTheRowKeepsItOut() throws Exception {
        assertThat(sentFor(goneLine(11, 0))).isEmpty();
        assertThat(sentFor(lineOf(1, 10, 5))).isEmpty();
        assertThat(sentFor(lineOf(1, 12, 9))).containsExactly("order/1+");
    }

    @Test
    void aDeletionOfWhichOnlyTheTombstoneIsLeftCountsAndKeepsThePosition() throws Exception {
        sentFor(lineOf(1, 10, 0));
        assertThat(sentFor(goneLine(0, 5))).containsExactly("order/1-");
        assertThat(sentFor(lineOf(1, 9, 9))).isEmpty();
        assertThat(sentFor(lineOf(1, 10, 9))).containsExactly("order/1+");
    }

    @Test
    void whenItsTableIsEmptiedARowGoesAndOlderCopiesStayOut() throws Exception {
        sentFor(lineOf(1, 10, 0));
        assertThat(truncated(20, 5)).containsExactly("order/1-");
        assertThat(harness.extractOutputValues())
                .allMatch(sent -> sent.row().lsn() == 20 && sent.row().time() == time(5));
        assertThat(truncated(20, 7)).as("nothing is left to go").isEmpty();
        assertThat(sentFor(lineOf(1, 10, 9))).isEmpty();
        assertThat(sentFor(lineOf(1, 21, 9))).containsExactly("order/1+");
    }

    @Test
    void aRepeatedTruncationLeavesRowsThatCameAfterIt() throws Exception {
        sentFor(lineOf(1, 10, 0));
        truncated(20, 5);
        sentFor(lineOf(2, 21, 9));
        assertThat(truncated(20, 15)).isEmpty();
        assertThat(sentFor(goneLine(22, 20))).containsExactly("order/2-");
    }

    @Test
    void rowsOfOtherTablesStayWhenOneIsEmptied() throws Exception {
        sentFor(lineOf(1, 10, 0));
        assertThat(sentFor(all(Kind.TRUNCATE, Table.POS_REFUND, 0, 20, 5))).isEmpty();
        assertThat(sentFor(goneLine(21, 9))).containsExactly("order/1-");
    }

    @Test
    void whatANewSnapshotDoesNotBringAgainGoesAndTheRestStays() throws Exception {
        sentFor(lineOf(1, 10, 0));
        assertThat(swept(1, 20, 30)).containsExactly("order/1-");
        assertThat(harness.extractOutputValues())
                .as("now, not when the snapshot began")
                .allMatch(sent -> sent.row().time() == time(30));

        sentFor(1, lineOf(1, 50, 40));
        sentFor(2, lineOf(1, 60, 55));
        assertThat(swept(2, 50, 70)).isEmpty();
        assertThat(sentFor(2, goneLine(61, 80))).containsExactly("order/1-");
    }

    @Test
    void betweenServersTheLaterRecordWinsThoughItsPositionIsLower() throws Exception {
        sentFor(lineOf(1, 1000, 0));
        assertThat(sentFor(1, lineOf(2, 10, 5))).containsExactly("order/1-", "order/2+");
        assertThat(sentFor(1, lineOf(1, 9, 7)))
                .as("an older copy of the new server")
                .isEmpty();
        assertThat(sentFor(1, goneLine(11, 9))).containsExactly("order/2-");
    }

    @Test
    void aRowThatTheNewServerDidNotHaveMayComeLaterWithALowerPosition() throws Exception {
        sentFor(lineOf(1, 1000, 0));
        assertThat(swept(1, 5, 10)).containsExactly("order/1-");
        assertThat(sentFor(1, lineOf(2, 50, 20))).containsExactly("order/2+");
    }

    @Test
    void aRowDeletedOnTheOldServerCountsWhereTheNewOneHasIt() throws Exception {
        sentFor(lineOf(1, 1000, 0));
        sentFor(goneLine(1001, 5));
        assertThat(sentFor(1, lineOf(1, 50, 20))).containsExactly("order/1+");
    }

    @Test
    void aRowThatCannotBeCountedLeavesItsObjectAndIsSaidUntilItIsCorrected() throws Exception {
        sentFor(lineOf(1, 10, 0));
        assertThat(sentForBad(11, 5)).containsExactly("order/1-");
        assertThat(leftOut()).containsExactly("left-out/pos_order_line/5 = missing_value since 5");
        assertThat(sentForBad(12, 9)).isEmpty();
        assertThat(leftOut())
                .as("one entry, since it was first")
                .containsExactly("left-out/pos_order_line/5 = missing_value since 5");
        assertThat(sentFor(lineOf(1, 13, 20))).containsExactly("order/1+");
        assertThat(leftOut()).containsExactly("left-out/pos_order_line/5 = gone");
        sentFor(lineOf(1, 14, 25));
        assertThat(leftOut()).isEmpty();
    }

    @Test
    void whatIsLeftOutSaysWhereAndWhy() throws Exception {
        sentForBad(11, 5);
        LeftOut leftOut = (LeftOut)
                framing.decode(harness.getSideOutput(LEFT_OUT).peek().getValue().value());
        assertThat(leftOut.getTable()).isEqualTo("pos_order_line");
        assertThat(leftOut.getKey()).isEqualTo("5");
        assertThat(leftOut.getVersion()).isEqualTo(Words.T + 5);
        assertThat(leftOut.getReason()).isEqualTo(BAD_QTY.reason());
        assertThat(leftOut.getDetail()).isEqualTo(BAD_QTY.detail());
    }

    @Test
    void anotherReasonIsSaidOfTheSameRow() throws Exception {
        sentForBad(11, 5);
        leftOut();
        sentFor(Change.ofRow(0, goneLine(12, 9), new LeftOutReason("out_of_range", "qty is NaN")));
        assertThat(leftOut()).containsExactly("left-out/pos_order_line/5 = out_of_range since 5");
    }

    @Test
    void anOlderCopyCorrectsNothing() throws Exception {
        sentForBad(11, 5);
        leftOut();
        assertThat(sentFor(lineOf(1, 10, 9))).isEmpty();
        assertThat(leftOut()).isEmpty();
    }

    @Test
    void aRowLeftOutIsSaidNoMoreWhenItIsDeletedEmptiedOrNotBroughtAgain() throws Exception {
        sentForBad(11, 5);
        sentFor(goneLine(12, 9));
        assertThat(leftOut()).last().isEqualTo("left-out/pos_order_line/5 = gone");
        sentForBad(13, 15);
        truncated(14, 20);
        assertThat(leftOut()).last().isEqualTo("left-out/pos_order_line/5 = gone");
        sentForBad(15, 25);
        swept(1, 30, 40);
        assertThat(leftOut()).last().isEqualTo("left-out/pos_order_line/5 = gone");
    }

    @Test
    void aTextThatWasNotSentIsNoMatterWhereTheRowIsKnown() throws Exception {
        sentFor(lineOf(1, 10, 0));
        assertThat(sentFor(partialLineOf("1", 11, 5))).containsExactly("order/1+");
        assertThat(sentFor(partialLineOf(Row.UNCHANGED, 12, 9)))
                .as("the object's own key was not sent")
                .containsExactly("order/1+");
        assertThat(leftOut()).isEmpty();
    }

    @Test
    void aTextThatWasNotSentAndIsNotKnownLeavesTheRowOut() throws Exception {
        assertThat(sentFor(partialLineOf("1", 11, 5))).isEmpty();
        assertThat(leftOut()).containsExactly("left-out/pos_order_line/5 = value_unknown since 5");
        assertThat(sentFor(partialLineOf("1", 12, 9)))
                .as("nobody has its text yet")
                .isEmpty();
        assertThat(sentFor(lineOf(1, 13, 15))).containsExactly("order/1+");
        assertThat(leftOut()).last().isEqualTo("left-out/pos_order_line/5 = gone");
    }

    @Test
    void aTextThatWasNotSentAfterTheRowWasLeftOutIsNotTakenFromBefore() throws Exception {
        sentFor(lineOf(1, 10, 0));
        sentForBad(11, 5);
        leftOut();
        assertThat(sentFor(partialLineOf("1", 12, 9))).isEmpty();
        assertThat(leftOut()).containsExactly("left-out/pos_order_line/5 = value_unknown since 5");
    }

    @Test
    void aRowThatMovesWithoutAllItsTextsIsLeftOutSinceItsNewObjectHasThemNot() throws Exception {
        sentFor(lineOf(1, 10, 0));
        assertThat(sentFor(partialLineOf("2", 11, 5))).containsExactly("order/1-");
        assertThat(leftOut()).containsExactly("left-out/pos_order_line/5 = value_unknown since 5");
    }

    @Test
    void whetherARowIsLeftOutIsSaidAgainWhenAsked() throws Exception {
        sentForBad(11, 5);
        leftOut();
        assertThat(sentFor(Change.again(Table.POS_ORDER_LINE, "5", time(500)))).isEmpty();
        assertThat(leftOut()).containsExactly("left-out/pos_order_line/5 = missing_value since 5");
        sentFor(Change.again(Table.POS_ORDER_LINE, "6", time(500)));
        assertThat(leftOut()).containsExactly("left-out/pos_order_line/6 = gone");
        assertThat(entities()).isEmpty();
    }

    @Test
    void referenceRowsGoToTheEntitiesAndTimelinesToTheirLeafToo() throws Exception {
        assertThat(sentFor(row(Table.TEAM, "T1", 10, 0, "team_id", "T1"))).isEmpty();
        assertThat(entities()).containsExactly("team/T1+");
        assertThat(sentFor(row(Table.STORE, "S1", 10, 0, "store_id", "S1"))).containsExactly("store/S1+");
        assertThat(entities()).containsExactly("store/S1+");
        assertThat(sentFor(row(Table.REP_ASSIGNMENT, "7", 10, 0, "rep_id", "an")))
                .containsExactly("rep/an+");
        assertThat(sentFor(row(Table.REP_ASSIGNMENT, "7", 11, 5, "rep_id", "bình")))
                .containsExactly("rep/an-", "rep/bình+");
        assertThat(entities()).last().isEqualTo("rep_assignment/7+");
        assertThat(sentFor(deleted(Table.REP_ASSIGNMENT, "7", 12, 9))).containsExactly("rep/bình-");
        assertThat(entities()).containsExactly("rep_assignment/7-");
        assertThat(sentFor(row(Table.REP_ASSIGNMENT, "7", 11, 15, "rep_id", "bình")))
                .as("an older copy")
                .isEmpty();
        assertThat(entities()).isEmpty();
    }

    @Test
    void aReferenceRowThatIsPublishedAgainIsAskedForWhereItIsKept() throws Exception {
        sentFor(Change.again(Table.TEAM, "T1", time(500)));
        assertThat(entities()).containsExactly("team/T1 again");
    }

    @Test
    void aRestoreRemembersPositionsAndWhatIsLeftOut() throws Exception {
        sentFor(lineOf(1, 10, 0));
        sentForBad(11, 5);
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(checkpoint);
        harness.open();
        assertThat(sentFor(lineOf(1, 10, 500))).isEmpty();
        assertThat(sentFor(lineOf(1, 12, 500))).containsExactly("order/1+");
        assertThat(leftOut()).containsExactly("left-out/pos_order_line/5 = gone");
    }

    @Test
    void aDeletedRowIsForgottenInTimeAndALivingOneAndOneLeftOutNever() throws Exception {
        sentFor(lineOf(1, 10, 0));
        sentFor(Change.ofRow(0, deleted(Table.POS_ORDER_LINE, "6", 10, 0), BAD_QTY));
        harness.processWatermark(closing(100 * DAY));
        assertThat(Words.entries(harness)).isEqualTo(2);

        sentFor(goneLine(11, 100 * DAY));
        harness.processWatermark(closing(107 * DAY));
        assertThat(Words.entries(harness))
                .as("remembered so long, with its place in the order and their number")
                .isEqualTo(4);
        harness.processWatermark(closing(107 * DAY + HOUR));
        assertThat(Words.entries(harness)).isEqualTo(1);
        assertThat(harness.numEventTimeTimers()).isZero();
        sentFor(Change.again(Table.POS_ORDER_LINE, "6", time(107 * DAY + 2 * HOUR)));
        assertThat(leftOut()).last().isEqualTo("left-out/pos_order_line/6 = missing_value since 0");
    }

    @Test
    void aRowThatCameBackIsNotForgottenAndASecondDeletionStartsAnew() throws Exception {
        sentFor(lineOf(1, 10, 0));
        sentFor(goneLine(11, 0));
        sentFor(lineOf(1, 12, 2 * DAY));
        harness.processWatermark(closing(8 * DAY));
        sentFor(goneLine(13, 9 * DAY));
        harness.processWatermark(closing(15 * DAY));
        assertThat(sentFor(lineOf(1, 12, 15 * DAY))).as("an older copy").isEmpty();
        harness.processWatermark(closing(16 * DAY + HOUR));
        assertThat(Words.entries(harness)).isZero();
    }

    @Test
    void ofMoreDeletedRowsThanThereIsRoomForTheOldestAreForgotten() throws Exception {
        for (int n = 0; n < 4; n++) {
            String key = sameBucketAs("1", n);
            sentFor(Change.ofRow(0, deleted(Table.POS_ORDER_LINE, key, 10 + n, n), null));
        }
        assertThat(Words.entries(harness))
                .as("two with their places, and how many")
                .isLessThanOrEqualTo(5);
    }

    private static String sameBucketAs(String key, int which) {
        return IntStream.iterate(0, n -> n + 1)
                .mapToObj(Integer::toString)
                .filter(other -> Change.again(Table.POS_ORDER_LINE, other, 0).bucket()
                        == Change.again(Table.POS_ORDER_LINE, key, 0).bucket())
                .skip(which)
                .findFirst()
                .orElseThrow();
    }
}
