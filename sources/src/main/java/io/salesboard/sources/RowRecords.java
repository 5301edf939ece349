package io.salesboard.sources;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Makes the records of a row topic of what Debezium writes: every table, heartbeat and end of a transaction into one topic,
 * in commit order, in a form a compacted topic takes and the job reads.
 *
 * <ul>
 *   <li>A change keeps its row after it and where it comes from; see {@link RowShape}.
 *   <li>A TRUNCATE, which has no key in Debezium, gets one: {@code <prefix>.<schema>.<table>.Truncate}. A change of a table
 *       without a primary key gets {@code <prefix>.<schema>.<table>.NoKey}. A compacted topic refuses a record without a
 *       key, and the connector would end.
 *   <li>The END of a transaction becomes {@code <prefix>.transaction.End}; BEGIN says nothing the rows do not say.
 *   <li>A column that names a person is written as a {@link KeyedHash}, in keys as well, whatever its type: before this no value
 *       has left Connect.
 *   <li>Debezium's own heartbeats are dropped: they are not in commit order. Those in the log are (see the connectors).
 * </ul>
 *
 * @param <R> type of record
 */
public final class RowRecords<R extends ConnectRecord<R>> implements Transformation<R> {
    private static final String HEARTBEAT = "io.debezium.connector.common.Heartbeat";
    private static final String TRANSACTION = "io.debezium.connector.common.TransactionMetadataValue";
    private static final String TOPIC = "topic";
    private static final String HASHED_COLUMNS = "hashed.columns";

    /** Debezium prints all settings at each start, and hides those whose names end like this one. */
    private static final String HASH_SECRET = "hash.secret";

    private static final ConfigDef CONFIG = new ConfigDef()
            .define(
                    TOPIC,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonEmptyString(),
                    ConfigDef.Importance.HIGH,
                    "The row topic, such as rows.pos")
            .define(
                    HASHED_COLUMNS,
                    ConfigDef.Type.LIST,
                    "",
                    ConfigDef.Importance.HIGH,
                    "Columns of which only a keyed hash is sent, such as public.pos_order.customer_id")
            .define(
                    HASH_SECRET,
                    ConfigDef.Type.PASSWORD,
                    "",
                    ConfigDef.Importance.HIGH,
                    "The secret they are hashed with");

    private String topic;
    private SchemaCache<RowShape> shapes;
    private SchemaCache<Columns> keys;
    private TransactionEnds ends;

    @Override
    public void configure(Map<String, ?> configuration) {
        SimpleConfig config = new SimpleConfig(CONFIG, configuration);
        topic = config.getString(TOPIC);
        Set<String> hashed = new HashSet<>(config.getList(HASHED_COLUMNS));
        String secret = config.getPassword(HASH_SECRET).value();
        if (secret.isEmpty() && !hashed.isEmpty()) {
            throw new ConfigException(HASH_SECRET + " is missing, with which " + hashed + " are hashed");
        }
        KeyedHash hash = hashed.isEmpty() ? KeyedHash.ofNothing() : KeyedHash.of(hashed, secret);
        shapes = new SchemaCache<>(schema -> RowShape.of(schema, hash));
        keys = new SchemaCache<>(schema -> Columns.of(schema, hash));
    }

    @Override
    public R apply(R record) {
        if (!(record.value() instanceof Struct value)) {
            return record;
        }
        String kind = value.schema().name();
        if (HEARTBEAT.equals(kind)) {
            return null;
        }
        if (TRANSACTION.equals(kind)) {
            return end(record, value);
        }
        RowShape shape = shapes.of(value.schema());
        return shape == null ? record : change(record, value, shape);
    }

    private R end(R record, Struct transaction) {
        if (ends == null) {
            ends = new TransactionEnds(record.topic());
        }
        return ends.isEnd(transaction) ? routed(record, ends.key(), ends.value(transaction)) : null;
    }

    private R change(R record, Struct envelope, RowShape shape) {
        Struct key;
        if (shape.isTruncate(envelope)) {
            key = shape.truncateKey();
        } else if (record.key() instanceof Struct primary) {
            key = keys.of(primary.schema()).write(primary);
        } else {
            key = shape.noKey();
        }
        return routed(record, key, shape.write(envelope));
    }

    private R routed(R record, Struct key, Struct value) {
        Schema keySchema = key.schema();
        return record.newRecord(
                topic,
                record.kafkaPartition(),
                keySchema,
                key,
                value.schema(),
                value,
                record.timestamp(),
                record.headers());
    }

    @Override
    public ConfigDef config() {
        return CONFIG;
    }

    @Override
    public void close() {
        // It holds schemas only.
    }
}
