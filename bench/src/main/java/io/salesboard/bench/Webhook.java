package io.salesboard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Takes what Alertmanager's shipped configuration posts, and notes when each alert first came in each state. */
final class Webhook implements AutoCloseable {
    /** As the receivers of dashboards/alertmanager/alertmanager.yml say. */
    private static final int PORT = 9095;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Map<String, Long> came = new HashMap<>();

    Webhook() throws IOException {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT), 0);
        } catch (IOException e) {
            throw new IOException(
                    "port " + PORT + ", to which Alertmanager posts, is taken (" + e.getMessage()
                            + "); stop what listens there for as long as this measures",
                    e);
        }
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        long now = System.nanoTime();
        JsonNode alerts = JSON.readTree(exchange.getRequestBody()).path("alerts");
        synchronized (this) {
            for (JsonNode alert : alerts) {
                came.putIfAbsent(
                        name(
                                alert.at("/labels/alertname").asText(),
                                alert.at("/labels/subject").asText(),
                                alert.at("/annotations/state").asText()),
                        now);
            }
            notifyAll();
        }
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static String name(String rule, String subject, String state) {
        return rule + "/" + subject + "/" + state;
    }

    /** When an alert came in a state, by {@link System#nanoTime}; null where it did not within the limit. */
    synchronized Long await(String rule, String subject, String state, Duration limit) throws InterruptedException {
        long until = System.nanoTime() + limit.toNanos();
        String name = name(rule, subject, state);
        while (!came.containsKey(name)) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return null;
            }
            wait(left);
        }
        return came.get(name);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
