package io.salesboard.figures.results;

import io.salesboard.figures.store.CellStore;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.Cell;
import io.salesboard.schemas.ResultKeys;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.SchemaRegistry.UnknownSchemaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Brings the records of the results topic into the store. One that cannot be understood is left out, and named in the log, once
 * for all that cannot be for the same reason: what is wrong with one cell is often wrong with thousands.
 */
public final class ResultsReader implements TopicTail.Handler {
    private static final Logger LOG = LogManager.getLogger(ResultsReader.class);

    /** So many reasons are told at most: some name the key. */
    private static final int REASONS = 1000;

    private final SchemaRegistry registry;
    private final AvroFraming framing;
    private final CellStore store;
    private final Set<String> told = new HashSet<>();

    /** Number of the schema of cells in the registry, once one has come; such cells need no decoding. */
    private int cellSchema = -1;

    public ResultsReader(SchemaRegistry registry, CellStore store) {
        this.registry = registry;
        this.framing = new AvroFraming(registry);
        this.store = store;
        store.load();
    }

    @Override
    public void handle(ConsumerRecord<byte[], byte[]> record, boolean old) throws IOException {
        try {
            if (record.value() == null) {
                store.remove(text(record.key()), frameOf(record.headers().lastHeader(ResultKeys.FRAME_HEADER)));
            } else {
                take(record.key(), record.value(), old);
            }
        } catch (UnknownSchemaException e) {
            if (isNew(e)) {
                LOG.error(
                        "{}: no record of {} that names it can be read; the first stands at offset {}",
                        e.getMessage(),
                        record.topic(),
                        record.offset());
            }
        } catch (RuntimeException e) {
            if (isNew(e)) {
                LOG.error(
                        "record at offset {} of {} left out, and all that cannot be understood for the same reason;"
                                + " their figures stay as they were until the job writes them again",
                        record.offset(),
                        record.topic(),
                        e);
            }
        }
    }

    private void take(byte[] key, byte[] framed, boolean old) throws IOException {
        boolean taken = isPlainCell(framed) && store.acceptCell(key, framed, AvroFraming.HEADER);
        if (!taken) {
            SpecificRecord value = old ? framing.decodeOld(framed) : framing.decode(framed);
            if (value instanceof Cell && registry.byId(schemaOf(framed)).equals(Cell.getClassSchema())) {
                cellSchema = schemaOf(framed);
            }
            store.accept(text(key), value);
        }
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }

    /** Whether a record has the schema of cells that this release writes too. */
    private boolean isPlainCell(byte[] framed) {
        return framed.length > AvroFraming.HEADER && framed[0] == AvroFraming.MAGIC && schemaOf(framed) == cellSchema;
    }

    private static int schemaOf(byte[] framed) {
        return ByteBuffer.wrap(framed).getInt(1);
    }

    private boolean isNew(Exception reason) {
        return told.size() < REASONS && told.add(String.valueOf(reason.getMessage()));
    }

    @Override
    public void caughtUp() {
        store.loaded();
    }

    /** A tombstone written by other hands belongs to the next frame. */
    private static long frameOf(Header frame) {
        return frame == null ? Long.MIN_VALUE : ResultKeys.frameOf(frame.value());
    }

    @Override
    public void restart() {
        store.restart();
    }
}
