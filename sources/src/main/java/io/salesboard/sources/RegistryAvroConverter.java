package io.salesboard.sources;

import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.transforms.util.SimpleConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a source connector captures in the Confluent wire format: a zero byte, the schema's id in the registry (four
 * bytes, big endian), Avro binary. A schema is turned into Avro and registered, as {@code <topic>-<full name>}, when it is seen
 * for the first time; after that a record costs no more than writing its bytes. Not thread-safe: Connect gives each task its
 * own.
 */
public final class RegistryAvroConverter implements Converter {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryAvroConverter.class);
    private static final String REGISTRY = "registry";
    private static final ConfigDef CONFIG = new ConfigDef()
            .define(
                    REGISTRY,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonEmptyString(),
                    ConfigDef.Importance.HIGH,
                    "Root of the registry's Confluent-compatible API, such as http://localhost:8083/apis/ccompat/v7");

    private final SchemaCache<AvroShape> shapes = new SchemaCache<>(AvroShape::of);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private BinaryEncoder encoder;
    private SchemaRegistry registry;

    @Override
    public ConfigDef config() {
        return CONFIG;
    }

    @Override
    public void configure(Map<String, ?> configuration, boolean isKey) {
        registry = new SchemaRegistry(URI.create(new SimpleConfig(CONFIG, configuration).getString(REGISTRY)));
    }

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        if (value == null) {
            return null;
        }
        if (schema == null) {
            throw new DataException("a value without a schema is to go to " + topic + ": " + value.getClass());
        }
        AvroShape shape = shapes.of(schema);
        try {
            bytes.reset();
            bytes.write(AvroFraming.MAGIC);
            bytes.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(id(topic, shape)).array());
            encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
            shape.write(value, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot be written", e);
        }
    }

    private int id(String topic, AvroShape shape) {
        if (!shape.isRegistered()) {
            org.apache.avro.Schema avro = shape.schema();
            try {
                shape.register(registry.register(topic + "-" + avro.getFullName(), avro));
            } catch (IOException e) {
                // Connect tries again without a word (errors.retry.timeout), and nothing is captured meanwhile.
                LOG.warn("cannot register the schema {}, trying again: {}", avro.getFullName(), e.toString());
                throw new RetriableException("cannot register the schema " + avro.getFullName() + ": " + e, e);
            }
        }
        return shape.id();
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        throw new DataException("this converter is for source connectors only; it cannot read " + topic);
    }
}
