package io.salesboard.local.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Whether capture can go on where it stopped.
 *
 * <p>PostgreSQL keeps the log from a slot's confirmed position on. When that is beyond the offset Connect has stored, or the
 * slot is gone, Debezium goes on without a word and the changes in between never arrive: so this is asked before it starts.
 */
final class CapturePosition {
    static final String TOPIC = "connect.offsets";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private CapturePosition() {}

    /**
     * Compares the two.
     *
     * @param stored log position Connect has stored, by database; absent before the first snapshot is complete
     * @param confirmed log position from which the database still has its log, by database; absent without a slot
     * @throws LaunchException when changes would be lost, saying how to start over
     */
    static void check(Map<String, Long> stored, Map<String, Long> confirmed) throws LaunchException {
        for (Map.Entry<String, Long> offset : stored.entrySet()) {
            String database = offset.getKey();
            Long slot = confirmed.get(database);
            String lost = null;
            if (slot == null) {
                lost = "the database " + database + " has no replication slot salesboard_" + database
                        + " any more, though Connect has read it up to log position " + offset.getValue();
            } else if (slot > offset.getValue()) {
                lost = "the slot salesboard_" + database + " of the database " + database
                        + " is confirmed up to log position " + slot + ", but Connect has stored only "
                        + offset.getValue();
            }
            if (lost != null) {
                throw new LaunchException(
                        lost + ": the changes in between would be lost without a word. Start over with"
                                + " --fresh, or put back the data directory whose parts belong together");
            }
        }
    }

    /** The last log position Connect has stored for each database. */
    static Map<String, Long> stored(String bootstrapServers) throws IOException, LaunchException, InterruptedException {
        Map<String, Long> positions = new TreeMap<>();
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partition = List.of(new TopicPartition(TOPIC, 0));
            if (!consumer.listTopics(LIMIT).containsKey(TOPIC)) {
                return positions;
            }
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            long end = consumer.endOffsets(partition, LIMIT).get(partition.get(0));
            Map<String, String> last = new TreeMap<>();
            Poll.until("Connect's offsets could not be read", LIMIT, () -> {
                for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
                    last.put(record.key(), record.value());
                }
                return consumer.position(partition.get(0)) >= end;
            });
            for (Map.Entry<String, String> offset : last.entrySet()) {
                read(offset.getKey(), offset.getValue(), positions);
            }
        }
        return positions;
    }

    /** Reads one record of Connect's offsets: {@code ["salesboard-pos",{"server":"pos"}]} and its position. */
    static void read(String key, String value, Map<String, Long> positions) throws IOException {
        String database = JSON.readTree(key).path(1).path("server").asText();
        if (value == null || !Databases.NAMES.contains(database)) {
            return;
        }
        JsonNode offset = JSON.readTree(value);
        if (offset.hasNonNull("snapshot") && !offset.path("snapshot_completed").asBoolean(false)) {
            return; // it stopped inside the first snapshot, and will take it again
        }
        positions.put(
                database,
                Math.max(
                        offset.path("lsn_commit").asLong(),
                        Math.max(
                                offset.path("lsn_proc").asLong(),
                                offset.path("lsn").asLong())));
    }
}
