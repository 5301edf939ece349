package io.salesboard.jobs;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.jobs.decode.RawRecord;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Writes rows as Debezium's Avro envelopes, as captured from the real connector, into records of a row topic. */
public final class Envelopes {
    private static final Schema ZONED_TIMESTAMP =
            connect(Schema.create(Schema.Type.STRING), "io.debezium.time.ZonedTimestamp");
    private static final Schema DATE = connect(Schema.create(Schema.Type.INT), "io.debezium.time.Date");
    private static final Schema DECIMAL = LogicalTypes.decimal(19, 4).addToSchema(Schema.create(Schema.Type.BYTES));

    private final FakeRegistry registry;
    private final Map<Table, Schema> envelopes = new EnumMap<>(Table.class);
    private final Map<Table, Schema> keys = new EnumMap<>(Table.class);
    private long offset;

    public Envelopes(FakeRegistry registry) {
        this.registry = registry;
    }

    /** The record Debezium writes for a row: its values, or its deletion; in a transaction of its own number. */
    public RawRecord record(Row row) {
        return record("rows.test", offset++, row, row.present() ? "u" : "d", row.lsn(), "false");
    }

    /**
     * The record Debezium writes for a row.
     *
     * @param op c, u, d or r; or t: the row's table was emptied
     * @param snapshot where in a snapshot it stands; false: in none
     */
    public RawRecord record(String topic, long at, Row row, String op, long transaction, String snapshot) {
        if (row.table() == Table.HEARTBEAT) {
            return new RawRecord(topic, 0, at, row.time(), registry.frame(key(row)), heartbeat(row));
        }
        GenericRecord envelope = envelope(row);
        envelope.put("op", op);
        GenericRecord source = (GenericRecord) envelope.get("source");
        source.put("txId", transaction);
        source.put("snapshot", snapshot);
        if (snapshot.equals("incremental")) {
            source.put("txId", null);
            source.put("lsn", null);
        }
        return new RawRecord(topic, 0, at, row.time(), registry.frame(key(row)), registry.frame(envelope));
    }

    /** The record that ends a transaction. */
    public RawRecord end(String topic, long at) {
        GenericRecord key = one("test.transaction", "Key", "id", "end");
        return new RawRecord(
                topic, 0, at, 0, registry.frame(key), registry.frame(one("test.transaction", "End", "id", "4711:9")));
    }

    /** The record that says that everything before it is replaced by the snapshot that follows. */
    public RawRecord readAgain(String topic, long at) {
        byte[] key = "read-again".getBytes(StandardCharsets.UTF_8);
        return new RawRecord(
                topic, 0, at, 0, key, registry.frame(one("io.salesboard.schemas", "ReadAgain", "source", "pos")));
    }

    private static GenericRecord one(String namespace, String name, String field, String value) {
        Schema schema = SchemaBuilder.record(name)
                .namespace(namespace)
                .fields()
                .requiredString(field)
                .endRecord();
        GenericRecord record = new GenericData.Record(schema);
        record.put(field, value);
        return record;
    }

    /** The tombstone that follows a deletion. */
    public RawRecord tombstone(Row row) {
        return new RawRecord("rows.test", 0, offset++, row.time(), registry.frame(key(row)), null);
    }

    public Schema envelopeSchema(Table table) {
        return envelopes.computeIfAbsent(table, Envelopes::envelopeOf);
    }

    private GenericRecord envelope(Row row) {
        Schema schema = envelopeSchema(row.table());
        GenericRecord envelope = new GenericData.Record(schema);
        envelope.put("op", row.present() ? "u" : "d");
        envelope.put("source", source(schema.getField("source").schema(), row));
        if (row.present()) {
            envelope.put("after", after(nullable(schema.getField("after").schema()), row));
        } else {
            GenericRecord before =
                    new GenericData.Record(nullable(schema.getField("before").schema()));
            envelope.put("before", before);
        }
        envelope.put("ts_ms", row.time());
        return envelope;
    }

