package io.salesboard.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The configuration of a source's connector: its file in the module sources, with the tables and columns to capture. */
public final class ConnectorConfig {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ConnectorConfig() {}

    /** As Connect wants it. */
    public static JsonNode of(Source source, Captured captured) {
        try (InputStream in = ConnectorConfig.class.getResourceAsStream("/connectors/" + source.name() + ".json")) {
            ObjectNode config = (ObjectNode) JSON.readTree(in).path("config");
            return config.put("name", source.connector())
                    .put("table.include.list", captured.tableIncludeList())
                    .put("column.include.list", captured.columnIncludeList());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read connectors/" + source.name() + ".json of the module sources", e);
        }
    }
}
