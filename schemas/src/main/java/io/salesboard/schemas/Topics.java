package io.salesboard.schemas;

import java.util.List;
import java.util.Map;

/** Every Kafka topic of Salesboard, in one place. */
public final class Topics {
    /**
     * The newest segment is never compacted, and the others once so much has changed: with small ones compacted early, a board
     * that starts reads hardly more than the last values.
     */
    private static final Map<String, String> LAST_VALUES =
            Map.of("cleanup.policy", "compact", "segment.bytes", "8388608", "min.cleanable.dirty.ratio", "0.2");

    /** Capture cuts values, so that no row comes near this; the connectors' producers have the same bound. */
    private static final Map<String, String> ROWS =
            Map.of("cleanup.policy", "compact", "segment.bytes", "67108864", "max.message.bytes", "8388608");

    /** All tables of the POS database in commit order, keyed by table and primary key; each transaction ends with a record. */
    public static final Topic ROWS_POS = new Topic("rows.pos", ROWS);

    /** All tables of the CRM database, likewise. */
    public static final Topic ROWS_CRM = new Topic("rows.crm", ROWS);

    /** Key of the record in a row topic that says that the snapshot after it replaces everything before it. */
    public static final String READ_AGAIN_KEY = "read-again";

    /**
     * What the board shows: {@link Layout}, {@link Cell}, {@link Entity}, {@link RepDeals}, {@link LeftOut}, each frame closed by a
     * {@link FrameMark}; and {@link Reading}. Keys are readable text, see {@link ResultKeys}; values are in registry framing.
     */
    public static final Topic RESULTS = new Topic("results", LAST_VALUES);

    /**
     * Alerts on sales: {@link Alert} by its id, and {@link RuleBook} by {@link #RULES_KEY}. Written by the job; the board shows
     * them and tells Alertmanager.
     */
    public static final Topic ALERTS = new Topic("alerts", LAST_VALUES);

    /** Key of the record in the topic of alerts that says which rules are in force. */
    public static final String RULES_KEY = "rules";

    /** Records that could not be read or cannot be true, kept for 30 days: {@link QuarantinedRecord}. */
    public static final Topic QUARANTINE =
            new Topic("quarantine", Map.of("cleanup.policy", "delete", "retention.ms", "2592000000"));

    /**
     * What the capture watch says of each source database about once a second, {@link CaptureStatus} by name of the source;
     * and what operators ask of it, {@link ReadAgain} by {@code read-again/<source>}. Small segments: it is written all the
     * time, and only the last value of a key is of use.
     */
    public static final Topic CAPTURE =
            new Topic("capture", Map.of("cleanup.policy", "compact", "segment.bytes", "4194304"));

    /**
     * What Debezium tells of its snapshots, kept for a week: the capture watch reads how far a table is that it has loaded.
     */
    public static final Topic SNAPSHOTS =
            new Topic("snapshots", Map.of("cleanup.policy", "delete", "retention.ms", "604800000"));

    private Topics() {}

    /** The row topics, one a source database. */
    public static List<Topic> rows() {
        return List.of(ROWS_POS, ROWS_CRM);
    }

    /** All of them, to be created before anything starts. */
    public static List<Topic> all() {
        return List.of(ROWS_POS, ROWS_CRM, RESULTS, ALERTS, QUARANTINE, CAPTURE, SNAPSHOTS);
    }

    /**
     * A topic. One partition each: rows stand in commit order, results in frame order.
     *
     * @param name its name in Kafka
     * @param configuration topic settings
     */
    public record Topic(String name, Map<String, String> configuration) {
        /** Partitions of every topic. */
        public static final int PARTITIONS = 1;
    }
}
