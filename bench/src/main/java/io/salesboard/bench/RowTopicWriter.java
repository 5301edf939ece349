package io.salesboard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.salesboard.core.model.Table;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.ReadAgain;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.Topics;
import io.salesboard.sources.RegistryAvroConverter;
import io.salesboard.sources.RowRecords;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Writes the row topic of a source database without the database: records as Debezium makes them, through the connector's own
 * transform, converter and settings of its producer. Not thread-safe.
 */
final class RowTopicWriter implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    private static final String PRODUCER = "producer.override.";
    private static final String TRANSFORM = "transforms.rowRecords.";

    private static final Schema SOURCE = SchemaBuilder.struct()
            .name("io.debezium.connector.postgresql.Source")
            .field("snapshot", SchemaBuilder.string().optional().build())
            .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
            .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    private static final Schema END = SchemaBuilder.struct()
            .name("io.debezium.connector.common.TransactionMetadataValue")
            .field("status", Schema.STRING_SCHEMA)
            .field("id", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .build();
    private static final Schema MESSAGE_KEY = SchemaBuilder.struct()
            .name("io.debezium.connector.postgresql.MessageKey")
            .field("prefix", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema MESSAGE = SchemaBuilder.struct()
            .name("io.debezium.connector.postgresql.MessageValue")
            .field("op", Schema.STRING_SCHEMA)
            .field("source", SOURCE)
            .build();

    private final String source;
    private final String topic;
    private final AvroFraming framing;
    private final RowRecords<SourceRecord> transform = new RowRecords<>();
    private final RegistryAvroConverter keys = new RegistryAvroConverter();
    private final RegistryAvroConverter values = new RegistryAvroConverter();
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<Table, CapturedTable> tables = new EnumMap<>(Table.class);
    private volatile Exception failure;
    private long rows;
    private long lsn = 1L << 24;
    private long transaction = 1_000;

    /** @param source such as {@code pos} */
    RowTopicWriter(String source, Stack stack) throws IOException {
        this.source = source;
        JsonNode connector = connector(source);
        Map<String, Object> settings = under(PRODUCER, connector);
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka());
        transform.configure(under(TRANSFORM, connector));
        topic = connector.path(TRANSFORM + "topic").asText();
        keys.configure(Map.of("registry", stack.registryApi()), true);
        values.configure(Map.of("registry", stack.registryApi()), false);
        framing = new AvroFraming(new SchemaRegistry(URI.create(stack.registryApi())));
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static JsonNode connector(String source) throws IOException {
        try (InputStream in = RowTopicWriter.class.getResourceAsStream("/connectors/" + source + ".json")) {
            return new ObjectMapper().readTree(in).path("config");
        }
    }

    private static Map<String, Object> under(String prefix, JsonNode connector) {
        Map<String, Object> settings = new HashMap<>();
        connector.fields().forEachRemaining(setting -> {
            if (setting.getKey().startsWith(prefix)) {
                settings.put(
                        setting.getKey().substring(prefix.length()),
                        setting.getValue().asText());
            }
        });
        return settings;
    }

    /** Rows written so far. */
    long rows() {
        return rows;
    }

    /** What its rows are made with. */
    CapturedTable table(Table table) {
        return tables.computeIfAbsent(table, each -> new CapturedTable(source, each, SOURCE));
    }

    /** Begins with a snapshot of whole tables, as capture does. */
    void snapshot(Map<Table, List<Struct>> tables) throws IOException {
        ReadAgain begin = ReadAgain.newBuilder()
                .setSource(source)
                .setServer("bench")
                .setReason("it is read for the first time")
                .setAt(Instant.now().toEpochMilli())
                .build();
        send(new ProducerRecord<>(
                topic, 0, Topics.READ_AGAIN_KEY.getBytes(StandardCharsets.UTF_8), framing.encode(topic, begin)));
        String place = "first";
        for (Map.Entry<Table, List<Struct>> table : tables.entrySet()) {
            for (Struct row : table.getValue()) {
                change("r", table.getKey(), row, place);
                place = "true";
            }
        }
        heartbeat();
    }

    /** Inserts a row in the transaction that is open. */
    void insert(Table table, Struct row) throws IOException {
        change("c", table, row, "false");
    }

    private void change(String operation, Table table, Struct row, String snapshot) throws IOException {
        CapturedTable captured = table(table);
        write(
                CapturedTable.name(source, table),
                captured.key(row),
                captured.envelope(operation, row, source(snapshot)));
        rows++;
    }

    private Struct source(String snapshot) {
        lsn += 100;
        return new Struct(SOURCE)
                .put("snapshot", snapshot)
                .put("ts_us", ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()))
                .put("txId", transaction)
                .put("lsn", lsn);
    }

    /** Ends the transaction. */
    void commit() throws IOException {
        Struct end = new Struct(END)
                .put("status", "END")
                .put("id", transaction + ":" + lsn)
                .put("ts_ms", Instant.now().toEpochMilli());
        write(source + ".transaction", null, end);
        transaction++;
    }

    /** A transaction of its own that says that nothing else has happened. */
    void heartbeat() throws IOException {
        write(
                source + ".message",
                new Struct(MESSAGE_KEY).put("prefix", "heartbeat"),
                new Struct(MESSAGE).put("op", "m").put("source", source("false")));
        commit();
    }

    private void write(String name, Struct key, Struct value) throws IOException {
        SourceRecord record = transform.apply(new SourceRecord(
                Map.of(), Map.of(), name, null, key == null ? null : key.schema(), key, value.schema(), value));
        send(new ProducerRecord<>(
                topic,
                0,
                keys.fromConnectData(topic, record.keySchema(), record.key()),
                values.fromConnectData(topic, record.valueSchema(), record.value())));
    }

    private void send(ProducerRecord<byte[], byte[]> record) throws IOException {
        producer.send(record, (done, thrown) -> failure = thrown == null ? failure : thrown);
        if (failure != null) {
            throw new IOException("cannot write to " + topic + ": " + failure.getMessage(), failure);
        }
    }

    /** Returns when everything is in the topic. */
    void flush() throws IOException {
        producer.flush();
        if (failure != null) {
            throw new IOException("cannot write to " + topic + ": " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_LIMIT);
    }
}
