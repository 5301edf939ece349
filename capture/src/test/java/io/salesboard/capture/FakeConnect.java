package io.salesboard.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A Kafka Connect over HTTP that holds one connector and remembers what was asked of it. */
final class FakeConnect implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final List<String> asked = new CopyOnWriteArrayList<>();
    volatile JsonNode config;
    volatile String state = "RUNNING";
    volatile List<String> tasks = List.of("RUNNING");
    volatile String trace = "";
    volatile String offset;
    private final HttpServer server;

    FakeConnect() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/connectors", this::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().toString();
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            if (!method.equals("GET")) {
                asked.add(method + " " + path);
            }
            if (method.equals("POST") && path.equals("/connectors")) {
                config = body.path("config");
                state = body.path("initial_state").asText("RUNNING");
                tasks = state.equals("RUNNING") ? List.of("RUNNING") : List.of();
            } else if (method.equals("PUT") && path.endsWith("/config")) {
                config = body;
            } else if (path.endsWith("/stop")) {
                state = "STOPPED";
                tasks = List.of();
            } else if (path.endsWith("/resume")) {
                state = "RUNNING";
                tasks = List.of("RUNNING");
            } else if (method.equals("PATCH") && path.endsWith("/offsets")) {
                offset = body.path("offsets").path(0).path("offset").toString();
            } else if (method.equals("DELETE") && path.endsWith("/offsets")) {
                if (!state.equals("STOPPED")) {
                    reply(exchange, 400, "{\"error_code\": 400, \"message\": \"must be in the STOPPED state\"}");
                    return;
                }
                offset = null;
            }
            reply(exchange, 200, method.equals("GET") ? (path.endsWith("/offsets") ? offsets() : all()) : "{}");
        }
    }

    private String offsets() {
        return offset == null
                ? "{\"offsets\": []}"
                : "{\"offsets\": [{\"partition\": {\"server\": \"pos\"}, \"offset\": " + offset + "}]}";
    }

    private String all() {
        ObjectNode all = JSON.createObjectNode();
        if (config != null) {
            ObjectNode connector = all.putObject("salesboard-pos");
            connector.putObject("info").set("config", config);
            ObjectNode status = connector.putObject("status");
            status.putObject("connector").put("state", state);
            ArrayNode list = status.putArray("tasks");
            tasks.forEach(task -> list.addObject().put("state", task).put("trace", trace));
        }
        return all.toString();
    }

    private static void reply(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
