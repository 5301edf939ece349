package io.salesboard.jobs.decode;

/** A record that cannot be read, or cannot be true; it goes to quarantine and the rest goes on. */
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why, from a closed set: label of the metric and of the health answer. */
    public enum Reason {
        UNDECODABLE,
        UNKNOWN_SCHEMA,
        UNKNOWN_TABLE,
        MISSING_KEY,
        UNSUPPORTED_COLUMN,
        MISSING_CURRENCY,
        FOREIGN_CURRENCY,
        OUT_OF_RANGE,
        BAD_PERIOD;

        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final Reason reason;

    public UnreadableException(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
