package io.salesboard.schemas;

import io.salesboard.schemas.SchemaRegistry.UnknownSchemaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records of the generated classes in the Confluent wire format: a zero byte, the schema's id in the registry (four bytes,
 * big endian), Avro binary. Not thread-safe.
 */
public final class AvroFraming {
    /** First byte of every framed record. */
    public static final byte MAGIC = 0;

    /** Bytes before the Avro binary: magic byte and schema id. */
    public static final int HEADER = 5;

    private final SchemaRegistry registry;
    private final Map<Schema, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Schema, SpecificDatumWriter<SpecificRecord>> writers = new IdentityHashMap<>();
    private final Map<Integer, SpecificDatumReader<SpecificRecord>> readers = new ConcurrentHashMap<>();
    private final Map<Integer, UnknownSchemaException> unknown = new ConcurrentHashMap<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private BinaryEncoder encoder;

    public AvroFraming(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** Frames a record for a topic; its schema is registered as {@code <topic>-<full name>} on first use. */
    public byte[] encode(String topic, SpecificRecord value) throws IOException {
        Schema schema = value.getSchema();
        int id = number(topic, schema);
        bytes.reset();
        bytes.write(MAGIC);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
        encoder = EncoderFactory.get().directBinaryEncoder(bytes, encoder);
        writers.computeIfAbsent(schema, unseen -> new SpecificDatumWriter<>(unseen))
                .write(value, encoder);
        return bytes.toByteArray();
    }

    /** The registry's id of a schema of a topic; registers it on first use. */
    public int number(String topic, Schema schema) throws IOException {
        Integer id = ids.get(schema);
        if (id == null) {
            id = registry.register(topic + "-" + schema.getFullName(), schema);
            ids.put(schema, id);
        }
        return id;
    }

    /**
     * Reads a framed record into the generated class its schema names.
     *
     * @throws AvroRuntimeException when the bytes are no such record
     * @throws UnknownSchemaException when its schema is not in the registry or has no generated class
     * @throws IOException when the registry does not answer: asking again may help
     */
    public SpecificRecord decode(byte[] framed) throws IOException {
        if (framed.length < HEADER || framed[0] != MAGIC) {
            throw new AvroRuntimeException("not a record in registry framing: " + framed.length + " bytes");
        }
        int id = idOf(framed);
        SpecificDatumReader<SpecificRecord> reader = readers.get(id);
        if (reader == null) {
            Schema writer = registry.byId(id);
            Schema expected = org.apache.avro.specific.SpecificData.get().getSchema(classOf(writer));
            reader = new SpecificDatumReader<>(writer, expected);
            readers.put(id, reader);
        }
        try {
            return reader.read(null, DecoderFactory.get().binaryDecoder(framed, HEADER, framed.length - HEADER, null));
        } catch (IOException | RuntimeException e) {
            // The bytes are here: what Avro calls an I/O error is a record that ends early or was damaged.
            throw new AvroRuntimeException("the record does not fit its schema " + id + ": " + e, e);
        }
    }

    /**
     * Reads a record that was written before this object decoded its first: as {@link #decode}, but a schema the registry
     * does not know is asked for once. Where a registry was lost, thousands of records name it.
     */
    public SpecificRecord decodeOld(byte[] framed) throws IOException {
        if (framed.length >= HEADER) {
            UnknownSchemaException known = unknown.get(idOf(framed));
            if (known != null) {
                throw known;
            }
        }
        try {
            return decode(framed);
        } catch (UnknownSchemaException e) {
            unknown.put(idOf(framed), e);
            throw e;
        }
    }

    private static int idOf(byte[] framed) {
        return ByteBuffer.wrap(framed, 1, Integer.BYTES).getInt();
    }

    private static Class<?> classOf(Schema writer) throws IOException {
        try {
            return Class.forName(writer.getFullName());
        } catch (ClassNotFoundException e) {
            throw new UnknownSchemaException("no class for records of schema " + writer.getFullName(), e);
        }
    }
}
