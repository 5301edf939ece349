package io.salesboard.jobs.decode;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.QuarantineReason;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.SchemaRegistry.UnknownSchemaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/**
 * Reads the records of a row topic: finds the schema by the id in the framing, the table by the schema, and decodes with the
 * walker of that schema, or with Avro's own decoder where the walker does not know its shape.
 */
final class RecordDecoder {
    private final SchemaRegistry registry;
    private final Map<Integer, KeyDecoder> keys = new HashMap<>();
    private final Map<Integer, EnvelopeDecoder> values = new HashMap<>();

    private record KeyDecoder(Table table, GenericDatumReader<GenericRecord> reader) {}

    RecordDecoder(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * @param lastLsn position of the record before it; a tombstone, which has none of its own, takes it
     * @param lastCommitted commit time of the record before it
     * @throws UnreadableException when this record can never be read
     * @throws IOException when the registry does not answer; the record can be read later
     */
    Row decode(RawRecord record, long lastLsn, long lastCommitted) throws UnreadableException, IOException {
        try {
            return decodeBytes(record, lastLsn, lastCommitted);
        } catch (UnknownSchemaException e) {
            throw new UnreadableException(QuarantineReason.UNKNOWN_SCHEMA, e.getMessage());
        } catch (RuntimeException e) {
            throw new UnreadableException(QuarantineReason.UNDECODABLE, e.toString());
        }
    }

    private Row decodeBytes(RawRecord record, long lastLsn, long lastCommitted)
            throws UnreadableException, IOException {
        if (record.value() == null) {
            String key = keyOf(record);
            Table table = keys.get(schemaId(record.key(), "key")).table();
            if (table == null) {
                throw unknownTable("the key", record);
            }
            return Row.absent(table, key, lastLsn, lastCommitted);
        }
        int id = schemaId(record.value(), "value");
        EnvelopeDecoder decoder = values.get(id);
        if (decoder == null) {
            Schema writer = registry.byId(id);
            Table table = writer.getType() == Schema.Type.RECORD ? WriterSchema.tableOf(writer) : null;
            if (table == null) {
                throw unknownTable("schema " + writer.getFullName(), record);
            }
            EnvelopeWalker walker = EnvelopeWalker.of(writer, table);
            decoder = walker == null ? new GenericDecoder(writer, table) : walker;
            values.put(id, decoder);
        }
        return decoder.decode(keyOf(record), record.value());
    }

    private static UnreadableException unknownTable(String what, RawRecord record) {
        return new UnreadableException(
                QuarantineReason.UNKNOWN_TABLE,
                what + " in " + record.topic() + " is of no table Salesboard reads; take it out of the publication");
    }

    private String keyOf(RawRecord record) throws UnreadableException, IOException {
        if (record.key() == null || record.key().length == 0) {
            throw new UnreadableException(
                    QuarantineReason.MISSING_KEY,
                    "the record has no key; its table needs a primary key or a replica identity");
        }
        int id = schemaId(record.key(), "key");
        KeyDecoder decoder = keys.get(id);
        if (decoder == null) {
            Schema writer = registry.byId(id);
            decoder = new KeyDecoder(WriterSchema.tableOf(writer), new GenericDatumReader<>(writer));
            keys.put(id, decoder);
        }
        GenericRecord key;
        try {
            key = decoder.reader().read(null, new BoundedDecoder(record.key()));
        } catch (IOException e) {
            throw new UnreadableException(QuarantineReason.UNDECODABLE, "the key does not fit its schema: " + e);
        }
        StringJoiner text = new StringJoiner("|");
        for (Schema.Field field : key.getSchema().getFields()) {
            text.add(String.valueOf(key.get(field.pos())));
        }
        if (text.length() > Plausibility.MOST_CHARACTERS) {
            throw new UnreadableException(
                    QuarantineReason.OUT_OF_RANGE,
                    "the key has " + text.length() + " characters, more than " + Plausibility.MOST_CHARACTERS);
        }
        return text.toString();
    }

    private static int schemaId(byte[] framed, String what) throws UnreadableException {
        if (framed.length < AvroFraming.HEADER || framed[0] != AvroFraming.MAGIC) {
            throw new UnreadableException(
                    QuarantineReason.UNDECODABLE,
                    "the " + what + " (" + framed.length + " bytes) is not in registry framing");
        }
        return ByteBuffer.wrap(framed, 1, Integer.BYTES).getInt();
    }
}
