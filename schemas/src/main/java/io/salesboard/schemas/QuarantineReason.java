package io.salesboard.schemas;

import java.util.Locale;

/** Why a record is in {@link Topics#QUARANTINE}: a closed set, the label of the metric and of the health answer. */
public enum QuarantineReason {
    UNDECODABLE,
    UNKNOWN_SCHEMA,
    UNKNOWN_TABLE,
    MISSING_KEY,
    UNSUPPORTED_COLUMN,
    MISSING_CURRENCY,
    FOREIGN_CURRENCY,
    OUT_OF_RANGE,
    BAD_PERIOD;

    /** As it stands in {@link QuarantinedRecord#getReason()}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
