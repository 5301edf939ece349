package io.salesboard.board.results;

import io.salesboard.board.store.CellStore;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.SchemaRegistry.UnknownSchemaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Brings each record of the results topic into the store; one that cannot be understood is named in the log and left out. */
public final class ResultsReader implements TopicTail.Handler {
    private static final Logger LOG = LogManager.getLogger(ResultsReader.class);

    private final AvroFraming framing;
    private final CellStore store;
    private final Set<String> told = new HashSet<>();

    public ResultsReader(SchemaRegistry registry, CellStore store) {
        this.framing = new AvroFraming(registry);
        this.store = store;
    }

    @Override
    public void handle(ConsumerRecord<byte[], byte[]> record, boolean old) throws IOException {
        try {
            store.accept(new String(record.key(), StandardCharsets.UTF_8), value(record.value(), old));
        } catch (UnknownSchemaException e) {
            // A registry that was lost makes thousands of records unreadable at once; the job writes them anew.
            if (told.add(e.getMessage())) {
                LOG.error(
                        "{}: no record of {} that names it can be read; the first stands at offset {}",
                        e.getMessage(),
                        record.topic(),
                        record.offset());
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "record at offset {} of {} left out; its figure stays as it was until the job writes it again",
                    record.offset(),
                    record.topic(),
                    e);
        }
    }

    private SpecificRecord value(byte[] framed, boolean old) throws IOException {
        if (framed == null) {
            return null;
        }
        return old ? framing.decodeOld(framed) : framing.decode(framed);
    }

    @Override
    public void restart() {
        store.restart();
    }
}
