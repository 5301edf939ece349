package io.salesboard.schemas;

import java.util.Locale;

/** Why a record is in {@link Topics#QUARANTINE}, or a row or an object is left out: a closed set, the label of the metric and of the health answer. */
public enum QuarantineReason {
    UNDECODABLE,
    UNKNOWN_SCHEMA,
    UNKNOWN_TABLE,
    MISSING_KEY,
    UNSUPPORTED_COLUMN,
    MISSING_CURRENCY,
    FOREIGN_CURRENCY,
    OUT_OF_RANGE,
    BAD_PERIOD,
    MISSING_COLUMN,
    MISSING_VALUE,
    VALUE_UNKNOWN,
    NOT_ADDABLE;

    /** As it stands in {@link QuarantinedRecord#getReason()}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
