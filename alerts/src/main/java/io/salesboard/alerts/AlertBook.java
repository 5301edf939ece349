package io.salesboard.alerts;

import io.salesboard.figures.results.TopicTail;
import io.salesboard.schemas.Alert;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.RuleBook;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.SchemaRegistry.UnknownSchemaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What the topic of alerts says: every alert that is kept, as it was told last, and which rules are in force. */
public final class AlertBook implements TopicTail.Handler {
    private static final Logger LOG = LogManager.getLogger(AlertBook.class);

    private final AvroFraming framing;
    private final Map<String, Alert> alerts = new ConcurrentHashMap<>();
    private final List<Consumer<Alert>> listeners = new CopyOnWriteArrayList<>();
    private final Set<String> told = new HashSet<>();
    private volatile RuleBook rules;
    private volatile boolean whole;

    public AlertBook(SchemaRegistry registry) {
        this.framing = new AvroFraming(registry);
    }

    /** Calls {@code listener}, on the reading thread, with each alert that comes after what stood in the topic at the start. */
    public void onAlert(Consumer<Alert> listener) {
        listeners.add(listener);
    }

    @Override
    public void handle(ConsumerRecord<byte[], byte[]> record, boolean old) throws IOException {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            alerts.remove(key);
            return;
        }
        try {
            SpecificRecord value = old ? framing.decodeOld(record.value()) : framing.decode(record.value());
            if (value instanceof Alert alert) {
                alerts.put(key, alert);
                if (whole) {
                    listeners.forEach(listener -> listener.accept(alert));
                }
            } else if (value instanceof RuleBook book) {
                rules = book;
            }
        } catch (UnknownSchemaException e) {
            warn(record, e);
        } catch (RuntimeException e) {
            warn(record, e);
        }
    }

    private void warn(ConsumerRecord<byte[], byte[]> record, Exception e) {
        if (told.add(String.valueOf(e.getMessage()))) {
            LOG.error("record at offset {} of {} left out: it cannot be read", record.offset(), record.topic(), e);
        }
    }

    @Override
    public void caughtUp() {
        whole = true;
    }

    @Override
    public void restart() {
        alerts.clear();
        rules = null;
    }

    /** Whether what stood in the topic at the start is known. */
    public boolean isWhole() {
        return whole;
    }

    /** All that are kept, in no order. */
    public Collection<Alert> alerts() {
        return List.copyOf(alerts.values());
    }

    /** Which rules are in force; null before the job said it. */
    public RuleBook rules() {
        return rules;
    }
}
