package io.salesboard.jobs.operators;

import static io.salesboard.jobs.operators.Words.T;
import static io.salesboard.jobs.operators.Words.deleted;
import static io.salesboard.jobs.operators.Words.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocatePartsTest {
    private static final Duration RETENTION = Duration.ofDays(7);
    private static final long DAY = Duration.ofDays(1).toMillis();

    private KeyedOneInputStreamOperatorTestHarness<String, Row, ObjectRow> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new LocateParts(RETENTION)),
                row -> row.table().key() + "/" + row.key(),
                Types.STRING);
        harness.setup(ObjectRow.TYPE.createSerializer(new SerializerConfigImpl()));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    /** What is sent on for a row: {@code order/1+} for a present row, {@code order/1-} for an absent one. */
    private List<String> sentFor(Row row) throws Exception {
        harness.getOutput().clear();
        harness.processElement(row, row.committed());
        return harness.extractOutputValues().stream()
                .map(sent -> sent.object() + (sent.row().present() ? "+" : "-"))
                .toList();
    }

    private static Row lineOf(long order, long lsn, long after) {
        return line(5, order, lsn, after, 100).row();
    }

    @Test
    void aPartGoesToItsObjectAndItsDeletionFollows() throws Exception {
        assertThat(sentFor(lineOf(1, 10, 0))).containsExactly("order/1+");
        assertThat(sentFor(deleted(Table.POS_ORDER_LINE, "5", 11, 5))).containsExactly("order/1-");
    }

    @Test
    void aPartThatMovesLeavesItsOldObjectFirst() throws Exception {
        sentFor(lineOf(1, 10, 0));
        assertThat(sentFor(lineOf(2, 11, 5))).containsExactly("order/1-", "order/2+");
        assertThat(sentFor(deleted(Table.POS_ORDER_LINE, "5", 12, 9))).containsExactly("order/2-");
    }

    @Test
    void anOlderCopyGoesNowhere() throws Exception {
        sentFor(lineOf(2, 11, 5));
        assertThat(sentFor(lineOf(1, 10, 0))).isEmpty();
        assertThat(sentFor(lineOf(2, 11, 5))).containsExactly("order/2+");
    }

    @Test
    void anOlderCopyOfADeletedPartGoesNowhere() throws Exception {
        sentFor(lineOf(1, 10, 0));
        sentFor(deleted(Table.POS_ORDER_LINE, "5", 11, 5));
        assertThat(sentFor(lineOf(1, 10, 0))).isEmpty();
    }

    @Test
    void aDeletionThatComesBeforeThePartKeepsItOut() throws Exception {
        assertThat(sentFor(deleted(Table.POS_ORDER_LINE, "5", 11, 5))).isEmpty();
        assertThat(sentFor(lineOf(1, 10, 0))).isEmpty();
        assertThat(sentFor(lineOf(1, 12, 9))).containsExactly("order/1+");
    }

    @Test
    void aDeletedPartIsForgottenInTimeAndALivingOneNever() throws Exception {
        sentFor(lineOf(1, 10, 0));
        harness.processWatermark(T + 100 * DAY);
        assertThat(harness.numKeyedStateEntries()).isPositive();

        sentFor(deleted(Table.POS_ORDER_LINE, "5", 11, 100 * DAY));
        harness.processWatermark(T + 107 * DAY - 1);
        assertThat(harness.numKeyedStateEntries()).isPositive();
        harness.processWatermark(T + 107 * DAY);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void aPartThatCameBackIsNotForgottenAndASecondDeletionStartsAnew() throws Exception {
        sentFor(lineOf(1, 10, 0));
        sentFor(deleted(Table.POS_ORDER_LINE, "5", 11, 0));
        sentFor(lineOf(1, 12, 2 * DAY));
        sentFor(deleted(Table.POS_ORDER_LINE, "5", 13, 5 * DAY));
        harness.processWatermark(T + 8 * DAY);
        assertThat(sentFor(lineOf(1, 12, 2 * DAY))).as("an older copy").isEmpty();
        harness.processWatermark(T + 12 * DAY);
        assertThat(harness.numKeyedStateEntries()).isZero();
    }
}
