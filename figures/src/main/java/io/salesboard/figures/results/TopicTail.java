package io.salesboard.figures.results;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Reads a one-partition topic from its beginning and then follows it, on a thread of its own, for as long as the process
 * lives.
 *
 * <p>It commits nothing: what was read lives in memory only, so a restart reads all again. A failure of Kafka or of the
 * registry is tried again every second from the record it happened at.
 */
public final class TopicTail implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(TopicTail.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** A topic in which nothing comes for so long may be missing. */
    private static final Duration SILENT = Duration.ofSeconds(3);

    /** What to do with a record; an IOException asks to be given the same record again later. */
    @FunctionalInterface
    public interface Handler {
        /** @param old whether the record stood in the topic when reading began */
        void handle(ConsumerRecord<byte[], byte[]> record, boolean old) throws IOException;

        /** Everything that stood in the topic at the start was handled; an IOException asks to be told again later. */
        default void caughtUp() throws IOException {}

        /** The topic was made anew and is read from its beginning: nothing that was handled is in it any more. */
        default void restart() {}
    }

    private final TopicPartition partition;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Handler handler;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile Consumer<byte[], byte[]> consumer;
    private volatile long lag;
    private volatile boolean missing;
    private volatile boolean caughtUp;
    private long next;
    private long stood = -1;

    public TopicTail(String topic, Supplier<Consumer<byte[], byte[]>> consumers, Handler handler) {
        this.partition = new TopicPartition(topic, 0);
        this.consumers = consumers;
        this.handler = handler;
        this.thread = new Thread(this::run, topic + "-reader");
    }

    /** Consumers of plain bytes without a group. */
    public static Supplier<Consumer<byte[], byte[]>> kafka(String bootstrapServers) {
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                // A topic that was made anew is noticed, not skipped over.
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5000,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                4 << 20,
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1000L);
        return () -> new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Starts reading. */
    public TopicTail start() {
        thread.start();
        return this;
    }

    /** Whether everything that stood in the topic at the start was handled. */
    public boolean caughtUp() {
        return caughtUp;
    }

    /** Records in the topic that were not handled yet, as far as is known. */
    public long lag() {
        return lag;
    }

    /** Whether Kafka says that there is no such topic. */
    public boolean isMissing() {
        return missing;
    }

    @Override
    public void close() throws InterruptedException {
        stopped.countDown();
        Consumer<byte[], byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        thread.join(Duration.ofSeconds(10).toMillis());
    }

    private void run() {
        while (stopped.getCount() > 0) {
            try (Consumer<byte[], byte[]> fresh = consumers.get()) {
                consumer = fresh;
                follow(fresh);
            } catch (WakeupException e) {
                LOG.debug("woken up to stop", e);
            } catch (IOException | RuntimeException e) {
                LOG.warn("reading {} at offset {} failed; trying again in {} s", partition, next, RETRY.toSeconds(), e);
                pause();
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> from) throws IOException {
        askWhetherMissing(from);
        if (missing) {
            throw new IOException("there is no topic " + partition.topic());
        }
        from.assign(List.of(partition));
        if (next > from.endOffsets(List.of(partition)).get(partition)) {
            LOG.warn(
                    "{} ends before offset {}, which was read: it was made anew and is read from its beginning",
                    partition,
                    next);
            next = 0;
            stood = 0;
            handler.restart();
        }
        if (next == 0) {
            from.seekToBeginning(List.of(partition));
        } else {
            from.seek(partition, next);
        }
        long end = from.endOffsets(List.of(partition)).get(partition);
        if (stood < 0) {
            stood = end;
        }
        long heard = System.nanoTime();
        while (stopped.getCount() > 0) {
            ConsumerRecords<byte[], byte[]> records = from.poll(POLL);
            if (!records.isEmpty()) {
                heard = System.nanoTime();
                missing = false;
            } else if (System.nanoTime() - heard > SILENT.toNanos()) {
                heard = System.nanoTime();
                askWhetherMissing(from);
            }
            for (ConsumerRecord<byte[], byte[]> record : records) {
                next = record.offset();
                handler.handle(record, record.offset() < stood);
                next = record.offset() + 1;
            }
            // Compaction leaves gaps, so the position tells where reading is, not the last record.
            long position = from.position(partition);
            if (position >= end && !caughtUp()) {
                handler.caughtUp();
                caughtUp = true;
            }
            lag = from.currentLag(partition).orElse(Math.max(0, end - position));
        }
    }

    private void askWhetherMissing(Consumer<byte[], byte[]> consumer) {
        missing = consumer.partitionsFor(partition.topic()).isEmpty();
    }

    private void pause() {
        try {
            stopped.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }
}
