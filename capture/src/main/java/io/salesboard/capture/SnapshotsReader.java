package io.salesboard.capture;

import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads what Debezium tells of loads, from the beginning of the topic on. Not thread-safe. */
final class SnapshotsReader implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String LOAD = "Incremental Snapshot";

    /** Debezium goes on with the next table after one it could not read; these are the ends that are none. */
    private static final Set<String> LOADED = Set.of("SUCCEEDED", "EMPTY");

    private final TopicPartition partition = new TopicPartition(Topics.SNAPSHOTS.name(), 0);
    private final URI registry;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, LoadFacts> loads = new HashMap<>();
    private boolean positioned;

    SnapshotsReader(String bootstrapServers, URI registry) {
        this.registry = registry;
        consumer = Consumers.of(bootstrapServers, partition, LIMIT);
    }

    /** What is known of each load, by its id. */
    Map<String, LoadFacts> look() throws IOException {
        long end = consumer.endOffsets(List.of(partition), LIMIT).get(partition);
        if (!positioned || consumer.position(partition, LIMIT) > end) {
            consumer.seekToBeginning(List.of(partition)); // at the start, and when the topic was lost and made anew
            positioned = true;
        }
        SchemaRegistry schemas = new SchemaRegistry(registry);
        long limit = System.nanoTime() + LIMIT.toNanos();
        try {
            while (consumer.position(partition, LIMIT) < end && System.nanoTime() < limit) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    GenericRecord told = Records.read(record.value(), schemas);
                    if (told != null && told.hasField("id") && LOAD.equals(text(told.get("aggregate_type")))) {
                        accept(told);
                    }
                }
            }
        } catch (IOException e) {
            positioned = false; // the registry is away: what was polled is read once more
            throw e;
        }
        return Map.copyOf(loads);
    }

    private void accept(GenericRecord told) {
        Map<String, String> more = new HashMap<>();
        if (told.get("additional_data") instanceof Map<?, ?> data) {
            data.forEach((key, value) -> more.put(text(key), text(value)));
        }
        loads.merge(
                text(told.get("id")),
                told(text(told.get("type")), more, Instant.ofEpochMilli((Long) told.get("timestamp"))),
                SnapshotsReader::both);
    }

    static LoadFacts told(String type, Map<String, String> more, Instant at) {
        String table = more.getOrDefault("current_collection_in_progress", more.getOrDefault("scanned_collection", ""));
        String status = more.getOrDefault("status", "");
        boolean failed = type.equals("TABLE_SCAN_COMPLETED") && !LOADED.contains(status);
        return new LoadFacts(
                table.substring(table.lastIndexOf('.') + 1),
                number(more.get("chunk_index")),
                number(more.get("total_chunks")),
                type.equals("COMPLETED"),
                failed ? table + ": " + status : type.equals("ABORTED") ? "it was stopped" : "",
                at);
    }

    private static LoadFacts both(LoadFacts before, LoadFacts now) {
        boolean more = !now.table().isEmpty();
        return new LoadFacts(
                more ? now.table() : before.table(),
                more ? now.chunk() : before.chunk(),
                more ? now.chunks() : before.chunks(),
                before.completed() || now.completed(),
                before.failure().isEmpty() ? now.failure() : before.failure(),
                now.heard());
    }

    private static long number(String text) {
        return text == null || !text.matches("\\d{1,18}") ? 0 : Long.parseLong(text);
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
