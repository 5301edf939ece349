package io.salesboard.sources;

import static io.salesboard.sources.Changes.change;
import static io.salesboard.sources.Changes.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowRecordsTest {
    private final RowRecords<SourceRecord> transform = new RowRecords<>();

    @BeforeEach
    void configure() {
        transform.configure(Map.of("topic", "rows.crm"));
    }

    @Test
    void nullStaysNullThoughItsColumnHasADefault() {
        Struct after = row(7, "revenue", null);
        assertThat(after.get("amount")).as("the trap itself").isEqualTo("0.0000");

        Struct value = value(transform.apply(change(null, after)));

        assertThat(value.getStruct("after").get("amount")).isNull();
        assertThat(value.getStruct("after").get("quota_id")).isEqualTo(7L);
        value.validate();
    }

    @Test
    void namesAndTypesOfColumnsStay() {
        SourceRecord record = transform.apply(change(null, row(7, "revenue", "12.5000")));

        Schema row = record.valueSchema().field("after").schema();
        assertThat(row.field("period_start").schema().name()).isEqualTo("io.debezium.time.Date");
        assertThat(row.field("amount").schema().isOptional()).isTrue();
        assertThat(row.field("amount").schema().defaultValue()).isNull();
        assertThat(record.valueSchema().name()).isEqualTo("crm.public.quota.Envelope");
        assertThat(record.keySchema().name()).isEqualTo("crm.public.quota.Key");
        assertThat(record.keySchema().field("quota_id").schema().defaultValue()).isNull();
        assertThat(value(record).getStruct("after").get("amount")).isEqualTo("12.5000");
    }

    @Test
    void ofTheEnvelopeOnlyWhatIsReadIsSent() {
        SourceRecord record = transform.apply(change(row(7, "deals", "1.0000"), row(7, "revenue", "2.0000")));

        assertThat(fields(record.valueSchema())).containsExactly("op", "after", "source");
        assertThat(fields(record.valueSchema().field("source").schema()))
                .containsExactly("snapshot", "ts_us", "txId", "lsn");
        assertThat(value(record).getStruct("source").get("snapshot")).isEqualTo("false");
        assertThat(value(record).getStruct("source").get("lsn")).isEqualTo(33_922_224L);
    }

    @Test
    void aDeleteHasItsKeyAndNoRow() {
        SourceRecord record = transform.apply(change(row(7, "deals", "1.0000"), null));

        assertThat(((Struct) record.key()).get("quota_id")).isEqualTo(7L);
        assertThat(value(record).get("op")).isEqualTo("d");
        assertThat(value(record).get("after")).isNull();
    }

    @Test
    void everythingGoesToTheRowTopic() {
        assertThat(List.of(
                        transform.apply(change(null, row(7, "revenue", "1.0000"))),
                        transform.apply(Changes.truncate()),
                        transform.apply(Changes.transaction("END"))))
                .extracting(SourceRecord::topic)
                .containsOnly("rows.crm");
    }

    @Test
    void aTruncateHasAKeyACompactedTopicTakes() {
        SourceRecord record = transform.apply(Changes.truncate());

        assertThat(record.keySchema().name()).isEqualTo("crm.public.quota.Truncate");
        assertThat(((Struct) record.key()).get("id")).isEqualTo("truncate");
        assertThat(record.valueSchema().name()).isEqualTo("crm.public.quota.Envelope");
        assertThat(value(record).get("op")).isEqualTo("t");
    }

    @Test
    void aRowOfATableWithoutAPrimaryKeyHasAKeyThatSaysSo() {
        SourceRecord record = transform.apply(Changes.withoutKey(row(7, "revenue", "1.0000")));

        assertThat(record.keySchema().name()).isEqualTo("crm.public.quota.NoKey");
        assertThat(value(record).getStruct("after").get("quota_id")).isEqualTo(7L);
    }

    @Test
    void theEndOfATransactionIsASmallRecordOfOneKey() {
        SourceRecord record = transform.apply(Changes.transaction("END"));

        assertThat(record.keySchema().name()).isEqualTo("crm.transaction.Key");
        assertThat(((Struct) record.key()).get("id")).isEqualTo("end");
        assertThat(record.valueSchema().name()).isEqualTo("crm.transaction.End");
        assertThat(fields(record.valueSchema())).containsExactly("id", "ts_ms");
        assertThat(value(record).get("id")).isEqualTo("870:33922224");
        assertThat(value(record).get("ts_ms")).isEqualTo(1_795_702_426_503L);
    }

    @Test
    void theBeginOfATransactionAndDebeziumsOwnHeartbeatsAreNotSent() {
        assertThat(transform.apply(Changes.transaction("BEGIN"))).isNull();
        assertThat(transform.apply(Changes.other("io.debezium.connector.common.Heartbeat")))
                .isNull();
    }

    @Test
    void aTextTooLongIsCutAndSaysSo() {
        String most = "ạ".repeat(SizeLimit.MOST);

        Struct after =
                value(transform.apply(change(null, row(7, most, most + "x")))).getStruct("after");

        assertThat(after.getString("metric")).isEqualTo(most);
        assertThat(after.getString("amount")).hasSize(SizeLimit.MOST + 9).startsWith(most + "…");
    }

    @Test
    void twoTextsOfOneBeginningStayTwoTexts() {
        String most = "1".repeat(SizeLimit.MOST);

        assertThat(SizeLimit.of(most + "2")).isNotEqualTo(SizeLimit.of(most + "3"));
    }

    @Test
    void aValueWithinAValueIsCutAsWell() {
        Object list = SizeLimit.of(java.util.Collections.nCopies(5_000, "x".repeat(20_000)));

        assertThat((List<?>) list).hasSize(SizeLimit.MOST_ELEMENTS);
        assertThat((String) ((List<?>) list).get(0)).hasSize(SizeLimit.MOST + 9);
        assertThat((byte[]) SizeLimit.of(new byte[20_000])).hasSize(SizeLimit.MOST);
    }

    @Test
    void schemasAreMadeOnce() {
        SourceRecord first = transform.apply(change(null, row(7, "revenue", "1.0000")));
        SourceRecord second = transform.apply(change(row(7, "revenue", "1.0000"), null));

        assertThat(second.valueSchema()).isSameAs(first.valueSchema());
        assertThat(second.keySchema()).isSameAs(first.keySchema());
    }

    @Test
    void otherRecordsPassUntouched() {
        SourceRecord record = Changes.other("io.debezium.connector.common.Notification");

        assertThat(transform.apply(record)).isSameAs(record);
    }

    @Test
    void theTopicMustBeNamed() {
        RowRecords<SourceRecord> nowhere = new RowRecords<>();

        assertThatThrownBy(() -> nowhere.configure(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("topic");
    }

    /** A transform that hashes the metric, and a number that is part of the key. */
    private static RowRecords<SourceRecord> hashing(String secret) {
        RowRecords<SourceRecord> hashing = new RowRecords<>();
        hashing.configure(Map.of(
                "topic", "rows.crm",
                "hashed.columns", "public.quota.metric,public.quota.quota_id,public.other.amount",
                "hash.secret", secret));
        return hashing;
    }

    @Test
    void ofAColumnThatNamesAPersonOnlyAKeyedHashIsSentWhateverItsType() {
        Struct after = value(hashing("s1").apply(change(null, row(7, "Nguyễn Văn An", "1.0000"))))
                .getStruct("after");

        assertThat(after.getString("metric")).matches("[0-9a-f]{64}");
        assertThat(after.getString("quota_id")).matches("[0-9a-f]{64}");
        assertThat(after.getString("amount")).isEqualTo("1.0000");
        after.validate();
    }

    @Test
    void theKeyHasTheSameHashAsTheRow() {
        SourceRecord record = hashing("s1").apply(change(null, row(7, "deals", "1.0000")));

        assertThat(((Struct) record.key()).get("quota_id"))
                .isEqualTo(value(record).getStruct("after").get("quota_id"));
    }

    @Test
    void theSamePersonHasTheSameHashUnderOneSecretAndAnotherUnderAnother() {
        assertThat(metric("s1", "An")).isEqualTo(metric("s1", "An")).isNotEqualTo(metric("s1", "Bình"));
        assertThat(metric("s2", "An")).isNotEqualTo(metric("s1", "An"));
    }

    @Test
    void nobodyAndATextThatWasNotSentAreNotHashed() {
        assertThat(KeyedHash.of(Set.of(), "s1").write(null)).isNull();
        assertThat(metric("s1", "unchanged\0value")).isEqualTo("unchanged\0value");
    }

    private static String metric(String secret, String metric) {
        return value(hashing(secret).apply(change(null, row(7, metric, "1.0000"))))
                .getStruct("after")
                .getString("metric");
    }

    @Test
    void whatHasNoTextIsNotSentWhereItNamesAPerson() {
        Schema row = SchemaBuilder.struct()
                .name("crm.public.quota.Value")
                .field("metric", Schema.BYTES_SCHEMA)
                .field("quota_id", Schema.INT64_SCHEMA)
                .build();
        KeyedHash hash = KeyedHash.of(Set.of("public.quota.metric"), "s1");

        assertThat(fields(Columns.of(row, hash).schema())).containsExactly("quota_id");
    }

    @Test
    void columnsAreNotHashedWithoutASecretNorIsTheSecretShown() {
        assertThatThrownBy(() -> hashing(""))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("hash.secret");
        assertThat(transform.config().configKeys().get("hash.secret").type()).isEqualTo(ConfigDef.Type.PASSWORD);
    }

    private static List<String> fields(Schema schema) {
        return schema.fields().stream().map(Field::name).toList();
    }

    private static Struct value(SourceRecord record) {
        return (Struct) record.value();
    }
}
