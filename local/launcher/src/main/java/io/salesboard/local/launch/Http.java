package io.salesboard.local.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.salesboard.stack.BoardKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the parts over HTTP and reads JSON. */
final class Http {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Connect checks a connector against its database before it answers; on a busy machine that takes a while. */
    private static final Duration CHANGE_TIMEOUT = Duration.ofSeconds(90);

    private static final int UNAUTHORIZED = 401;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private final BoardKey key;

    Http() {
        this(BoardKey.NONE);
    }

    /** @param key to the board, the only part that may be asked with it */
    Http(BoardKey key) {
        this.key = key;
    }

    /** Whether the address answers with success. */
    boolean answers(String url) throws InterruptedException {
        try {
            return send(HttpRequest.newBuilder(URI.create(url)).GET().timeout(TIMEOUT))
                                    .statusCode()
                            / 100
                    == 2;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    /** @throws IOException when it does not answer, or not with success */
    JsonNode get(String url) throws IOException, InterruptedException {
        return json(send(HttpRequest.newBuilder(URI.create(url)).GET().timeout(TIMEOUT)));
    }

    /** @throws IOException when it does not answer, or not with success */
    JsonNode put(String url, JsonNode body) throws IOException, InterruptedException {
        return json(send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body.toString()))
                .timeout(CHANGE_TIMEOUT)));
    }

    /** @throws IOException when it does not answer, or not with success */
    JsonNode post(String url) throws IOException, InterruptedException {
        return json(send(HttpRequest.newBuilder(URI.create(url))
                .POST(HttpRequest.BodyPublishers.noBody())
                .timeout(CHANGE_TIMEOUT)));
    }

    /** @throws IOException when it does not answer, or not with success */
    JsonNode post(String url, JsonNode body) throws IOException, InterruptedException {
        return json(send(HttpRequest.newBuilder(URI.create(url))
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .timeout(TIMEOUT)));
    }

    /** @throws IOException when it does not answer, or not with success */
    JsonNode delete(String url) throws IOException, InterruptedException {
        return json(send(HttpRequest.newBuilder(URI.create(url)).DELETE().timeout(TIMEOUT)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(key.show(request).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw new IOException(response.uri() + " answered with " + response.statusCode() + ": " + response.body()
                    + (response.statusCode() == UNAUTHORIZED ? "; name a file with a key: --key-file" : ""));
        }
        return JSON.readTree(response.body());
    }
}
