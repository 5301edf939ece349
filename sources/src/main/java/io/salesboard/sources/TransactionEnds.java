package io.salesboard.sources;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** The small record that says that all rows of a transaction stand before it; one key, so that compaction keeps one. */
final class TransactionEnds {
    private static final String ID = "id";
    private static final String TIME = "ts_ms";

    private final Schema schema;
    private final Struct key;

    /** @param source Debezium's topic of transactions, such as {@code pos.transaction}: the namespace */
    TransactionEnds(String source) {
        schema = SchemaBuilder.struct()
                .name(source + ".End")
                .field(ID, Schema.STRING_SCHEMA)
                .field(TIME, Schema.OPTIONAL_INT64_SCHEMA)
                .build();
        key = ConstantKey.of(source + ".Key", ID, "end");
    }

    boolean isEnd(Struct transaction) {
        return "END".equals(transaction.getString("status"));
    }

    Struct key() {
        return key;
    }

    Struct value(Struct transaction) {
        return new Struct(schema).put(ID, transaction.getString(ID)).put(TIME, transaction.getInt64(TIME));
    }
}
