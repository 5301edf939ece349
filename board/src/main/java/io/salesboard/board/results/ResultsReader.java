package io.salesboard.board.results;

import io.salesboard.board.store.CellStore;
import io.salesboard.board.store.StoreView;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.ResultKeys;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.SchemaRegistry.UnknownSchemaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Brings the records of the results topic into the store; one that cannot be understood is named in the log and left out.
 *
 * <p>Of what stood in the topic at the start only the last record of each key is decoded: a topic holds many versions of what
 * changes often, until it is compacted.
 */
public final class ResultsReader implements TopicTail.Handler {
    private static final Logger LOG = LogManager.getLogger(ResultsReader.class);

    private final AvroFraming framing;
    private final CellStore store;
    private final Set<String> told = new HashSet<>();
    private Map<String, ConsumerRecord<byte[], byte[]>> backlog = new HashMap<>();
    private volatile long wholeWith = Long.MAX_VALUE;

    public ResultsReader(SchemaRegistry registry, CellStore store) {
        this.framing = new AvroFraming(registry);
        this.store = store;
    }

    @Override
    public void handle(ConsumerRecord<byte[], byte[]> record, boolean old) throws IOException {
        if (backlog == null) {
            take(record, old);
        } else {
            backlog.put(keyOf(record), record);
        }
    }

    @Override
    public void caughtUp() throws IOException {
        Iterator<Map.Entry<String, ConsumerRecord<byte[], byte[]>>> last =
                backlog.entrySet().iterator();
        while (last.hasNext()) {
            Map.Entry<String, ConsumerRecord<byte[], byte[]>> record = last.next();
            if (!record.getKey().equals(ResultKeys.MARK)) {
                take(record.getValue(), true);
                last.remove();
            }
        }
        if (!backlog.isEmpty()) {
            take(backlog.get(ResultKeys.MARK), true);
        }
        backlog = null;
        wholeWith = store.youngestWaiting();
    }

    /**
     * Whether the store holds a whole frame. Where the last records at the start belong to a frame that was not closed yet, those
     * they replaced were not decoded: it does so with the mark of that frame.
     */
    public boolean isWhole() {
        return store.read(StoreView::version) >= wholeWith;
    }

    private void take(ConsumerRecord<byte[], byte[]> record, boolean old) throws IOException {
        try {
            String key = keyOf(record);
            if (record.value() == null) {
                store.remove(key, frameOf(record.headers().lastHeader(ResultKeys.FRAME_HEADER)));
            } else {
                store.accept(key, value(record.value(), old));
            }
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
        return old ? framing.decodeOld(framed) : framing.decode(framed);
    }

    private static String keyOf(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    /** A tombstone written by other hands belongs to the next frame. */
    private static long frameOf(Header frame) {
        return frame == null ? Long.MIN_VALUE : ResultKeys.frameOf(frame.value());
    }

    @Override
    public void restart() {
        if (backlog == null) {
            store.restart();
        } else {
            backlog.clear();
        }
    }
}
