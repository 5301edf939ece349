package io.salesboard.jobs.decode;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;

/**
 * What a record of a row topic says.
 *
 * @param kind what it is
 * @param table whose row changed, or which table was emptied; null for the other kinds
 * @param row the row after the change, absent where it was deleted or cannot be read; null for the other kinds
 * @param lsn position in the source's log; 0 where the record has none
 * @param committed commit time by the source's clock, epoch milliseconds; 0 where the record has none
 * @param transaction the source's number of the transaction; {@link #NO_TRANSACTION} where the record has none
 * @param snapshot whether it belongs to a snapshot, and to which kind
 * @param failure why the row's new version cannot be counted, or null
 */
public record DecodedRecord(
        Kind kind,
        Table table,
        Row row,
        long lsn,
        long committed,
        long transaction,
        Snapshot snapshot,
        UnreadableException failure) {
    public static final long NO_TRANSACTION = -1;

    /** What a record of a row topic is. */
    public enum Kind {
        ROW,
        /** All rows of a table are gone. */
        TRUNCATE,
        /** A transaction is complete: Debezium's END, or a heartbeat, which is a transaction of its own. */
        BOUNDARY,
        /** What stands before it is replaced by the snapshot that follows. */
        READ_AGAIN
    }

    /** Where a record stands in a snapshot. */
    public enum Snapshot {
        /** In none: a change. */
        NONE,
        /**
         * Loaded beside the changes, because a release has begun to read its table or a column of it: it replaces nothing but
         * what is known of the row itself. It has neither a position nor a transaction.
         */
        INCREMENTAL,
        /** The first row of one. */
        FIRST,
        /** A later row. */
        LATER;

        static Snapshot of(String debezium) {
            return switch (debezium) {
                case "incremental" -> INCREMENTAL;
                case "first" -> FIRST;
                case "true", "first_in_data_collection", "last_in_data_collection", "last" -> LATER;
                default -> NONE;
            };
        }
    }

    static DecodedRecord boundary(long lsn, long committed) {
        return new DecodedRecord(Kind.BOUNDARY, null, null, lsn, committed, NO_TRANSACTION, Snapshot.NONE, null);
    }

    static DecodedRecord readAgain() {
        return new DecodedRecord(Kind.READ_AGAIN, null, null, 0, 0, NO_TRANSACTION, Snapshot.NONE, null);
    }

    /** A row whose deletion is all that compaction kept. */
    static DecodedRecord tombstone(Table table, String key) {
        return new DecodedRecord(
                Kind.ROW, table, Row.absent(table, key, 0, 0), 0, 0, NO_TRANSACTION, Snapshot.NONE, null);
    }

    /** A record of a known row that cannot be read. */
    static DecodedRecord unreadable(Table table, String key, UnreadableException why) {
        return new DecodedRecord(
                Kind.ROW, table, Row.absent(table, key, 0, 0), 0, 0, NO_TRANSACTION, Snapshot.NONE, why);
    }

    /** The same record, its row left out. */
    public DecodedRecord leftOut(UnreadableException why) {
        return new DecodedRecord(kind, table, row.asAbsent(), lsn, committed, transaction, snapshot, why);
    }
}