    private static GenericRecord source(Schema schema, Row row) {
        GenericRecord source = new GenericData.Record(schema);
        source.put("version", "3.7.0.Final");
        source.put("snapshot", "false");
        source.put("ts_ms", row.time());
        source.put("ts_us", row.time() * 1000);
        source.put("table", row.table().key());
        source.put("txId", 4711L);
        source.put("lsn", row.lsn());
        return source;
    }

    private static GenericRecord after(Schema schema, Row row) {
        GenericRecord after = new GenericData.Record(schema);
        after.put("not_read", "a column the job does not know");
        for (Table.Column column : row.table().columns()) {
            after.put(column.name(), value(row, column));
        }
        return after;
    }

    private static Object value(Row row, Table.Column column) {
        int slot = column.slot();
        if (column.type() == io.salesboard.core.model.ColumnType.TEXT) {
            return row.textIn(slot);
        }
        if (row.isNullIn(slot)) {
            return null;
        }
        long number = row.numberIn(slot);
        return switch (column.type()) {
            case DECIMAL -> ByteBuffer.wrap(BigInteger.valueOf(number).toByteArray());
            case INTEGER -> number;
            case BOOLEAN -> number == 1;
            case DATE -> (int) number;
            case INSTANT ->
                Instant.EPOCH.plus(number, java.time.temporal.ChronoUnit.MICROS).toString();
            case TEXT -> throw new IllegalStateException();
        };
    }

    private byte[] heartbeat(Row row) {
        Schema schema = SchemaBuilder.record("MessageValue")
                .namespace("io.debezium.connector.postgresql")
                .fields()
                .requiredString("op")
                .name("source")
                .type(sourceSchema())
                .noDefault()
                .name("message")
                .type(SchemaBuilder.record("Message")
                        .fields()
                        .requiredString("prefix")
                        .endRecord())
                .noDefault()
                .endRecord();
        GenericRecord message =
                new GenericData.Record(schema.getField("message").schema());
        message.put("prefix", "heartbeat");
        GenericRecord value = new GenericData.Record(schema);
        value.put("op", "m");
        value.put("source", source(schema.getField("source").schema(), row));
        value.put("message", message);
        return registry.frame(value);
    }

    private GenericRecord key(Row row) {
        Schema schema = keys.computeIfAbsent(
                row.table(),
                table -> SchemaBuilder.record("Key")
                        .namespace("test.public." + table.key())
                        .fields()
                        .requiredString("id")
                        .endRecord());
        GenericRecord key = new GenericData.Record(schema);
        key.put("id", row.key());
        return key;
    }

    private static Schema envelopeOf(Table table) {
        SchemaBuilder.FieldAssembler<Schema> columns = SchemaBuilder.record("Value")
                .namespace("test.public." + table.key())
                .fields()
                .optionalString("not_read");
        for (Table.Column column : table.columns()) {
            Schema type = switch (column.type()) {
                case TEXT -> Schema.create(Schema.Type.STRING);
                case DECIMAL -> DECIMAL;
                case INTEGER -> Schema.create(Schema.Type.LONG);
                case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
                case DATE -> DATE;
                case INSTANT -> ZONED_TIMESTAMP;
            };
            columns = columns.name(column.name()).type().optional().type(type);
        }
        Schema value = columns.endRecord();
        return SchemaBuilder.record("Envelope")
                .namespace("test.public." + table.key())
                .fields()
                .name("before")
                .type()
                .optional()
                .type(value)
                .name("after")
                .type()
                .optional()
                .type(value)
                .name("source")
                .type(sourceSchema())
                .noDefault()
                .optionalString("transaction")
                .requiredString("op")
                .optionalLong("ts_ms")
                .endRecord();
    }

    private static Schema sourceSchema() {
        return SchemaBuilder.record("Source")
                .namespace("io.debezium.connector.postgresql")
                .fields()
                .requiredString("version")
                .name("snapshot")
                .type()
                .optional()
                .stringType()
                .requiredLong("ts_ms")
                .optionalLong("ts_us")
                .requiredString("table")
                .optionalLong("txId")
                .optionalLong("lsn")
                .endRecord();
    }

    private static Schema nullable(Schema union) {
        return union.getTypes().get(1);
    }

    private static Schema connect(Schema schema, String name) {
        schema.addProp("connect.name", name);
        return schema;
    }
}
