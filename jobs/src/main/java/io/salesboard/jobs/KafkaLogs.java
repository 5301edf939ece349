package io.salesboard.jobs;

import io.salesboard.jobs.read.Logs;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.Cell;
import io.salesboard.schemas.FrameMark;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job's topics in Kafka, asked at a start and while the reader is behind. */
final class KafkaLogs implements Logs {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(KafkaLogs.class);
    private static final TopicPartition RESULTS = new TopicPartition(Topics.RESULTS.name(), 0);
    private static final Duration POLL = Duration.ofMillis(200);

    /** The reader writes a mark many times a second, so among so many of the newest records there is one. */
    private static final long NEWEST = 5_000;

    private final String bootstrapServers;
    private final URI registry;
    private transient KafkaConsumer<byte[], byte[]> atEnd;
    private transient Admin admin;

    KafkaLogs(String bootstrapServers, URI registry) {
        this.bootstrapServers = bootstrapServers;
        this.registry = registry;
    }

    @Override
    public long end(String topic) throws IOException {
        if (atEnd == null) {
            atEnd = consumer();
        }
        TopicPartition partition = new TopicPartition(topic, 0);
        try {
            return atEnd.endOffsets(List.of(partition)).get(partition);
        } catch (KafkaException e) {
            throw new IOException("Kafka at " + bootstrapServers + " does not say where " + topic + " ends", e);
        }
    }

    @Override
    public CompletableFuture<Long> askEnd(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try {
            if (admin == null) {
                admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
            }
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .toCompletionStage()
                    .thenApply(ListOffsetsResultInfo::offset)
                    .toCompletableFuture();
        } catch (KafkaException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public long youngestFrame() throws IOException {
        AvroFraming framing = new AvroFraming(new SchemaRegistry(registry));
        long end = end(RESULTS.topic());
        long[] youngest = {0};
        for (long newest = NEWEST; youngest[0] == 0 && end > 0; newest *= 10) {
            IOException[] failure = {null};
            read(Math.max(0, end - newest), end, record -> {
                try {
                    youngest[0] = Math.max(youngest[0], record.value() == null ? 0 : frameOf(framing, record.value()));
                } catch (IOException e) {
                    failure[0] = e;
                }
            });
            if (failure[0] != null) {
                throw failure[0];
            }
            if (newest >= end) {
                break;
            }
        }
        return youngest[0];
    }

    /** A record of another release, or one whose schema the registry has lost, says nothing; younger marks do. */
    private static long frameOf(AvroFraming framing, byte[] value) throws IOException {
        SpecificRecord record;
        try {
            record = framing.decodeOld(value);
        } catch (SchemaRegistry.UnknownSchemaException | RuntimeException e) {
            LOG.debug("a record of {} is unreadable", RESULTS, e);
            return 0;
        }
        if (record instanceof FrameMark mark) {
            return mark.getVersion();
        }
        return record instanceof Cell cell ? cell.getVersion() : 0;
    }

    @Override
    public void keysOfResults(long from, long to, Consumer<String> each) throws IOException {
        read(from, to, record -> each.accept(new String(record.key(), StandardCharsets.UTF_8)));
    }

    private void read(long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> each) throws IOException {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(List.of(RESULTS));
            consumer.seek(RESULTS, from);
            while (consumer.position(RESULTS) < to) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() < to) {
                        each.accept(record);
                    }
                }
            }
        } catch (KafkaException e) {
            throw new IOException("cannot read " + RESULTS + " from " + from + " at " + bootstrapServers, e);
        }
    }

    @Override
    public void close() {
        if (atEnd != null) {
            atEnd.close();
            atEnd = null;
        }
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
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
