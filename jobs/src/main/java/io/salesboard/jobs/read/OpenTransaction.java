package io.salesboard.jobs.read;

import io.salesboard.jobs.decode.DecodedRecord;
import io.salesboard.jobs.decode.DecodedRecord.Kind;
import io.salesboard.jobs.decode.DecodedRecord.Snapshot;
import io.salesboard.jobs.decode.RawRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of a source's transaction that is not over yet, kept back until it is: whatever it takes to arrive, nothing of
 * it is in a frame before all of it is, and no frame of the other sources has to wait for it.
 */
final class OpenTransaction {
    /** What an entry costs beside its bytes: two arrays, the record, its place in the list. */
    private static final int ENTRY_BYTES = 100;

    /** Of a larger transaction what the records say is forgotten, and found out again: it takes more memory than they do. */
    private static final long MOST_DECODED_BYTES = 8 << 20;

    private final long mostBytes;
    private List<Entry> records = new ArrayList<>();
    private long number = DecodedRecord.NO_TRANSACTION;
    private long bytes;

    /** @param decoded what the record says; null where it cannot be read, or was forgotten */
    record Entry(RawRecord record, DecodedRecord decoded) {}

    /** @param mostBytes how much is kept back of a transaction at most */
    OpenTransaction(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** The source's number of the transaction; {@link DecodedRecord#NO_TRANSACTION} when none is kept back. */
    long number() {
        return number;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    List<RawRecord> records() {
        return records.stream().map(Entry::record).toList();
    }

    /**
     * Whether the transaction is over when a record comes: its end, or a row of another.
     *
     * @param record null where it cannot be read
     */
    boolean isEndedBy(DecodedRecord record) {
        return !isEmpty()
                && record != null
                && (record.kind() == Kind.BOUNDARY
                        || (record.transaction() != DecodedRecord.NO_TRANSACTION && record.transaction() != number));
    }

    /**
     * Whether a record belongs to a snapshot, which replaces all that came before it.
     *
     * @param record null where it cannot be read
     */
    static boolean isReplacedBy(DecodedRecord record) {
        return record != null
                && (record.kind() == Kind.READ_AGAIN
                        || record.snapshot() == Snapshot.FIRST
                        || record.snapshot() == Snapshot.LATER);
    }

    /**
     * Keeps a record back if it belongs to a transaction, or comes within one, and there is room for it.
     *
     * @param decoded what it says; null where it cannot be read
     */
    boolean keep(RawRecord record, DecodedRecord decoded) {
        if (isEmpty()) {
            if (!isChange(decoded)) {
                return false;
            }
            number = decoded.transaction();
        }
        if (bytes + size(record) > mostBytes) {
            return false;
        }
        add(record, bytes < MOST_DECODED_BYTES ? decoded : null);
        return true;
    }

    private void add(RawRecord record, DecodedRecord decoded) {
        records.add(new Entry(record, decoded));
        bytes += size(record);
    }

    private static boolean isChange(DecodedRecord decoded) {
        return decoded != null
                && (decoded.kind() == Kind.ROW || decoded.kind() == Kind.TRUNCATE)
                && decoded.snapshot() == Snapshot.NONE
                && decoded.transaction() != DecodedRecord.NO_TRANSACTION;
    }

    private static long size(RawRecord record) {
        return ENTRY_BYTES + length(record.key()) + length(record.value());
    }

    private static long length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /** Gives out what was kept back, in the order in which it came, and keeps nothing any more. */
    List<Entry> release() {
        List<Entry> released = records;
        records = new ArrayList<>();
        number = DecodedRecord.NO_TRANSACTION;
        bytes = 0;
        return released;
    }

    /** Keeps back again what was when the state was saved. */
    void restore(long savedNumber, List<RawRecord> saved) {
        number = savedNumber;
        saved.forEach(record -> add(record, null));
    }
}
