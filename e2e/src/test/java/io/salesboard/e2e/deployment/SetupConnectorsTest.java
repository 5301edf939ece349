package io.salesboard.e2e.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs deploy/setup/connectors.sh against a small Kafka Connect that remembers what it was given. */
class SetupConnectorsTest {
    private static final String CONNECTORS = "sources/src/main/resources/connectors";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, JsonNode> given = new ConcurrentHashMap<>();
    private String taskState = "RUNNING";
    private HttpServer connect;

    @BeforeEach
    void startConnect() throws IOException {
        connect = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        connect.createContext("/connectors/", this::answer);
        connect.start();
    }

    @AfterEach
    void stopConnect() {
        connect.stop(0);
    }

    @Test
    void givesConnectExactlyTheConfigurationsOfTheFiles() throws Exception {
        Tools.Result result = run().succeeded();

        assertThat(given).hasSameSizeAs(Repository.files(CONNECTORS, ".json"));
        for (Path file : Repository.files(CONNECTORS, ".json")) {
            JsonNode connector = JSON.readTree(file.toFile());
            assertThat(given.get(connector.path("name").asText())).isEqualTo(connector.path("config"));
            assertThat(result.output()).contains(connector.path("name").asText() + " is running");
        }
    }

    @Test
    void failsWithTheReasonWhenATaskFails() throws Exception {
        taskState = "FAILED";

        Tools.Result result = run();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).contains("salesboard-crm failed").contains("no such slot");
    }

    private Tools.Result run() throws Exception {
        Tools.require("curl", "apt-get install curl");
        return Tools.run(
                Repository.path("."),
                Duration.ofMinutes(1),
                List.of(
                        "env",
                        "CONNECT_URL=http://127.0.0.1:" + connect.getAddress().getPort(),
                        "CONNECTORS=" + Repository.path(CONNECTORS),
                        "bash",
                        "deploy/setup/connectors.sh"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            String body = "{}";
            if (exchange.getRequestMethod().equals("PUT") && path[3].equals("config")) {
                given.put(path[2], JSON.readTree(exchange.getRequestBody()));
            } else if (path[3].equals("status")) {
                body = "{\"name\":\"" + path[2]
                        + "\",\"connector\":{\"state\":\"RUNNING\"},\"tasks\":[{\"id\":0,\"state\":\"" + taskState
                        + "\",\"trace\":\"no such slot\"}],\"type\":\"source\"}";
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
