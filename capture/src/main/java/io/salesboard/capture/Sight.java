package io.salesboard.capture;

import java.time.Instant;
import java.util.Map;

/**
 * All that is seen of one source at one moment.
 *
 * @param now by our clock
 * @param server the database server and the slot
 * @param tables its tables
 * @param connectors what Connect runs, by name
 * @param position how far Connect has stored that the connector has read
 * @param topic the row topic
 * @param loads what Debezium has told of loads, by their ids
 * @param registry how the registry stands to what was written
 * @param busy whether something is being done about the source now
 * @param trouble why what was tried last did not work, or null
 */
record Sight(
        Instant now,
        Look.Seen<ServerFacts> server,
        Look.Seen<TableFacts> tables,
        Look.Seen<Map<String, Connect.Connector>> connectors,
        Look.Seen<PositionFacts> position,
        Look.Seen<TopicFacts> topic,
        Look.Seen<Map<String, LoadFacts>> loads,
        Look.Seen<Notebook.RegistryState> registry,
        boolean busy,
        String trouble) {}
