package io.salesboard.capture;

import io.salesboard.schemas.SchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at the end of one row topic. Not thread-safe. */
final class RowTopicReader implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * Records at the end whose positions are read: among them is at least one heartbeat or end of a transaction, except while a
     * table is loaded beside the changes, whose rows have no position of their own.
     */
    private static final long NEWEST = 50;

    /** How many times as far back it is looked where none of the records has a position. */
    private static final int FURTHER = 8;

    private final TopicPartition partition;
    private final URI registry;
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private TopicFacts last = new TopicFacts("", 0, -1, null);

    RowTopicReader(String bootstrapServers, String topic, URI registry) {
        this.partition = new TopicPartition(topic, 0);
        this.registry = registry;
        admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) LIMIT.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) LIMIT.toMillis()));
        consumer = Consumers.of(bootstrapServers, partition, LIMIT);
    }

    /** @param before what was seen of the server; where nobody reads its slot, the newest position is read out of the topic */
    TopicFacts look(ServerFacts before) throws IOException, InterruptedException {
        String id = id();
        if (id.isEmpty()) {
            last = new TopicFacts("", 0, -1, null);
            return last;
        }
        long end = consumer.endOffsets(List.of(partition), LIMIT).get(partition);
        boolean known = last.id().equals(id) && last.end() == end && last.newest() >= 0;
        boolean unread =
                before != null && before.slot() != null && !before.slot().active();
        long newest = known ? last.newest() : unread ? newest(end) : -1;
        last = new TopicFacts(id, end, newest, before);
        return last;
    }

    private String id() throws IOException, InterruptedException {
        try {
            return admin.describeTopics(List.of(partition.topic()))
                    .allTopicNames()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .get(partition.topic())
                    .topicId()
                    .toString();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return "";
            }
            throw new IOException("Kafka: " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("Kafka did not answer within " + LIMIT.toSeconds() + " s", e);
        }
    }

    private long newest(long end) throws IOException {
        long begin = consumer.beginningOffsets(List.of(partition), LIMIT).get(partition);
        // Asked anew each time: what a lost registry had under these numbers may be something else now.
        SchemaRegistry schemas = new SchemaRegistry(registry);
        long limit = System.nanoTime() + LIMIT.toNanos();
        for (long back = NEWEST; ; back *= FURTHER) {
            long newest = newest(Math.max(begin, end - back), end, schemas, limit);
            if (newest > 0 || end - back <= begin) {
                return newest;
            }
        }
    }

    private long newest(long from, long end, SchemaRegistry schemas, long limit) throws IOException {
        consumer.seek(partition, from);
        long newest = 0;
        while (consumer.position(partition, LIMIT) < end) {
            if (System.nanoTime() > limit) {
                throw new IOException("the end of the topic " + partition.topic() + " could not be read within "
                        + LIMIT.toSeconds() + " s");
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                GenericRecord read = Records.read(record.value(), schemas);
                newest = Math.max(newest, read == null ? 0 : position(read));
            }
        }
        return newest;
    }

    /** The log position a record says it comes from, or 0: rows and heartbeats have {@code source.lsn}, the end of a transaction has {@code id} = {@code <transaction>:<lsn>}. */
    static long position(GenericRecord record) {
        if (record.hasField("source") && record.get("source") instanceof GenericRecord source) {
            if (source.hasField("snapshot") && "incremental".equals(String.valueOf(source.get("snapshot")))) {
                return 0;
            }
            return source.hasField("lsn") && source.get("lsn") instanceof Long lsn ? lsn : 0;
        }
        if (record.hasField("id") && record.get("id") != null) {
            String id = record.get("id").toString();
            String lsn = id.substring(id.indexOf(':') + 1);
            return lsn.matches("\\d{1,19}") ? Long.parseLong(lsn) : 0;
        }
        return 0;
    }

    @Override
    public void close() {
        consumer.close();
        admin.close(LIMIT);
    }
}
