package io.salesboard.capture;

import java.time.Instant;

/**
 * What Debezium has told of one load.
 *
 * @param table it is at, or was last
 * @param chunk number of the part it is at, as far as it is known; 0 otherwise
 * @param chunks how many parts the table has, about; 0 when not known
 * @param completed whether all tables are done
 * @param failure why a table could not be loaded, or empty
 * @param heard when the last of it was told, by Debezium's clock
 */
record LoadFacts(String table, long chunk, long chunks, boolean completed, String failure, Instant heard) {
    static final LoadFacts NOTHING = new LoadFacts("", 0, 0, false, "", Instant.EPOCH);
}
