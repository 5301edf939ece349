package io.salesboard.sources;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Keys of records that are no rows: always the same, so that compaction keeps the last one. */
final class ConstantKey {
    private ConstantKey() {}

    static Struct of(String schema, String field, String value) {
        return new Struct(SchemaBuilder.struct()
                        .name(schema)
                        .field(field, Schema.STRING_SCHEMA)
                        .build())
                .put(field, value);
    }
}
