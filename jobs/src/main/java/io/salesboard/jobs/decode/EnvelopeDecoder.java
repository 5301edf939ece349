package io.salesboard.jobs.decode;

/** Reads Debezium envelopes of one writer schema. */
interface EnvelopeDecoder {
    /**
     * What the record says of a row or its table. A value that is out of range, or of a type the column cannot have, makes it a
     * failure, not an exception: position and transaction count all the same.
     *
     * @param key the row's primary key as text, empty where the whole table is emptied
     * @param framed an envelope in registry framing
     * @throws RuntimeException when the bytes do not fit the schema
     */
    DecodedRecord decode(String key, byte[] framed);
}
