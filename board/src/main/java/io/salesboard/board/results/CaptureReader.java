package io.salesboard.board.results;

import io.salesboard.figures.results.TopicTail;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.CaptureStatus;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.SchemaRegistry.UnknownSchemaException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Keeps the last thing the capture watch said of each source, and when that came; what operators ask of it is passed over. */
public final class CaptureReader implements TopicTail.Handler {
    private static final Logger LOG = LogManager.getLogger(CaptureReader.class);

    private final AvroFraming framing;
    private final Clock clock;
    private final Set<String> told = new HashSet<>();
    private final Map<String, Heard> heard = new ConcurrentHashMap<>();

    /**
     * A status and when it came.
     *
     * @param status what was said
     * @param arrived when it came, by our clock: that of the watch may be another
     */
    public record Heard(CaptureStatus status, Instant arrived) {}

    public CaptureReader(SchemaRegistry registry, Clock clock) {
        this.framing = new AvroFraming(registry);
        this.clock = clock;
    }

    @Override
    public void handle(ConsumerRecord<byte[], byte[]> record, boolean old) throws IOException {
        if (record.value() == null) {
            return;
        }
        try {
            SpecificRecord value = old ? framing.decodeOld(record.value()) : framing.decode(record.value());
            if (value instanceof CaptureStatus status) {
                heard.put(status.getSource(), new Heard(status, clock.instant()));
            }
        } catch (UnknownSchemaException e) {
            if (told.add(e.getMessage())) {
                LOG.error(
                        "{}: no record of {} that names it can be read; the watch writes another in a second",
                        e.getMessage(),
                        record.topic());
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "record at offset {} of {} left out; the watch writes another in a second",
                    record.offset(),
                    record.topic(),
                    e);
        }
    }

    /** The last status of each source. */
    public Map<String, Heard> heard() {
        return Map.copyOf(heard);
    }
}
