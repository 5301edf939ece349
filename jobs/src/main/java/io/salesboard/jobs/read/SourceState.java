package io.salesboard.jobs.read;

import io.salesboard.core.model.Row;
import io.salesboard.jobs.decode.DecodedRecord;
import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.schemas.SourceProgress;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** How far one source's row topic has been read, and whether a cut may be made there. */
final class SourceState {
    /** No snapshot is being loaded that has to be swept up after. */
    static final long NOT_SWEEPING = -1;

    /** A number no transaction has. */
    private static final long LOAD = 0;

    private final String name;
    private final OpenTransaction open;
    private int server;
    private long offset;
    private long passedOn;
    private long readLsn;
    private long lsn;
    private long rowLsn;
    private long committed;
    private long rows;
    private boolean loading = true;
    private long sweepFrom = NOT_SWEEPING;
    private long snapshotRows;
    private long transaction = DecodedRecord.NO_TRANSACTION;
    private long rowsRead;
    private long rowsReadAtCut;

    /** Up to where the topic has to be read before the first frame is closed. */
    private long endAtStart;

    SourceState(String name, OpenTransaction open) {
        this.name = name;
        this.open = open;
    }

    /**
     * @param saved what {@link #save} gave
     * @param keptBack what was kept back then
     */
    static SourceState of(String name, String saved, OpenTransaction open, List<RawRecord> keptBack) {
        List<Long> numbers = Stream.of(saved.split(",")).map(Long::valueOf).toList();
        open.restore(numbers.get(11), keptBack);
        return new SourceState(name, open, numbers);
    }

    private SourceState(String name, OpenTransaction open, List<Long> saved) {
        this(name, open);
        server = saved.get(0).intValue();
        offset = saved.get(1);
        lsn = saved.get(2);
        rowLsn = saved.get(3);
        committed = saved.get(4);
        rows = saved.get(5);
        loading = saved.get(6) != 0;
        sweepFrom = saved.get(7);
        snapshotRows = saved.get(8);
        transaction = saved.get(9);
        passedOn = saved.get(10);
    }

    String save() {
        return LongStream.of(
                        server,
                        offset,
                        lsn,
                        rowLsn,
                        committed,
                        rows,
                        loading ? 1 : 0,
                        sweepFrom,
                        snapshotRows,
                        transaction,
                        passedOn,
                        open.number())
                .mapToObj(Long::toString)
                .collect(Collectors.joining(","));
    }

    String name() {
        return name;
    }

    int server() {
        return server;
    }

    /** What is kept back of a transaction that is not over yet. */
    OpenTransaction open() {
        return open;
    }

    /**
     * Keeps a record back if it may: where no frame could close anyway, or some of its transaction is passed on already, that
     * would help nobody.
     */
    boolean keepsBack(RawRecord record, DecodedRecord decoded) {
        return isWhole() && open.keep(record, decoded);
    }

    /** Offset of the record read next. */
    long offset() {
        return offset;
    }

    boolean loading() {
        return loading;
    }

    void readUpTo(long end) {
        endAtStart = end;
    }

    /** Whether everything that stood in the topic at the start has been read. */
    boolean caughtUp() {
        return offset >= endAtStart;
    }

    /** Whether what was passed on is one state of the source: no half transaction, no half snapshot. */
    boolean isWhole() {
        return transaction == DecodedRecord.NO_TRANSACTION && !loading && caughtUp();
    }

    /** Whether nothing is kept back either. */
    boolean isAtCut() {
        return isWhole() && open.isEmpty();
    }

    /** Rows read since the reader started, those kept back counted too. */
    long rowsRead() {
        return rowsRead;
    }

    /** How many of them when it last stood at a cut. */
    long rowsReadAtCut() {
        return rowsReadAtCut;
    }

    /** Whether a record begins a snapshot that replaces all that came before; its first row may be compacted away. */
    boolean isBegunBy(DecodedRecord record) {
        return switch (record.snapshot()) {
            case FIRST -> sweepFrom == NOT_SWEEPING || snapshotRows > 0;
            case LATER -> !loading;
            case NONE, INCREMENTAL -> false;
        };
    }

    void beginSnapshot(long time) {
        server++;
        loading = true;
        sweepFrom = time;
        snapshotRows = 0;
        lsn = 0;
        readLsn = 0;
        rowLsn = 0;
        transaction = DecodedRecord.NO_TRANSACTION;
    }

    /**
     * Ends a snapshot when a record is none of it any more.
     *
     * @return the event time since which all rows have come again, or {@link #NOT_SWEEPING}
     */
    long endSnapshot() {
        long since = sweepFrom;
        loading = false;
        sweepFrom = NOT_SWEEPING;
        snapshotRows = 0;
        return since;
    }

    void row(Row row, DecodedRecord record) {
        rows++;
        snapshotRows +=
                record.snapshot() == DecodedRecord.Snapshot.FIRST || record.snapshot() == DecodedRecord.Snapshot.LATER
                        ? 1
                        : 0;
        rowLsn = Math.max(rowLsn, row.lsn());
    }

    void within(long number) {
        transaction = number;
    }

    /** Rows are loaded beside the changes; they are of no transaction, and the end of the next one ends this part. */
    void withinLoad() {
        transaction = LOAD;
    }

    void boundary() {
        transaction = DecodedRecord.NO_TRANSACTION;
    }

    /** @param record what it says; null where it cannot be read */
    void readTo(long next, DecodedRecord record) {
        offset = next;
        readLsn = Math.max(readLsn, record == null ? 0 : record.lsn());
        rowsRead += record != null && record.kind() == DecodedRecord.Kind.ROW ? 1 : 0;
        if (isAtCut()) {
            rowsReadAtCut = rowsRead;
        }
    }

    void passedOn(long next) {
        passedOn = next;
    }

    /** Takes over position and commit time of a record that has them. */
    void reached(DecodedRecord record) {
        if (record.lsn() != 0) {
            lsn = Math.max(lsn, record.lsn());
            committed = record.committed();
        }
    }

    /** Up to where everything has been read, what is kept back counted too. */
    SourceProgress read() {
        return new SourceProgress(name, offset, Math.max(lsn, readLsn), rowLsn, committed, rows, loading);
    }

    /** Up to where everything is passed on. */
    SourceProgress progress() {
        return new SourceProgress(name, passedOn, lsn, rowLsn, committed, rows, loading);
    }
}
