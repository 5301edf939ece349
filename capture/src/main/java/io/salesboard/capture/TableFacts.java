package io.salesboard.capture;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the catalogue of a database says of the captured tables.
 *
 * @param publication whether it is there and what it sends, or empty where there is none
 * @param schemaUsage whether the capture account may use the schema at all
 * @param tables those that exist, by name
 * @param locks locks that shut readers out
 */
record TableFacts(Optional<Publication> publication, boolean schemaUsage, Map<String, Table> tables, List<Lock> locks) {

    /** What a publication sends. */
    record Publication(boolean inserts, boolean updates, boolean deletes, boolean truncates) {
        boolean complete() {
            return inserts && updates && deletes && truncates;
        }
    }

    /**
     * A table.
     *
     * @param oid another one after it was dropped and made anew
     * @param file which file its rows are in: another one after it was emptied or rewritten; 0 for a partitioned table
     * @param replicaIdentity d default, n nothing, f full, i an index
     * @param published whether the publication has it
     * @param rowFilter whether the publication sends only some of its rows
     * @param columns by name
     */
    record Table(
            long oid,
            long file,
            String replicaIdentity,
            boolean published,
            boolean rowFilter,
            Map<String, Column> columns) {
        boolean hasKey() {
            return columns.values().stream().anyMatch(Column::key);
        }
    }

    /**
     * A column.
     *
     * @param type name of its type in the catalogue, a domain's base type, or {@code enum}
     * @param key whether it belongs to the primary key
     * @param readable whether the capture account may read it
     * @param published whether the publication sends it
     */
    record Column(String type, boolean key, boolean readable, boolean published) {}

    /**
     * A lock on a captured table.
     *
     * @param table its name
     * @param process the server process that holds it
     */
    record Lock(String table, int process) {}
}
