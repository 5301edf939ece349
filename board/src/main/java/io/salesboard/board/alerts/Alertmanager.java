package io.salesboard.board.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.salesboard.board.api.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An Alertmanager, by version 2 of its API. */
final class Alertmanager {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final URI address;

    /** @param address its root: {@code http://127.0.0.1:9093} */
    Alertmanager(URI address) {
        this.address = address;
    }

    URI address() {
        return address;
    }

    /** @throws IOException when it cannot be reached or refuses them */
    void post(List<PostedAlert> alerts) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(at("/api/v2/alerts"))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.bytes(alerts)))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(address + " answers " + response.statusCode() + ": " + response.body());
        }
    }

    /** The labels of the alerts on sales that a silence or another alert keeps quiet. */
    List<Map<String, String>> quiet() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        at("/api/v2/alerts?active=false&unprocessed=false&filter=source%3D%22" + PostedAlert.SOURCE
                                + "%22"))
                .timeout(LIMIT)
                .build();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException(address + " answers " + response.statusCode());
        }
        List<Map<String, String>> quiet = new ArrayList<>();
        for (JsonNode alert : MAPPER.readTree(response.body())) {
            Map<String, String> labels = new HashMap<>();
            alert.path("labels")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            quiet.add(labels);
        }
        return quiet;
    }

    private URI at(String path) {
        return URI.create(address.toString().replaceAll("/+$", "") + path);
    }
}
