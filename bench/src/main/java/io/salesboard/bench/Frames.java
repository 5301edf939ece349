package io.salesboard.bench;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.salesboard.stack.BoardKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Listens to the board's stream like a screen does, and tells each net revenue of one rep and when it arrived. */
final class Frames implements AutoCloseable {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final String rep;
    private final Listener listener;
    private final InputStream body;
    private volatile boolean closed;
    private volatile IOException failure;

    /** Told of every frame that has the rep's row. */
    @FunctionalInterface
    interface Listener {
        /** @param at {@link System#nanoTime} when the whole frame had arrived */
        void shown(long sum, long at);
    }

    private Frames(String rep, Listener listener, InputStream body) {
        this.rep = rep;
        this.listener = listener;
        this.body = body;
    }

    /** Connects and listens in a thread of its own. */
    static Frames listen(String board, BoardKey key, String rep, Listener listener)
            throws IOException, InterruptedException {
        URI address = URI.create(board + "/api/v1/stream?view=rep:month");
        HttpRequest request = key.show(HttpRequest.newBuilder(address))
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<InputStream> response = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build()
                .send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IOException(address + " answered " + response.statusCode() + " instead of a stream of events"
                    + BoardClient.hint(response.statusCode()));
        }
        Frames frames = new Frames(rep, listener, response.body());
        Thread thread = new Thread(frames::read, "frames");
        thread.setDaemon(true);
        thread.start();
        return frames;
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data:")) {
                    data.append(line, "data:".length(), line.length()).append('\n');
                } else if (line.isEmpty() && data.length() > 0) {
                    frame(data.toString(), System.nanoTime());
                    data.setLength(0);
                }
            }
            throw new IOException("the board ended the stream");
        } catch (IOException e) {
            if (!closed) {
                failure = e;
            }
        }
    }

    private void frame(String json, long at) throws IOException {
        for (JsonNode view : JSON.readTree(json).path("views")) {
            for (JsonNode row : view.path("rows")) {
                JsonNode net = row.path("values").path("K01.net");
                if (row.path("id").asText().equals(rep) && net.isNumber()) {
                    listener.shown(net.decimalValue().longValueExact(), at);
                }
            }
        }
    }

    /** @throws IOException when the stream has broken */
    void check() throws IOException {
        if (failure != null) {
            throw new IOException("the stream of the board broke: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        body.close();
    }
}
