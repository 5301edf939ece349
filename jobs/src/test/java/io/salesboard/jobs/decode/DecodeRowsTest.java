package io.salesboard.jobs.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.contributions.Business;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.jobs.Envelopes;
import io.salesboard.jobs.FakeRegistry;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.state.RowSerializer;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.QuarantinedRecord;
import io.salesboard.schemas.SchemaRegistry;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecodeRowsTest {
    private static final OutputTag<Result> QUARANTINE = new OutputTag<>("quarantine", Result.TYPE);
    private static final Business BUSINESS =
            new Business(new BusinessCalendar(ZoneId.of("Asia/Ho_Chi_Minh")), Currency.getInstance("VND"));

    private final FakeRegistry registry = new FakeRegistry();
    private final Envelopes envelopes = new Envelopes(registry);
    private OneInputStreamOperatorTestHarness<RawRecord, Row> harness;

    @BeforeEach
    void open() throws Exception {
        start(null);
    }

    private void start(OperatorSubtaskState checkpoint) throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new DecodeRows(registry.address(), BUSINESS, QUARANTINE)));
        harness.setup(RowSerializer.INSTANCE);
        if (checkpoint != null) {
            harness.initializeState(checkpoint);
        }
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
        registry.close();
    }

    private static Row store(String name, long lsn, long committed) {
        Row row = Row.empty(Table.STORE, "S1", lsn, committed);
        row.setText(Table.STORE.slot("store_id"), "S1");
        row.setText(Table.STORE.slot("name"), name);
        return row;
    }

    private List<Row> decoded(RawRecord... records) throws Exception {
        harness.getOutput().clear();
        for (RawRecord record : records) {
            harness.processElement(record, 0);
        }
        return harness.extractOutputValues();
    }

    private QuarantinedRecord quarantined() throws Exception {
        Result result = harness.getSideOutput(QUARANTINE).remove().getValue();
        assertThat(result.key()).isNull();
        return (QuarantinedRecord) new AvroFraming(new SchemaRegistry(registry.address())).decode(result.value());
    }

    @Test
    void rowsComeOutAsTheyWere() throws Exception {
        Row row = store("Đống Đa", 10, 5000);
        assertThat(decoded(envelopes.record(row))).containsExactly(row);
        Row gone = Row.absent(Table.STORE, "S1", 11, 5001);
        assertThat(decoded(envelopes.record(gone))).containsExactly(gone);
    }

    @Test
    void commitTimeNeverGoesBackAlsoAfterARestart() throws Exception {
        decoded(envelopes.record(store("a", 10, 5000)));
        assertThat(decoded(envelopes.record(store("b", 11, 4000))).get(0).committed())
                .isEqualTo(5000);
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        harness.close();
        start(checkpoint);
        assertThat(decoded(envelopes.record(store("c", 12, 3000))).get(0).committed())
                .isEqualTo(5000);
    }

    @Test
    void aTombstoneTakesThePlaceOfTheRecordBeforeIt() throws Exception {
        Row row = store("a", 10, 5000);
        assertThat(decoded(envelopes.record(row), envelopes.tombstone(row)).get(1))
                .isEqualTo(Row.absent(Table.STORE, "S1", 10, 5000));
    }

    @Test
    void anUnreadableRecordGoesToQuarantineWithItsBytesAndTheRestGoesOn() throws Exception {
        byte[] key = envelopes.record(store("a", 10, 5000)).key();
        RawRecord broken = new RawRecord("rows.pos", 0, 77, 1234, key, new byte[] {1, 2, 3});
        assertThat(decoded(broken, envelopes.record(store("b", 11, 5000)))).hasSize(1);
        QuarantinedRecord record = quarantined();
        assertThat(record.getReason()).isEqualTo("undecodable");
        assertThat(record.getTopic()).isEqualTo("rows.pos");
        assertThat(record.getOffset()).isEqualTo(77);
        assertThat(record.getTimestamp()).isEqualTo(1234);
        assertThat(record.getKey()).isEqualTo(ByteBuffer.wrap(key));
        assertThat(record.getValue()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }

    @Test
    void aRowThatCannotBeTrueGoesToQuarantineAndCountsForNothing() throws Exception {
        Row order = Row.empty(Table.POS_ORDER, "17", 10, 5000);
        order.setText(Table.POS_ORDER.slot("currency"), "USD");
        assertThat(decoded(envelopes.record(order))).containsExactly(order.asAbsent());
        assertThat(quarantined().getReason()).isEqualTo("foreign_currency");
    }

    @Test
    void aDetailIsShortHoweverLongTheValue() throws Exception {
        Row order = Row.empty(Table.POS_ORDER, "17", 10, 5000);
        order.setText(Table.POS_ORDER.slot("currency"), "x".repeat(900));
        decoded(envelopes.record(order));
        assertThat(quarantined().getDetail()).hasSizeLessThan(510).endsWith("…");
    }

    @Test
    void aRecordOfAMegabyteFitsIntoOneOfQuarantine() throws Exception {
        byte[] key = envelopes.record(store("a", 10, 5000)).key();
        decoded(new RawRecord("rows.pos", 0, 77, 1234, key, new byte[1_048_000]));
        byte[] written = harness.getSideOutput(QUARANTINE).peek().getValue().value();
        assertThat(written.length).isLessThan(1_001_000);
        assertThat(quarantined().getValue().remaining()).isEqualTo(1_000_000);
    }
}
