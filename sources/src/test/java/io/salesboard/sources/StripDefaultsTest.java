package io.salesboard.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class StripDefaultsTest {
    private static final Schema KEY = SchemaBuilder.struct()
            .name("crm.public.quota.Key")
            .field("quota_id", SchemaBuilder.int64().defaultValue(0L).build())
            .build();
    private static final Schema ROW = SchemaBuilder.struct()
            .name("crm.public.quota.Value")
            .optional()
            .field("quota_id", SchemaBuilder.int64().defaultValue(0L).build())
            .field("metric", SchemaBuilder.string().defaultValue("revenue").build())
            .field(
                    "amount",
                    Decimal.builder(4)
                            .parameter("connect.decimal.precision", "19")
                            .optional()
                            .defaultValue(new BigDecimal("0.0000"))
                            .build())
            .build();
    private static final Schema SOURCE = SchemaBuilder.struct()
            .name("io.debezium.connector.postgresql.Source")
            .field(
                    "snapshot",
                    SchemaBuilder.string().optional().defaultValue("false").build())
            .build();
    private static final Schema ENVELOPE = SchemaBuilder.struct()
            .name("crm.public.quota.Envelope")
            .version(2)
            .field("before", ROW)
            .field("after", ROW)
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .build();

    private final StripDefaults<SourceRecord> transform = new StripDefaults<>();

    @Test
    void nullStaysNullThoughItsColumnHasADefault() {
        Struct after =
                new Struct(ROW).put("quota_id", 7L).put("metric", "revenue").put("amount", null);
        assertThat(after.get("amount")).as("the trap itself").isEqualTo(new BigDecimal("0.0000"));

        Struct value = value(transform.apply(change(null, after)));

        assertThat(value.getStruct("after").get("amount")).isNull();
        assertThat(value.getStruct("after").get("quota_id")).isEqualTo(7L);
        value.validate();
    }

    @Test
    void valuesStayWhatTheyAre() {
        Struct before =
                new Struct(ROW).put("quota_id", 7L).put("metric", "deals").put("amount", new BigDecimal("12.5000"));
        Struct after =
                new Struct(ROW).put("quota_id", 7L).put("metric", "revenue").put("amount", BigDecimal.ZERO.setScale(4));

        Struct value = value(transform.apply(change(before, after)));

        assertThat(value.getStruct("before").get("amount")).isEqualTo(new BigDecimal("12.5000"));
        assertThat(value.getStruct("after").get("amount")).isEqualTo(new BigDecimal("0.0000"));
        assertThat(value.getStruct("before").get("metric")).isEqualTo("deals");
    }

    @Test
    void typesNamesAndParametersStay() {
        SourceRecord record = transform.apply(change(null, new Struct(ROW)));

        Schema amount =
                record.valueSchema().field("after").schema().field("amount").schema();
        assertThat(amount.defaultValue()).isNull();
        assertThat(amount.isOptional()).isTrue();
        assertThat(amount.name()).isEqualTo(Decimal.LOGICAL_NAME);
        assertThat(amount.parameters()).isEqualTo(Map.of("scale", "4", "connect.decimal.precision", "19"));
        assertThat(record.valueSchema().name()).isEqualTo("crm.public.quota.Envelope");
        assertThat(record.valueSchema().version()).isEqualTo(2);
        assertThat(record.keySchema().field("quota_id").schema().defaultValue()).isNull();
    }

    @Test
    void theRowBeforeADeleteIsFilledWhereNullIsNotAllowed() {
        Struct before = new Struct(ROW).put("quota_id", 7L);

        Struct value = value(transform.apply(change(before, null)));

        assertThat(value.getStruct("before").get("metric")).isEqualTo("revenue");
        assertThat(value.getStruct("after")).isNull();
        value.validate();
    }

    @Test
    void theEnvelopesOwnDefaultsStay() {
        Struct value = value(transform.apply(change(null, new Struct(ROW))));

        assertThat(value.getStruct("source").get("snapshot")).isEqualTo("false");
    }

    @Test
    void schemasAreMadeOnce() {
        SourceRecord first = transform.apply(change(null, new Struct(ROW)));
        SourceRecord second = transform.apply(change(new Struct(ROW), null));

        assertThat(second.valueSchema()).isSameAs(first.valueSchema());
        assertThat(second.keySchema()).isSameAs(first.keySchema());
    }

    @Test
    void recordsWithoutRowsPassUntouched() {
        Schema message =
                SchemaBuilder.struct().field("op", Schema.STRING_SCHEMA).build();
        SourceRecord record = new SourceRecord(
                Map.of(), Map.of(), "rows.crm", null, null, message, new Struct(message).put("op", "m"));

        assertThat(transform.apply(record)).isSameAs(record);
    }

    private static SourceRecord change(Struct before, Struct after) {
        Struct value = new Struct(ENVELOPE)
                .put("before", before)
                .put("after", after)
                .put("source", new Struct(SOURCE))
                .put("op", after == null ? "d" : "u");
        return new SourceRecord(
                Map.of(), Map.of(), "rows.crm", KEY, new Struct(KEY).put("quota_id", 7L), ENVELOPE, value);
    }

    private static Struct value(SourceRecord record) {
        return (Struct) record.value();
    }
}
