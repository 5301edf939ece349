package io.salesboard.jobs.decode;

import io.salesboard.core.model.Table;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.QuarantineReason;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.SchemaRegistry.UnknownSchemaException;
import io.salesboard.schemas.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the records of a row topic: finds the schema by the id in the framing, the table by the schema, and decodes with the
 * walker of that schema, or with Avro's own decoder where the walker does not know its shape.
 */
public final class RecordDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(RecordDecoder.class);

    private static final byte[] READ_AGAIN = Topics.READ_AGAIN_KEY.getBytes(StandardCharsets.UTF_8);

    private final SchemaRegistry registry;
    private final Map<Integer, KeyDecoder> keys = new HashMap<>();
    private final Map<Integer, Reader> values = new HashMap<>();

    /** Reads the records of one writer schema. */
    private interface Reader {
        DecodedRecord read(RawRecord record) throws UnreadableException, IOException;
    }

    /** Which row a record is about; the table is null where it is none we read, primary is false where it has no key. */
    private record Key(Table table, String text, boolean primary) {}

    private record KeyDecoder(Table table, boolean primary, GenericDatumReader<GenericRecord> reader) {
        /** A registry that was lost gives its numbers to schemas of other databases. */
        private boolean mayStandIn(String topic) {
            return table == null
                    || table == Table.HEARTBEAT
                    || topic.endsWith("." + table.source().key());
        }
    }

    public RecordDecoder(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * What a record says; one of a known row that cannot be read is a {@link DecodedRecord#failure}.
     *
     * @throws UnreadableException when not even the row it is about can be read
     * @throws IOException when the registry does not answer; the record can be read later
     */
    public DecodedRecord decode(RawRecord record) throws UnreadableException, IOException {
        try {
            return decodeBytes(record);
        } catch (UnreadableException e) {
            return failure(record, e);
        } catch (UnknownSchemaException e) {
            return failure(record, new UnreadableException(QuarantineReason.UNKNOWN_SCHEMA, e.getMessage()));
        } catch (RuntimeException e) {
            return failure(record, new UnreadableException(QuarantineReason.UNDECODABLE, e.toString()));
        }
    }

    /** The row is known by its key at least, or the record is of nothing that is known. */
    private DecodedRecord failure(RawRecord record, UnreadableException why) throws UnreadableException, IOException {
        try {
            Key key = keyOf(record);
            if (key.table() != null && key.table() != Table.HEARTBEAT) {
                return DecodedRecord.unreadable(key.table(), key.text(), why);
            }
        } catch (UnknownSchemaException | RuntimeException | UnreadableException e) {
            LOG.debug("the key of {} at {} is unreadable too", record.topic(), record.offset(), e);
        }
        throw why;
    }

    private DecodedRecord decodeBytes(RawRecord record) throws UnreadableException, IOException {
        if (record.value() == null) {
            Key key = keyOf(record);
            if (key.table() == null) {
                throw unknownTable("the key", record);
            }
            return DecodedRecord.tombstone(key.table(), key.text());
        }
        if (Arrays.equals(record.key(), READ_AGAIN)) {
            forget();
        }
        int id = schemaId(record.value(), "value");
        Reader reader = values.get(id);
        if (reader == null) {
            reader = readerOf(registry.byId(id), record);
            values.put(id, reader);
        }
        return reader.read(record);
    }

    /** A database is read again also because the registry was lost: its numbers may name other schemas from here on. */
    private void forget() {
        registry.forget();
        keys.clear();
        values.clear();
    }

    private Reader readerOf(Schema writer, RawRecord of) throws UnreadableException {
        if (writer.getType() != Schema.Type.RECORD) {
            throw unknownTable("schema " + writer.getFullName(), of);
        }
        if (WriterSchema.isEnd(writer)) {
            return record -> DecodedRecord.boundary(0, 0);
        }
        if (WriterSchema.isReadAgain(writer)) {
            return record -> DecodedRecord.readAgain();
        }
        Table table = WriterSchema.tableOf(writer);
        if (table == null) {
            throw unknownTable("schema " + writer.getFullName(), of);
        }
        EnvelopeWalker walker = EnvelopeWalker.of(writer, table);
        EnvelopeDecoder decoder = walker == null ? new GenericDecoder(writer, table) : walker;
        if (table == Table.HEARTBEAT) {
            return record -> {
                DecodedRecord heartbeat = decoder.decode("", record.value());
                return DecodedRecord.boundary(heartbeat.lsn(), heartbeat.committed());
            };
        }
        List<String> missing = WriterSchema.missingColumns(writer, table);
        return record -> {
            Key key = keyOf(record);
            DecodedRecord decoded = withColumns(missing, decoder.decode(key.text(), record.value()));
            return key.primary() ? decoded : decoded.leftOut(withoutKey(table));
        };
    }

    private static UnreadableException withoutKey(Table table) {
        return new UnreadableException(
                QuarantineReason.MISSING_KEY,
                table.key() + " has no primary key: its rows cannot be told apart; give it one and read it again");
    }

    /** A row that arrives without a column figures read would be counted with a hole. */
    private static DecodedRecord withColumns(List<String> missing, DecodedRecord decoded) {
        if (missing.isEmpty() || !decoded.row().present()) {
            return decoded;
        }
        return decoded.leftOut(new UnreadableException(
                QuarantineReason.MISSING_COLUMN,
                decoded.table().key() + " arrives without " + String.join(", ", missing)
                        + "; give the column its name and type of before"));
    }

    private static UnreadableException unknownTable(String what, RawRecord record) {
        return new UnreadableException(
                QuarantineReason.UNKNOWN_TABLE,
                what + " in " + record.topic() + " is of no table Salesboard reads; take it out of the publication");
    }

    private Key keyOf(RawRecord record) throws UnreadableException, IOException {
        if (record.key() == null || record.key().length == 0) {
            throw new UnreadableException(
                    QuarantineReason.MISSING_KEY,
                    "the record has no key; its table needs a primary key or a replica identity");
        }
        int id = schemaId(record.key(), "key");
        KeyDecoder decoder = keys.get(id);
        if (decoder == null) {
            Schema writer = registry.byId(id);
            decoder = new KeyDecoder(
                    WriterSchema.tableOf(writer), !WriterSchema.isNoKey(writer), new GenericDatumReader<>(writer));
            keys.put(id, decoder);
        }
        if (!decoder.mayStandIn(record.topic())) {
            throw unknownTable("the key, as of " + decoder.table().key() + ",", record);
        }
        GenericRecord key;
        try {
            key = decoder.reader().read(null, new BoundedDecoder(record.key()));
        } catch (IOException e) {
            throw new UnreadableException(QuarantineReason.UNDECODABLE, "the key does not fit its schema: " + e);
        }
        StringJoiner text = new StringJoiner("|");
        for (Schema.Field field : key.getSchema().getFields()) {
            text.add(Values.keyText(key.get(field.pos()), WriterSchema.notNull(field.schema())));
        }
        if (text.length() > Plausibility.MOST_CHARACTERS) {
            throw new UnreadableException(
                    QuarantineReason.OUT_OF_RANGE,
                    "the key has " + text.length() + " characters, more than " + Plausibility.MOST_CHARACTERS);
        }
        return new Key(decoder.table(), text.toString(), decoder.primary());
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
