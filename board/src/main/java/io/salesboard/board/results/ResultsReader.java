package io.salesboard.board.results;

import io.salesboard.board.store.CellStore;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.SchemaRegistry.UnknownSchemaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Brings each record of the results topic into the store; one that cannot be understood is named in the log and left out. */
public final class ResultsReader implements TopicTail.Handler {
    private static final Logger LOG = LogManager.getLogger(ResultsReader.class);

    private final AvroFraming framing;
    private final CellStore store;

    public ResultsReader(SchemaRegistry registry, CellStore store) {
        this.framing = new AvroFraming(registry);
        this.store = store;
    }

    @Override
    public void handle(ConsumerRecord<byte[], byte[]> record) throws IOException {
        try {
            SpecificRecord value = record.value() == null ? null : framing.decode(record.value());
            store.accept(new String(record.key(), StandardCharsets.UTF_8), value);
        } catch (UnknownSchemaException | RuntimeException e) {
            LOG.error(
                    "record at offset {} of {} left out; its figure stays as it was until the job writes it again",
                    record.offset(),
                    record.topic(),
                    e);
        }
    }

    @Override
    public void restart() {
        store.restart();
    }
}
