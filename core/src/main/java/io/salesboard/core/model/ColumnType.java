package io.salesboard.core.model;

/** How a column's value is kept in a {@link Row}. */
public enum ColumnType {
    /** Text, and identifiers of any type as text. */
    TEXT,
    /** An exact number in ten-thousandths: amounts, quantities, probabilities, weights. */
    DECIMAL,
    /** A whole number. */
    INTEGER,
    /** 1 or 0. */
    BOOLEAN,
    /** Epoch day. */
    DATE,
    /** Epoch microseconds. */
    INSTANT;

    /** Digits after the point of a {@link #DECIMAL}. */
    public static final int DECIMAL_DIGITS = 4;
}
