package io.salesboard.jobs;

import io.salesboard.jobs.operators.PublishedResults;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The results topic, read back. */
final class KafkaResults implements PublishedResults {
    private static final long serialVersionUID = 1L;
    private static final TopicPartition RESULTS = new TopicPartition(Topics.RESULTS.name(), 0);
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;
    private final URI registry;
    private transient KafkaConsumer<byte[], byte[]> atEnd;

    KafkaResults(String bootstrapServers, URI registry) {
        this.bootstrapServers = bootstrapServers;
        this.registry = registry;
    }

    @Override
    public long end() throws IOException {
        if (atEnd == null) {
            atEnd = consumer();
        }
        try {
            return atEnd.endOffsets(List.of(RESULTS)).get(RESULTS);
        } catch (KafkaException e) {
            throw new IOException("Kafka at " + bootstrapServers + " does not say where " + RESULTS + " ends", e);
        }
    }

    @Override
    public void since(long position, Consumer<SpecificRecord> each) throws IOException {
        AvroFraming framing = new AvroFraming(new SchemaRegistry(registry));
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(List.of(RESULTS));
            long end = consumer.endOffsets(List.of(RESULTS)).get(RESULTS);
            consumer.seek(RESULTS, position);
            while (consumer.position(RESULTS) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.value() != null) {
                        each.accept(framing.decode(record.value()));
                    }
                }
            }
        } catch (KafkaException e) {
            throw new IOException("cannot read " + RESULTS + " from " + position + " at " + bootstrapServers, e);
        }
    }

    @Override
    public void close() {
        if (atEnd != null) {
            atEnd.close();
            atEnd = null;
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
