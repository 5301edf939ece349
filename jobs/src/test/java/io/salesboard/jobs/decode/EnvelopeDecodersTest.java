package io.salesboard.jobs.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.core.model.NumberColumn;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.jobs.FakeRegistry;
import io.salesboard.schemas.QuarantineReason;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The walker and Avro's own decoder read the same, whatever is written. */
class EnvelopeDecodersTest {
    private final FakeRegistry registry = new FakeRegistry();

    @AfterEach
    void close() {
        registry.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Table.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HEARTBEAT", "CUSTOMER_ORDER"})
    void bothReadWhatWasWritten(Table table) throws Exception {
        Random random = new Random(table.ordinal());
        for (int n = 0; n < 150; n++) {
            WrittenRow written = WrittenRow.of(table, random);
            byte[] framed = registry.frame(written.envelope());
            EnvelopeDecoder walker = EnvelopeWalker.of(written.envelope().getSchema(), table);
            assertThat(walker)
                    .as("the walker of %s", written.envelope().getSchema())
                    .isNotNull();
            for (EnvelopeDecoder decoder : new EnvelopeDecoder[] {
                walker, new GenericDecoder(written.envelope().getSchema(), table)
            }) {
                String who = decoder.getClass().getSimpleName() + " of " + written.envelope();
                if (written.expected() == null) {
                    DecodedRecord decoded = decoder.decode(WrittenRow.KEY, framed);
                    assertThat(decoded.failure().reason()).as(who).isEqualTo(QuarantineReason.OUT_OF_RANGE);
                    assertThat(decoded.row().present()).as(who).isFalse();
                } else {
                    DecodedRecord decoded = decoder.decode(WrittenRow.KEY, framed);
                    assertThat(decoded.row()).as(who).isEqualTo(written.expected());
                    assertThat(decoded.failure()).as(who).isNull();
                }
            }
        }
    }

    private Row read(Table table, String column, Schema type, Object value) throws UnreadableException {
        DecodedRecord decoded = decoded(table, column, type, value);
        if (decoded.failure() != null) {
            throw decoded.failure();
        }
        return decoded.row();
    }

    /** One column of a shape, and what its envelope reads as. */
    private DecodedRecord decoded(Table table, String column, Schema type, Object value) {
        Schema row = SchemaBuilder.record("Value")
                .fields()
                .name(column)
                .type(type)
                .noDefault()
                .endRecord();
        Schema source = SchemaBuilder.record("Source")
                .fields()
                .requiredLong("ts_us")
                .requiredLong("lsn")
                .endRecord();
        Schema schema = SchemaBuilder.record("Envelope")
                .fields()
                .name("after")
                .type(row)
                .noDefault()
                .name("source")
                .type(source)
                .noDefault()
                .endRecord();
        GenericRecord envelope = new GenericData.Record(schema);
        GenericRecord after = new GenericData.Record(row);
        after.put(column, value);
        GenericRecord from = new GenericData.Record(source);
        from.put("ts_us", 7_000L);
        from.put("lsn", 9L);
        envelope.put("after", after);
        envelope.put("source", from);
        DecodedRecord decoded = new GenericDecoder(schema, table).decode("1", registry.frame(envelope));
        EnvelopeWalker walker = EnvelopeWalker.of(schema, table);
        if (walker != null) {
            assertThat(walker.decode("1", registry.frame(envelope)).row()).isEqualTo(decoded.row());
        }
        return decoded;
    }

    @Test
    void aDecimalOfVariableScaleIsReadByAvrosOwnDecoder() throws Exception {
        Schema variable = SchemaBuilder.record("VariableScaleDecimal")
                .fields()
                .requiredInt("scale")
                .requiredBytes("value")
                .endRecord();
        GenericRecord value = new GenericData.Record(variable);
        value.put("scale", 1);
        value.put("value", ByteBuffer.wrap(BigInteger.valueOf(-25).toByteArray()));
        DecodedRecord decoded = decoded(Table.POS_PAYMENT, "amount", variable, value);
        assertThat(decoded.row().number(Table.POS_PAYMENT.numberColumn("amount")))
                .isEqualTo(-25_000);
        assertThat(decoded.row().lsn()).isEqualTo(9);
        assertThat(decoded.committed()).isEqualTo(7);
    }

    @Test
    void aDecimalOfAbsurdScaleIsRefusedWithoutWritingItOut() {
        Schema variable = SchemaBuilder.record("VariableScaleDecimal")
                .fields()
                .requiredInt("scale")
                .requiredBytes("value")
                .endRecord();
        for (int scale : new int[] {Integer.MIN_VALUE, -2_000_000_000, 2_000_000_000, Integer.MAX_VALUE}) {
            GenericRecord value = new GenericData.Record(variable);
            value.put("scale", scale);
            value.put("value", ByteBuffer.wrap(new byte[] {1}));
            assertThatThrownBy(() -> read(Table.POS_PAYMENT, "amount", variable, value))
                    .isInstanceOf(UnreadableException.class)
                    .hasMessageContaining("amount = 1E");
        }
    }

    @Test
    void whatIsNoNumberIsNamedAndNotCountedAsNull() throws Exception {
        Schema string = Schema.create(Schema.Type.STRING);
        for (String wrong :
                new String[] {"NAN", "POSITIVE_INFINITY", "NEGATIVE_INFINITY", "", "-", ".", "1.2.3", "1e", "0x1"}) {
            assertThat(decoded(Table.POS_PAYMENT, "amount", string, wrong).failure())
                    .as(wrong)
                    .hasMessageContaining("amount = '" + wrong + "'");
        }
        NumberColumn amount = Table.POS_PAYMENT.numberColumn("amount");
        assertThat(read(Table.POS_PAYMENT, "amount", string, "1234.5000").number(amount))
                .isEqualTo(12_345_000);
        assertThat(read(Table.POS_PAYMENT, "amount", string, "-0.0001").number(amount))
                .isEqualTo(-1);
        assertThat(read(Table.POS_PAYMENT, "amount", string, "900000000000000.0000")
                        .number(amount))
                .isEqualTo(9_000_000_000_000_000_000L);
        assertThat(decoded(Table.POS_PAYMENT, "amount", string, "1" + "0".repeat(30))
                        .failure())
                .hasMessageContaining("beyond");
    }

    @Test
    void aTextThatWasNotSentIsTakenFromTheRowBeforeIt() throws Exception {
        Schema string = Schema.create(Schema.Type.STRING);
        Row row = read(Table.STORE, "name", string, "unchanged\0value");
        assertThat(row.isPartial()).isTrue();
        Row before = Row.empty(Table.STORE, "1", 1, 1);
        before.set(Table.STORE.textColumn("name"), "Đống Đa");
        assertThat(row.completedBy(before).text(Table.STORE.textColumn("name"))).isEqualTo("Đống Đa");
    }

    @Test
    void aDayOutsideTheCalendarIsNamed() {
        Schema day = Schema.create(Schema.Type.INT);
        for (int wrong : new int[] {2_146_033_979, -2_147_472_691, -622_191_234, -719_163, 2_932_897}) {
            assertThat(decoded(Table.QUOTA, "period_start", day, wrong).failure())
                    .hasMessageContaining("period_start = day " + wrong);
        }
    }

    @Test
    void numbersAndDatesAsTextAreRead() throws Exception {
        Schema string = Schema.create(Schema.Type.STRING);
        assertThat(read(Table.POS_PAYMENT, "amount", string, "-12.5").number(Table.POS_PAYMENT.numberColumn("amount")))
                .isEqualTo(-125_000);
        assertThat(read(Table.QUOTA, "period_start", string, "1969-12-31")
                        .number(Table.QUOTA.numberColumn("period_start")))
                .isEqualTo(-1);
        assertThatThrownBy(() -> read(Table.POS_PAYMENT, "amount", string, "many"))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("amount = 'many'");
        assertThatThrownBy(() -> read(Table.QUOTA, "period_start", string, "soon"))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("period_start = 'soon'");
    }

    @Test
    void aColumnOfATypeItCannotHaveIsNamed() {
        assertThatThrownBy(() -> read(Table.POS_PAYMENT, "amount", Schema.create(Schema.Type.DOUBLE), 1.5))
                .isInstanceOfSatisfying(
                        UnreadableException.class,
                        e -> assertThat(e.reason()).isEqualTo(QuarantineReason.UNSUPPORTED_COLUMN))
                .hasMessageContaining("amount");
    }

    @Test
    void instantsAreReadStrictly() {
        for (String wrong : new String[] {
            "2026-11-23Tx3:44:13Z",
            "2026-11-23T03:x4:13Z",
            "2026-11-23T03:44:x3Z",
            "2026-11x23T03:44:13Z",
            "2026-11-23T03x44:13Z",
            "2026-02-30T03:44:13Z",
            "2026-11-23T24:44:13Z",
            "2026-11-23T03:44:13",
            "+294247-01-10T04:00:54Z",
            "-0001-01-10T04:00:54Z",
            "today"
        }) {
            GenericRecord envelope = order(wrong);
            byte[] framed = registry.frame(envelope);
            for (EnvelopeDecoder decoder : new EnvelopeDecoder[] {
                EnvelopeWalker.of(envelope.getSchema(), Table.POS_ORDER),
                new GenericDecoder(envelope.getSchema(), Table.POS_ORDER)
            }) {
                assertThat(decoder.decode("1", framed).failure())
                        .as("%s by %s", wrong, decoder.getClass().getSimpleName())
                        .isInstanceOf(UnreadableException.class)
                        .hasMessageContaining("completed_ts = '" + wrong + "'");
            }
        }
    }

    private static GenericRecord order(String completed) {
        Schema row = SchemaBuilder.record("Value")
                .fields()
                .requiredString("completed_ts")
                .endRecord();
        Schema source = SchemaBuilder.record("Source")
                .fields()
                .requiredLong("ts_us")
                .requiredLong("lsn")
                .endRecord();
        Schema schema = SchemaBuilder.record("Envelope")
                .fields()
                .name("after")
                .type(row)
                .noDefault()
                .name("source")
                .type(source)
                .noDefault()
                .endRecord();
        GenericRecord after = new GenericData.Record(row);
        after.put("completed_ts", completed);
        GenericRecord from = new GenericData.Record(source);
        from.put("ts_us", 7_000L);
        from.put("lsn", 9L);
        GenericRecord envelope = new GenericData.Record(schema);
        envelope.put("after", after);
        envelope.put("source", from);
        return envelope;
    }
}
