package io.salesboard.e2e;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the board's stream as a screen does and checks every frame: versions never fall; net revenue and orders of the
 * company are those of all reps, and of all regions, together; what moves between two reps is never in neither or in both.
 */
final class Screen implements AutoCloseable {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final List<String> VALUES = List.of("K01.net", "K01.gross", "K02.orders");
    private static final Duration AGAIN = Duration.ofMillis(300);

    private final String board;
    private final Set<String> pair;
    private final BigDecimal together;
    private final Map<String, Map<String, JsonNode>> rows = new HashMap<>();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::look, "screen");
    private volatile InputStream body;
    private volatile boolean closed;
    private volatile long frames;
    private volatile long shown;
    private long version;

    /**
     * @param pair two reps
     * @param together their net revenue, which never changes
     */
    Screen(String board, Set<String> pair, BigDecimal together) {
        this.board = board;
        this.pair = pair;
        this.together = together;
        thread.start();
    }

    /** What no frame may show, in words. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** How many frames were checked. */
    long frames() {
        return frames;
    }

    /** How many of them had both reps of the pair. */
    long shown() {
        return shown;
    }

    private void look() {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(board + "/api/v1/stream?view=company,region,rep:month"))
                .header("Accept", "text/event-stream")
                .build();
        while (!closed) {
            try {
                HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
                body = response.body();
                follow();
            } catch (IOException e) {
                pause(); // the board is being started again
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                wrong.add(e.toString());
                return;
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(AGAIN.toMillis());
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void follow() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String event = "";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    event = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line, "data:".length(), line.length()).append('\n');
                } else if (line.isEmpty() && data.length() > 0) {
                    event(event, JSON.readTree(data.toString()));
                    data.setLength(0);
                }
            }
        }
    }

    private void event(String event, JsonNode data) {
        if (!event.equals("snapshot") && !event.equals("change")) {
            return;
        }
        if (data.get("version").asLong() < version) {
            wrong.add("version " + data.get("version") + " after " + version);
        }
        version = data.get("version").asLong();
        if (event.equals("snapshot")) {
            rows.clear();
        }
        for (JsonNode view : data.path("views")) {
            Map<String, JsonNode> of = rows.computeIfAbsent(view.get("scope").asText(), scope -> new HashMap<>());
            view.get("rows").forEach(row -> of.put(row.get("id").asText(), row.get("values")));
        }
        frames++;
        check();
    }

    private void check() {
        for (String value : VALUES) {
            BigDecimal company = sum("company", value);
            for (String scope : List.of("region", "rep")) {
                if (sum(scope, value).compareTo(company) != 0) {
                    wrong.add("version " + version + ": " + value + " of the company is " + company + ", of every "
                            + scope + " together " + sum(scope, value));
                }
            }
        }
        Map<String, JsonNode> reps = rows.getOrDefault("rep", Map.of());
        if (reps.keySet().containsAll(pair)) {
            shown++;
            BigDecimal sum = pair.stream()
                    .map(rep -> reps.get(rep).get("K01.net").decimalValue())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (sum.compareTo(together) != 0) {
                wrong.add("version " + version + ": " + pair + " have " + sum + " together, not " + together);
            }
        }
    }

    private BigDecimal sum(String scope, String value) {
        return rows.getOrDefault(scope, Map.of()).values().stream()
                .map(values -> values.path(value))
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        closed = true;
        InputStream current = body;
        if (current != null) {
            current.close();
        }
        thread.join(Duration.ofSeconds(10).toMillis());
    }
}
