package io.salesboard.capture;

import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.CaptureStatus;
import io.salesboard.schemas.ReadAgain;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic {@code capture}: what the watch says and remembers, and what operators ask of it. */
public final class Notebook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notebook.class);
    private static final String REQUEST = "read-again/";
    private static final byte[] READ_AGAIN_KEY = Topics.READ_AGAIN_KEY.getBytes(StandardCharsets.UTF_8);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(100);

    private final TopicPartition partition = new TopicPartition(Topics.CAPTURE.name(), 0);
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final URI registry;
    private final AvroFraming reader;
    private final Object writer = new Object();
    private final Map<String, CaptureStatus> statuses = new HashMap<>();
    private final Map<String, ReadAgain> requests = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private boolean positioned;
    private long stood = -1;
    private AvroFraming framing;
    private int written;
    private boolean forgotten;

    /** @param registry up to the root of its Confluent-compatible API */
    public Notebook(String bootstrapServers, URI registry) {
        this.registry = registry;
        framing = new AvroFraming(new SchemaRegistry(registry));
        reader = new AvroFraming(new SchemaRegistry(registry));
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        LIMIT.toMillis(),
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        (int) LIMIT.toMillis(),
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        (int) LIMIT.toMillis(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        consumer = Consumers.of(bootstrapServers, partition, LIMIT);
    }

    /**
     * Reads on to the end of the topic.
     *
     * @return whether the end was reached; otherwise it is to be called again
     * @throws IOException when Kafka or the registry does not answer
     */
    public synchronized boolean read() throws IOException {
        try {
            if (!positioned) {
                consumer.seekToBeginning(List.of(partition));
                positioned = true;
            }
            long end = consumer.endOffsets(List.of(partition), LIMIT).get(partition);
            if (consumer.position(partition, LIMIT) > end) {
                consumer.seekToBeginning(List.of(partition)); // the topic was lost and made anew
                stood = 0;
            }
            if (stood < 0) {
                stood = end;
            }
            long limit = System.nanoTime() + LIMIT.toNanos();
            while (consumer.position(partition, LIMIT) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    accept(record);
                }
                if (System.nanoTime() > limit) {
                    return false;
                }
            }
            return true;
        } catch (KafkaException e) {
            throw new IOException("Kafka: " + e.getMessage(), e);
        }
    }

    private void accept(ConsumerRecord<byte[], byte[]> record) throws IOException {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        SpecificRecord value;
        try {
            value = record.value() == null ? null : value(record);
        } catch (SchemaRegistry.UnknownSchemaException | RuntimeException e) {
            if (told.add(e.getMessage())) {
                LOG.error("what stands at offset {} of {} under {} cannot be read", record.offset(), partition, key, e);
            }
            synchronized (writer) {
                forgotten = true;
            }
            return;
        } catch (IOException e) {
            positioned = false; // the registry is away: from the beginning again
            throw e;
        }
        if (key.startsWith(REQUEST)) {
            if (value instanceof ReadAgain request) {
                requests.put(request.getSource(), request);
            } else {
                requests.remove(key.substring(REQUEST.length()));
            }
        } else if (value instanceof CaptureStatus status) {
            statuses.put(key, status);
        }
    }

    private SpecificRecord value(ConsumerRecord<byte[], byte[]> record) throws IOException {
        return record.offset() < stood ? reader.decodeOld(record.value()) : reader.decode(record.value());
    }

    /** The last status of a source, or null. */
    public synchronized CaptureStatus status(String source) {
        return statuses.get(source);
    }

    /** What an operator has asked for and nobody has done yet, or null. */
    synchronized ReadAgain request(String source) {
        return requests.get(source);
    }

    /** Writes a status and returns when Kafka has it. */
    void write(CaptureStatus status) throws IOException, InterruptedException {
        send(new ProducerRecord<>(
                Topics.CAPTURE.name(), 0, bytes(status.getSource()), framed(Topics.CAPTURE.name(), status)));
    }

    /** Asks the watch to read a database again. */
    public void ask(ReadAgain request) throws IOException, InterruptedException {
        send(new ProducerRecord<>(
                Topics.CAPTURE.name(),
                0,
                bytes(REQUEST + request.getSource()),
                framed(Topics.CAPTURE.name(), request)));
    }

    /** What was asked for is done. */
    void answered(String source) throws IOException, InterruptedException {
        send(new ProducerRecord<>(Topics.CAPTURE.name(), 0, bytes(REQUEST + source), null));
        synchronized (this) {
            requests.remove(source);
        }
    }

    /** Tells the readers of a row topic that everything before is replaced by the snapshot that follows. */
    void announce(String topic, ReadAgain readAgain) throws IOException, InterruptedException {
        send(new ProducerRecord<>(topic, 0, READ_AGAIN_KEY, framed(topic, readAgain)));
    }

    /** How the registry stands to what was written with it. */
    enum RegistryState {
        /** It knows our schema under the number our records carry. */
        KNOWS,
        /** It has another schema under that number, or none: it was lost and made anew. */
        LOST
    }

    /**
     * Asks the registry, past all that is remembered of its answers; one that was lost is told our schemas again.
     *
     * @throws IOException when it does not answer
     */
    RegistryState registry() throws IOException {
        synchronized (writer) {
            boolean lost = forgotten;
            forgotten = false;
            if (written != 0 && !lost) {
                try {
                    lost = !new SchemaRegistry(registry).byId(written).equals(CaptureStatus.getClassSchema());
                } catch (SchemaRegistry.UnknownSchemaException e) {
                    LOG.error("the registry {} has lost the schema of our own records", registry, e);
                    lost = true;
                }
            }
            if (lost) {
                framing = new AvroFraming(new SchemaRegistry(registry));
                written = 0;
            }
            return lost ? RegistryState.LOST : RegistryState.KNOWS;
        }
    }

    private byte[] framed(String topic, SpecificRecord value) throws IOException {
        synchronized (writer) {
            byte[] framed = framing.encode(topic, value);
            if (value instanceof CaptureStatus) {
                written = ByteBuffer.wrap(framed, 1, Integer.BYTES).getInt();
            }
            return framed;
        }
    }

    private void send(ProducerRecord<byte[], byte[]> record) throws IOException, InterruptedException {
        try {
            producer.send(record).get(2 * LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    "Kafka did not take a record for " + record.topic() + ": "
                            + e.getCause().getMessage(),
                    e);
        } catch (TimeoutException | KafkaException e) {
            throw new IOException("Kafka did not take a record for " + record.topic() + ": " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(LIMIT);
        consumer.close();
    }
}
