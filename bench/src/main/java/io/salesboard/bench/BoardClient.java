package io.salesboard.bench;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.salesboard.stack.BoardKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the board and Flink over HTTP. */
final class BoardClient {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int UNAUTHORIZED = 401;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final BoardKey key;

    /** Asks what lets this machine in unasked. */
    BoardClient() {
        this(BoardKey.NONE);
    }

    /** @param key to the board, the only one such a client may ask */
    BoardClient(BoardKey key) {
        this.key = key;
    }

    /** @throws IOException when the answer is none, or not 200 */
    JsonNode get(String address) throws IOException, InterruptedException {
        HttpRequest request = key.show(HttpRequest.newBuilder(URI.create(address)))
                .timeout(LIMIT)
                .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException(address + " answered " + response.statusCode() + hint(response.statusCode()));
        }
        return JSON.readTree(response.body());
    }

    /** What to do about a status, where that is known. */
    static String hint(int status) {
        return status == UNAUTHORIZED ? "; it asks who you are: name a file with a key, --key-file" : "";
    }
}
