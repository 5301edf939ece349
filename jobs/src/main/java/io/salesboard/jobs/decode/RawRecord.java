package io.salesboard.jobs.decode;

/**
 * A record as Kafka has it; it does not leave the task that read it.
 *
 * @param topic where it stands
 * @param partition where it stands
 * @param offset where it stands
 * @param timestamp Kafka's, epoch milliseconds
 * @param key its bytes, or null
 * @param value its bytes, or null: the tombstone of a deleted row
 */
public record RawRecord(String topic, int partition, long offset, long timestamp, byte[] key, byte[] value) {}
