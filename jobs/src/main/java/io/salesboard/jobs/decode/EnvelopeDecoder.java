package io.salesboard.jobs.decode;

import io.salesboard.core.model.Row;

/** Reads Debezium envelopes of one writer schema. */
interface EnvelopeDecoder {
    /**
     * The row after the change, absent where it was deleted.
     *
     * @param key the row's primary key as text
     * @param framed an envelope in registry framing
     * @throws UnreadableException when a value is out of range or of a type the column cannot have
     * @throws RuntimeException when the bytes do not fit the schema
     */
    Row decode(String key, byte[] framed) throws UnreadableException;
}
