package io.salesboard.jobs.operators;

import static io.salesboard.jobs.operators.Words.T;
import static io.salesboard.jobs.operators.Words.deleted;
import static io.salesboard.jobs.operators.Words.frame;
import static io.salesboard.jobs.operators.Words.line;
import static io.salesboard.jobs.operators.Words.net;
import static io.salesboard.jobs.operators.Words.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Table;
import io.salesboard.jobs.state.Delta;
import io.salesboard.jobs.state.DeltaSerializer;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FoldObjectsTest {
    private static final OutputTag<DealChange> DEALS = new OutputTag<>("deals", DealChange.TYPE);
    private static final long WEEK = Duration.ofDays(7).toMillis();

    private KeyedOneInputStreamOperatorTestHarness<String, ObjectRow, Delta> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ObjectRow, Delta> harness() throws Exception {
        FoldObjects fold = new FoldObjects(Words.BUSINESS, Duration.ofDays(7), DEALS);
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(fold), ObjectRow::object, Types.STRING);
        harness.setup(DeltaSerializer.INSTANCE);
        return harness;
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void come(ObjectRow... rows) throws Exception {
        for (ObjectRow row : rows) {
            harness.processElement(row, row.row().committed());
        }
    }

    /** Net revenue sent when the frame {@code after} milliseconds after the start is closed. */
    private List<String> closed(long after) throws Exception {
        harness.getOutput().clear();
        harness.processWatermark(frame(after));
        return net(harness.extractOutputValues());
    }

    @Test
    void rowsWaitForTheirFrame() throws Exception {
        come(order(1, 10, 0, "an"), line(1, 1, 11, 5, 100));
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(closed(0))
                .containsExactlyInAnyOrder(
                        "rep/an/2026-11-23: 100",
                        "store/-/2026-11-23: 100",
                        "channel/-/2026-11-23: 100",
                        "product/-/2026-11-23: 100");
        assertThat(harness.extractOutputValues()).allMatch(delta -> delta.frame() == frame(0));
    }

    @Test
    void onlyTheDifferenceOfAnEditTravels() throws Exception {
        come(order(1, 10, 0, "an"), line(1, 1, 11, 5, 100));
        closed(0);
        come(line(1, 1, 12, 25, 130));
        assertThat(closed(20)).contains("rep/an/2026-11-23: 30");
        come(order(1, 13, 45, "bình"));
        assertThat(closed(40)).containsExactlyInAnyOrder("rep/an/2026-11-23: -130", "rep/bình/2026-11-23: 130");
    }

    @Test
    void aRepeatedAndAnOlderRowSendNothing() throws Exception {
        come(order(1, 10, 0, "an"), line(1, 1, 11, 5, 100), line(1, 1, 14, 8, 120));
        closed(0);
        come(line(1, 1, 14, 25, 120), line(1, 1, 11, 26, 100), order(1, 10, 27, "an"));
        closed(20);
        assertThat(harness.extractOutputValues()).isEmpty();
    }

    @Test
    void aDeletedOrderTakesBackAllItAddedAndAReplayDoesNotBringItBack() throws Exception {
        come(order(1, 10, 0, "an"), line(1, 1, 11, 5, 100));
        closed(0);
        come(new ObjectRow("order/1", deleted(Table.POS_ORDER, "1", 12, 25)));
        assertThat(closed(20)).contains("rep/an/2026-11-23: -100");
        come(order(1, 10, 45, "an"));
        assertThat(closed(40)).isEmpty();
    }

    @Test
    void partsOfLaterCommitsWaitThoughTheyCameEarlier() throws Exception {
        come(line(1, 1, 12, 25, 900), order(1, 10, 0, "an"), line(1, 1, 11, 5, 100));
        assertThat(closed(0)).contains("rep/an/2026-11-23: 100");
        assertThat(closed(20)).contains("rep/an/2026-11-23: 800");
    }

    @Test
    void anObjectWithoutRowsLeavesNothingBehind() throws Exception {
        come(order(1, 10, 0, "an"), line(1, 1, 11, 5, 100));
        closed(0);
        come(
                new ObjectRow("order/1", deleted(Table.POS_ORDER, "1", 12, 25)),
                new ObjectRow("order/1", deleted(Table.POS_ORDER_LINE, "1", 13, 25)));
        closed(20);
        harness.processWatermark(T + WEEK);
        assertThat(harness.numKeyedStateEntries())
                .as("remembered within the retention")
                .isPositive();
        harness.processWatermark(T + WEEK + 60);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void aRestoreGoesOnWhereTheCheckpointWas() throws Exception {
        come(order(1, 10, 0, "an"), line(1, 1, 11, 5, 100));
        closed(0);
        come(line(1, 1, 12, 25, 130));
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(checkpoint);
        harness.open();
        assertThat(closed(20)).contains("rep/an/2026-11-23: 30");
    }

    @Test
    void dealsComeChangeHandsAndAreTakenBack() throws Exception {
        come(order(1, 10, 0, "an"), line(1, 1, 11, 5, 100));
        closed(0);
        come(order(1, 12, 25, "bình"));
        closed(20);
        come(new ObjectRow("order/1", deleted(Table.POS_ORDER, "1", 13, 45)));
        closed(40);
        assertThat(harness.getSideOutput(DEALS).stream()
                        .map(StreamRecord::getValue)
                        .toList())
                .extracting(change -> change.deal().rep()
                        + (change.revoked() ? " loses " : " gets ")
                        + change.deal().amount())
                .containsExactly("an gets 100", "an loses 100", "bình gets 100", "bình loses 100");
    }
}
