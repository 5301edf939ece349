package io.salesboard.sources;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** Records as Debezium makes them. */
final class Changes {
    static final Schema KEY = SchemaBuilder.struct()
            .name("crm.public.quota.Key")
            .field("quota_id", SchemaBuilder.int64().defaultValue(0L).build())
            .build();
    static final Schema ROW = SchemaBuilder.struct()
            .name("crm.public.quota.Value")
            .optional()
            .field("quota_id", SchemaBuilder.int64().defaultValue(0L).build())
            .field("metric", SchemaBuilder.string().defaultValue("revenue").build())
            .field(
                    "amount",
                    SchemaBuilder.string().optional().defaultValue("0.0000").build())
            .field(
                    "period_start",
                    SchemaBuilder.int32()
                            .name("io.debezium.time.Date")
                            .version(1)
                            .optional()
                            .build())
            .build();
    static final Schema SOURCE = SchemaBuilder.struct()
            .name("io.debezium.connector.postgresql.Source")
            .field("version", Schema.STRING_SCHEMA)
            .field(
                    "snapshot",
                    SchemaBuilder.string().optional().defaultValue("false").build())
            .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    static final Schema ENVELOPE = SchemaBuilder.struct()
            .name("crm.public.quota.Envelope")
            .version(2)
            .field("before", ROW)
            .field("after", ROW)
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    private static final Schema TRANSACTION = SchemaBuilder.struct()
            .name("io.debezium.connector.common.TransactionMetadataValue")
            .field("status", Schema.STRING_SCHEMA)
            .field("id", Schema.STRING_SCHEMA)
            .field("event_count", Schema.OPTIONAL_INT64_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .build();

    private Changes() {}

    static Struct row(long id, String metric, String amount) {
        return new Struct(ROW)
                .put("quota_id", id)
                .put("metric", metric)
                .put("amount", amount)
                .put("period_start", 20_000);
    }

    static SourceRecord change(Struct before, Struct after) {
        return record(
                new Struct(KEY).put("quota_id", 7L),
                envelope(after == null ? "d" : "u").put("before", before).put("after", after));
    }

    static SourceRecord truncate() {
        return record(null, envelope("t"));
    }

    static SourceRecord withoutKey(Struct after) {
        return record(null, envelope("c").put("after", after));
    }

    static SourceRecord transaction(String status) {
        Struct value = new Struct(TRANSACTION)
                .put("status", status)
                .put("id", "870:33922224")
                .put("ts_ms", 1_795_702_426_503L);
        return new SourceRecord(Map.of(), Map.of(), "crm.transaction", null, null, value.schema(), value);
    }

    /** A record that is no change, of a schema of this name. */
    static SourceRecord other(String schema) {
        Struct value = new Struct(SchemaBuilder.struct()
                        .name(schema)
                        .field("ts_ms", Schema.INT64_SCHEMA)
                        .build())
                .put("ts_ms", 1L);
        return new SourceRecord(Map.of(), Map.of(), "elsewhere", null, null, value.schema(), value);
    }

    private static Struct envelope(String operation) {
        return new Struct(ENVELOPE)
                .put("op", operation)
                .put("ts_ms", 1L)
                .put(
                        "source",
                        new Struct(SOURCE)
                                .put("version", "3.7.0.Final")
                                .put("ts_us", 1_795_702_426_503_000L)
                                .put("table", "quota")
                                .put("txId", 870L)
                                .put("lsn", 33_922_224L));
    }

    private static SourceRecord record(Struct key, Struct value) {
        return new SourceRecord(Map.of(), Map.of(), "crm.public.quota", key == null ? null : KEY, key, ENVELOPE, value);
    }
}
