package io.salesboard.schemas;

import java.util.Arrays;
import java.util.Locale;

/** What can be wrong, as a closed set: the id of an incident in the health answer and the label of its metric. */
public enum IncidentKind {
    DATABASE_AWAY(Severity.WRONG),
    DATABASE_REPLACED(Severity.WRONG),
    CHANGES_LOST(Severity.WRONG),
    READING_AGAIN(Severity.WARNING),
    CONNECT_AWAY(Severity.WRONG),
    CONNECTOR_FAILED(Severity.WRONG),
    CONNECTOR_STOPPED(Severity.WRONG),
    CAPTURE_STUCK(Severity.WRONG),
    CAPTURE_BEHIND(Severity.WARNING),
    PUBLICATION_INCOMPLETE(Severity.WRONG),
    PRIVILEGE_MISSING(Severity.WRONG),
    TABLE_CHANGED(Severity.WRONG),
    KEY_MISSING(Severity.WRONG),
    LOG_RETAINED(Severity.WARNING),
    CLOCK_WRONG(Severity.WARNING),
    TOPIC_LOST(Severity.WRONG),
    REGISTRY_AWAY(Severity.WARNING),
    REGISTRY_LOST(Severity.WRONG),
    WATCH_SILENT(Severity.WRONG),
    JOB_SILENT(Severity.WRONG),
    STATE_NOT_USED(Severity.WARNING);

    /** How bad it is. */
    public enum Severity {
        /** Figures are not complete, or stand still. */
        WRONG,
        /** They will be if nothing is done, or it is being mended. */
        WARNING;

        /** As it stands in {@link Incident#getSeverity()}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Severity severity;

    IncidentKind(Severity severity) {
        this.severity = severity;
    }

    /** As it stands in {@link Incident#getId()}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Severity severity() {
        return severity;
    }

    /** The kind of a key, or null where a newer watch knows one that is not known here. */
    public static IncidentKind byKey(String key) {
        return Arrays.stream(values())
                .filter(kind -> kind.key().equals(key))
                .findFirst()
                .orElse(null);
    }
}
