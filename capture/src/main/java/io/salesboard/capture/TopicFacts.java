package io.salesboard.capture;

/**
 * What a row topic looks like from outside.
 *
 * @param id Kafka's id of it; empty where there is no such topic
 * @param end offset behind its newest record
 * @param newest highest log position among its newest records; -1 when it was not asked for, or is not known
 * @param before what had been seen of the server before this look began, or null: whatever its slot was confirmed up to must
 *     stand in the topic
 */
record TopicFacts(String id, long end, long newest, ServerFacts before) {}
