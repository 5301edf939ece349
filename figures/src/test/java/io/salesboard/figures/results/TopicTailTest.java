package io.salesboard.figures.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TopicTailTest {
    private static final TopicPartition PARTITION = new TopicPartition("results", 0);

    private final List<FakeTopic> consumers = new CopyOnWriteArrayList<>();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final List<String> stood = new CopyOnWriteArrayList<>();
    private final AtomicBoolean registryDown = new AtomicBoolean();

    /** Kafka's own test consumer, filled once it has its partition. */
    private static final class FakeTopic extends MockConsumer<byte[], byte[]> {
        private final List<ConsumerRecord<byte[], byte[]>> records;

        FakeTopic(List<ConsumerRecord<byte[], byte[]>> records) {
            super("earliest");
            this.records = records;
            updateBeginningOffsets(Map.of(PARTITION, 0L));
            updateEndOffsets(Map.of(PARTITION, (long) records.size()));
            updatePartitions("results", List.of(new PartitionInfo("results", 0, null, null, null)));
        }

        @Override
        public synchronized void assign(java.util.Collection<TopicPartition> partitions) {
            super.assign(partitions);
            records.forEach(this::addRecord);
        }

        void append(String text) {
            schedulePollTask(() -> addRecord(record(position(PARTITION), text)));
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>("results", 0, offset, bytes, bytes);
    }

    private TopicTail tail(String... texts) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String text : texts) {
            records.add(record(records.size(), text));
        }
        return new TopicTail(
                "results",
                () -> {
                    FakeTopic topic = new FakeTopic(records);
                    consumers.add(topic);
                    return topic;
                },
                this::handle);
    }

    private void handle(ConsumerRecord<byte[], byte[]> record, boolean old) throws IOException {
        if (registryDown.get()) {
            throw new IOException("the registry is away");
        }
        String text = new String(record.value(), StandardCharsets.UTF_8);
        handled.add(text);
        if (old) {
            stood.add(text);
        }
    }

    @Test
    void readsFromTheBeginningThenFollows() throws Exception {
        try (TopicTail tail = tail("a", "b")) {
            assertThat(tail.caughtUp()).isFalse();
            tail.start();
            await().until(tail::caughtUp);
            assertThat(handled).containsExactly("a", "b");

            consumers.get(0).append("c");

            await().until(() -> handled.size() == 3);
        }
    }

    @Test
    void isCaughtUpWithAnEmptyTopic() throws Exception {
        try (TopicTail tail = tail().start()) {
            await().until(tail::caughtUp);
            assertThat(tail.lag()).isZero();
        }
    }

    @Test
    void saysThatTheTopicIsMissingUntilItIsThere() throws Exception {
        try (TopicTail tail = tail("a").start()) {
            await().until(tail::caughtUp);
            consumers.get(0).updatePartitions("results", List.of());
            await().until(tail::isMissing);

            consumers.get(0).append("b");

            await().until(() -> !tail.isMissing());
            assertThat(handled).containsExactly("a", "b");
        }
    }

    @Test
    void triesTheSameRecordAgainWhenTheRegistryDoesNotAnswer() throws Exception {
        registryDown.set(true);
        try (TopicTail tail = tail("a", "b").start()) {
            await().until(() -> consumers.size() > 1);
            assertThat(handled).isEmpty();
            assertThat(tail.caughtUp()).isFalse();

            registryDown.set(false);

            await().until(tail::caughtUp);
            assertThat(handled).containsExactly("a", "b");
        }
    }

    @Test
    void goesOnWithANewConsumerWhereTheOldOneFailed() throws Exception {
        try (TopicTail tail = tail("a", "b").start()) {
            await().until(tail::caughtUp);

            consumers.get(0).setPollException(new KafkaException("broken"));

            await().until(() -> consumers.size() == 2);
            consumers.get(1).append("c");
            await().until(() -> handled.contains("c"));
            assertThat(handled).containsExactly("a", "b", "c");
        }
    }

    @Test
    void beginsAnewWhenTheTopicWasMadeAnew() throws Exception {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(List.of(record(0, "a"), record(1, "b")));
        java.util.concurrent.atomic.AtomicInteger restarts = new java.util.concurrent.atomic.AtomicInteger();
        TopicTail.Handler handler = new TopicTail.Handler() {
            @Override
            public void handle(ConsumerRecord<byte[], byte[]> record, boolean old) throws IOException {
                TopicTailTest.this.handle(record, old);
            }

            @Override
            public void restart() {
                restarts.incrementAndGet();
            }
        };
        try (TopicTail tail = new TopicTail(
                        "results",
                        () -> {
                            FakeTopic topic = new FakeTopic(List.copyOf(records));
                            consumers.add(topic);
                            return topic;
                        },
                        handler)
                .start()) {
            await().until(tail::caughtUp);
            records.clear();
            records.add(record(0, "c"));
            consumers.get(0).setPollException(new KafkaException("the topic is gone"));

            await().until(() -> handled.contains("c"));
        }
        assertThat(handled).containsExactly("a", "b", "c");
        assertThat(stood)
                .as("what the new topic holds was not there at the start")
                .containsExactly("a", "b");
        assertThat(restarts).hasValue(1);
    }
}
