package io.salesboard.local.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;

/** The two Debezium connectors on Kafka Connect. */
final class Connectors {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Http http;
    private final String connect;

    /** @param connect address of Connect's REST API */
    Connectors(Http http, String connect) {
        this.http = http;
        this.connect = connect;
    }

    /** Hands Connect the configurations of the module {@code sources}, unless it has them already. */
    void configure() throws IOException, InterruptedException {
        JsonNode known = http.get(connect + "/connectors?expand=info");
        for (String database : Databases.NAMES) {
            try (InputStream in = Connectors.class.getResourceAsStream("/connectors/" + database + ".json")) {
                JsonNode connector = JSON.readTree(in);
                String name = connector.path("name").asText();
                ObjectNode wanted = ((ObjectNode) connector.path("config")).put("name", name);
                if (!wanted.equals(known.path(name).path("info").path("config"))) {
                    http.put(connect + "/connectors/" + name + "/config", wanted);
                }
            }
        }
    }

    /**
     * Whether both read their database.
     *
     * @throws LaunchException when one cannot
     */
    boolean running() throws LaunchException, InterruptedException {
        JsonNode statuses = statuses();
        for (JsonNode connector : statuses) {
            JsonNode task = connector.path("status").path("tasks").path(0);
            if (task.path("state").asText().equals("FAILED")) {
                throw new LaunchException("the connector "
                        + connector.path("status").path("name").asText() + " failed: "
                        + firstLines(task.path("trace").asText()));
            }
            if (!task.path("state").asText().equals("RUNNING")) {
                return false;
            }
        }
        return statuses.size() == Databases.NAMES.size();
    }

    /** Starts failed tasks again; to be called now and then. */
    void restartFailed(Console console) throws InterruptedException {
        for (JsonNode connector : statuses()) {
            JsonNode status = connector.path("status");
            JsonNode task = status.path("tasks").path(0);
            if (task.path("state").asText().equals("FAILED")) {
                String name = status.path("name").asText();
                console.announce("the connector " + name + " failed ("
                        + firstLines(task.path("trace").asText()) + "); starting it again");
                try {
                    http.post(connect + "/connectors/" + name + "/restart?includeTasks=true&onlyFailed=true");
                } catch (IOException e) {
                    console.say("  Connect did not take the restart: " + e.getMessage());
                }
            }
        }
    }

    private JsonNode statuses() throws InterruptedException {
        try {
            return http.get(connect + "/connectors?expand=status");
        } catch (IOException e) {
            return JSON.createObjectNode(); // Connect itself is away; its supervisor says so
        }
    }

    private static String firstLines(String trace) {
        return trace.lines().limit(2).reduce((a, b) -> a + " " + b.strip()).orElse("no reason given");
    }
}
