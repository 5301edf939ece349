package io.salesboard.board.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Whom an Alertmanager posts to: webhooks, chats and bots; keeps what came. */
final class Receiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** A request and its body. */
    record Message(String path, JsonNode body) {}

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        messages.add(new Message(exchange.getRequestURI().getPath(), JSON.readTree(exchange.getRequestBody())));
        // As Telegram answers; the others read no further than the status.
        byte[] answer = "{\"ok\":true,\"result\":{\"message_id\":1,\"chat\":{\"id\":1}}}"
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    List<Message> messages() {
        return messages;
    }

    /** Every alert of a rule that came by webhook, in order: receiver, state, and all it says in Vietnamese. */
    List<String> toldOf(String rule) {
        return messages.stream()
                .flatMap(message ->
                        message.body().path("alerts").valueStream().map(alert -> told(message.path(), alert)))
                .filter(told -> told.startsWith(rule + " "))
                .map(told -> told.substring(rule.length() + 1))
                .toList();
    }

    private static String told(String path, JsonNode alert) {
        JsonNode says = alert.path("annotations");
        return alert.at("/labels/alertname").asText() + " " + path.substring(1) + " "
                + alert.path("status").asText()
                + " " + says.path("state").asText() + ": "
                + String.join(
                        " | ",
                        says.path("title_vi").asText(),
                        says.path("figure_vi").asText(),
                        says.path("cause_vi").asText(),
                        says.path("action_vi").asText(),
                        says.path("end_vi").asText());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
