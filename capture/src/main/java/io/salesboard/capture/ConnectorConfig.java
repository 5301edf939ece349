package io.salesboard.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The configuration of a source's connector: its file in the module sources, with the tables and columns to capture, and what of
 * them is hashed.
 */
public final class ConnectorConfig {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HASHED = "transforms.rowRecords.hashed.columns";
    private static final String SECRET = "transforms.rowRecords.hash.secret";

    private ConnectorConfig() {}

    /**
     * As Connect wants it.
     *
     * @param customerKey what is hashed is hashed with it
     */
    public static JsonNode of(Source source, IncludeList captured, byte[] customerKey) {
        try (InputStream in = ConnectorConfig.class.getResourceAsStream("/connectors/" + source.name() + ".json")) {
            ObjectNode config = (ObjectNode) JSON.readTree(in).path("config");
            config.put("name", source.connector())
                    .put("table.include.list", captured.tableIncludeList())
                    .put("column.include.list", captured.columnIncludeList());
            if (!captured.hashed().isEmpty()) {
                config.put(HASHED, String.join(",", captured.hashed()))
                        .put(SECRET, HexFormat.of().formatHex(customerKey));
            }
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read connectors/" + source.name() + ".json of the module sources", e);
        }
    }

    /** Whether a connector sends a column that is to be hashed, and sends it as it is or hashed with another key. */
    static boolean hashesOtherwise(JsonNode config, JsonNode wanted) {
        Set<String> sent = IncludeList.of(config).and(IncludeList.of(wanted)).hashed();
        boolean all = List.of(config.path(HASHED).asText().split(",", -1)).containsAll(sent);
        return !sent.isEmpty() && !(all && config.path(SECRET).equals(wanted.path(SECRET)));
    }
}
