package io.salesboard.board.results;

import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.QuarantineReason;
import io.salesboard.schemas.QuarantinedRecord;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.SchemaRegistry.UnknownSchemaException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the quarantined records that the topic still keeps, by reason; one that never occurred counts 0.
 *
 * <p>A job that goes on from its last checkpoint quarantines again what it reads again. The records of a partition come in
 * its order, so one that is not beyond the last counted one is such a repetition; unless it is younger: then the topic was
 * made anew and begins at 0 again.
 */
public final class QuarantineReader implements TopicTail.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(QuarantineReader.class);

    /** What is not a quarantined record, or has a reason that this board does not know. */
    private static final String OTHER = "other";

    private final AvroFraming framing;
    private final Map<String, Long> byReason = new ConcurrentHashMap<>();
    private final Map<String, Position> lasts = new HashMap<>();

    private record Position(long offset, long timestamp) {}

    public QuarantineReader(SchemaRegistry registry) {
        this.framing = new AvroFraming(registry);
        for (QuarantineReason reason : QuarantineReason.values()) {
            byReason.put(reason.key(), 0L);
        }
        byReason.put(OTHER, 0L);
    }

    @Override
    public void handle(ConsumerRecord<byte[], byte[]> record) throws IOException {
        if (decoded(record.value()) instanceof QuarantinedRecord quarantined) {
            String partition = quarantined.getTopic() + "-" + quarantined.getPartition();
            Position last = lasts.get(partition);
            if (last == null
                    || quarantined.getOffset() > last.offset()
                    || quarantined.getTimestamp() > last.timestamp()) {
                lasts.put(partition, new Position(quarantined.getOffset(), quarantined.getTimestamp()));
                count(quarantined.getReason());
            }
        } else {
            count(OTHER);
        }
    }

    private void count(String reason) {
        byReason.merge(byReason.containsKey(reason) ? reason : OTHER, 1L, Long::sum);
    }

    /** The record, or null when this board cannot read it. */
    private SpecificRecord decoded(byte[] value) throws IOException {
        try {
            return framing.decode(value);
        } catch (UnknownSchemaException | RuntimeException e) {
            LOG.debug("a record of the quarantine is unreadable itself", e);
            return null;
        }
    }

    /** Records by reason. */
    public Map<String, Long> byReason() {
        return new TreeMap<>(byReason);
    }
}
