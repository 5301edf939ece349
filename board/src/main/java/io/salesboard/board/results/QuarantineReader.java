package io.salesboard.board.results;

import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.QuarantinedRecord;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.SchemaRegistry.UnknownSchemaException;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts the quarantined records that the topic still keeps, by reason. */
public final class QuarantineReader implements TopicTail.Handler {
    /** Reasons are a short list; should a job invent more, the rest is counted together. */
    private static final int MAX_REASONS = 50;

    private static final String OTHER = "other";

    private final AvroFraming framing;
    private final Map<String, Long> byReason = new ConcurrentHashMap<>();

    public QuarantineReader(SchemaRegistry registry) {
        this.framing = new AvroFraming(registry);
    }

    @Override
    public void handle(ConsumerRecord<byte[], byte[]> record) throws IOException {
        String reason = reasonOf(record.value());
        boolean known = byReason.containsKey(reason) || byReason.size() < MAX_REASONS;
        byReason.merge(known ? reason : OTHER, 1L, Long::sum);
    }

    private String reasonOf(byte[] value) throws IOException {
        try {
            return framing.decode(value) instanceof QuarantinedRecord quarantined ? quarantined.getReason() : OTHER;
        } catch (UnknownSchemaException | RuntimeException e) {
            return OTHER;
        }
    }

    /** Records by reason. */
    public Map<String, Long> byReason() {
        return new TreeMap<>(byReason);
    }
}
