package io.salesboard.capture;

import java.time.Instant;

/**
 * What one look at a database server showed of the server itself and of the slot.
 *
 * @param identity system identifier, slash, timeline
 * @param databaseOid object id of the database
 * @param started when the server was started, by its own clock
 * @param flushed position up to which its log is safe on disk
 * @param written position its log has come to
 * @param sent position up to which Debezium has got it; 0 when it is not connected
 * @param clockAheadMillis how far its clock is ahead of ours
 * @param mark our token as found there; empty where there is none
 * @param retainedLimit {@code max_slot_wal_keep_size} in bytes; -1 without a limit
 * @param oldestTransaction number of the oldest transaction that has written and still runs, or the next one
 * @param nextTransaction number the next transaction that writes will get
 * @param slot the replication slot, or null
 * @param rowsChanged rows of captured tables inserted, updated or deleted since its statistics began, rolled-back ones too
 * @param seen when this was seen, by our clock
 */
record ServerFacts(
        String identity,
        long databaseOid,
        Instant started,
        long flushed,
        long written,
        long sent,
        long clockAheadMillis,
        String mark,
        long retainedLimit,
        long oldestTransaction,
        long nextTransaction,
        Slot slot,
        long rowsChanged,
        Instant seen) {

    /**
     * The replication slot.
     *
     * @param active whether Debezium reads from it now
     * @param confirmed position up to which changes were taken; 0 while it is being made
     * @param restart position from which the server keeps its log; 0 when it keeps none any more
     * @param walStatus as PostgreSQL says it: reserved, extended, unreserved, lost
     * @param invalidation why the server gave it up, or empty
     * @param transactions decoded for it so far
     */
    record Slot(
            boolean active, long confirmed, long restart, String walStatus, String invalidation, long transactions) {
        boolean lost() {
            return walStatus.equals("lost") || !invalidation.isEmpty();
        }
    }

    long retained() {
        return slot == null || slot.restart() == 0 ? 0 : Math.max(0, written - slot.restart());
    }

    /** Log that Debezium has not got yet. */
    long unsent() {
        if (slot == null) {
            return 0;
        }
        return Math.max(0, written - Math.max(sent, slot.confirmed()));
    }
}
