package io.salesboard.local.launch;

import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.SchemaRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/** All that has arrived in a row topic, in its order, read by the registry's schemas alone. */
final class Arrivals implements AutoCloseable {
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SchemaRegistry registry;
    private final List<Arrival> arrivals = new ArrayList<>();

    /**
     * A record.
     *
     * @param key never null: a compacted topic refuses such a record
     * @param value an envelope or the end of a transaction
     */
    record Arrival(GenericRecord key, GenericRecord value) {
        /** The table of a row, "heartbeat", or "end" of a transaction. */
        String kind() {
            String namespace = value.getSchema().getNamespace();
            if (value.getSchema().getName().equals("End")) {
                return "end";
            }
            return namespace.startsWith("io.debezium.")
                    ? "heartbeat"
                    : namespace.substring(namespace.lastIndexOf('.') + 1);
        }

        String operation() {
            return value.getSchema().getField("op") == null
                    ? ""
                    : value.get("op").toString();
        }

        /** The transaction it belongs to. */
        String transaction() {
            return kind().equals("end")
                    ? value.get("id").toString().split(":", -1)[0]
                    : source("txId").toString();
        }

        Object source(String field) {
            return ((GenericRecord) value.get("source")).get(field);
        }

        /** A column of the row after the change, as text; "null" when it is NULL, "gone" when there is no row or column. */
        String column(String name) {
            Object row = value.getSchema().getField("after") == null ? null : value.get("after");
            return row instanceof GenericRecord after && after.hasField(name)
                    ? String.valueOf(after.get(name))
                    : "gone";
        }

        boolean isRow(String table, String column, String text) {
            return kind().equals(table) && column(column).equals(text);
        }
    }

    Arrivals(CaptureStack stack, String topic) {
        registry = stack.registry();
        consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
        consumer.assign(partition);
        consumer.seekToBeginning(partition);
    }

    /** All so far. */
    List<Arrival> all() {
        return arrivals;
    }

    /** The first such record after those before, once it is there. */
    Arrival await(int from, String what, Predicate<Arrival> predicate) {
        return Awaitility.await(what)
                .atMost(WITHIN)
                .until(
                        () -> {
                            read();
                            return arrivals.subList(from, arrivals.size()).stream()
                                    .filter(predicate)
                                    .findFirst();
                        },
                        Optional::isPresent)
                .get();
    }

    private void read() throws IOException {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
            // What says that all is read again has a key that is no Avro.
            if (record.key()[0] == AvroFraming.MAGIC) {
                arrivals.add(new Arrival(decoded(record.key()), decoded(record.value())));
            }
        }
    }

    private GenericRecord decoded(byte[] framed) throws IOException {
        Schema schema = registry.byId(ByteBuffer.wrap(framed, 1, Integer.BYTES).getInt());
        return new GenericDatumReader<GenericRecord>(schema)
                .read(
                        null,
                        DecoderFactory.get()
                                .binaryDecoder(framed, AvroFraming.HEADER, framed.length - AvroFraming.HEADER, null));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
