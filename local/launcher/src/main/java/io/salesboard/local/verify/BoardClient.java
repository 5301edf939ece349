package io.salesboard.local.verify;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.WindowUnit;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks a board over its JSON API; the shapes stand in docs/architecture.md. */
final class BoardClient {
    private static final int REQUESTS_AT_ONCE = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final String address;
    private final BusinessCalendar calendar;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    BoardClient(String address, BusinessCalendar calendar) {
        this.address = address;
        this.calendar = calendar;
    }

    /** A row of a leaderboard; rank, value and reached may be null. */
    record Place(String id, Integer rank, BigDecimal value, Instant reached) {}

    /** Source name to the log position whose rows the board shows. */
    Map<String, Long> positions() throws IOException {
        Map<String, Long> positions = new HashMap<>();
        for (JsonNode source : get("/api/v1/health").path("sources")) {
            positions.put(source.path("name").asText(), source.path("lsn").asLong());
        }
        return positions;
    }

    /** @throws IOException also when the answer is about another window than the one asked for */
    Answer kpis(Question question) throws IOException {
        String path = "/api/v1/kpis?" + question.query(calendar);
        JsonNode answer = get(path);
        if (question.unit() != WindowUnit.NOW) {
            Instant start = instant(answer.path("window").path("start"), path);
            if (!start.equals(question.start())) {
                throw new IOException(address + path + " answered for the window that starts at " + start + ", not "
                        + question.start());
            }
        }
        Map<String, Map<String, BigDecimal>> rows = new HashMap<>();
        for (JsonNode row : answer.path("rows")) {
            Map<String, BigDecimal> values = new HashMap<>();
            row.path("values").properties().forEach(value -> values.put(value.getKey(), number(value.getValue())));
            rows.put(row.path("id").asText(), values);
        }
        return new Answer(question, instant(answer.path("asOf"), path), rows);
    }

    /** The rows of a leaderboard, in the board's order. */
    List<Place> leaderboard(String value, Question question) throws IOException {
        List<Place> places = new ArrayList<>();
        for (JsonNode row : get("/api/v1/leaderboards/" + value + "?" + question.query(calendar))
                .path("rows")) {
            JsonNode reached = row.path("reached");
            places.add(new Place(
                    row.path("id").asText(),
                    row.path("rank").isNumber() ? (Integer) row.path("rank").intValue() : null,
                    number(row.path("value")),
                    reached.isTextual() ? OffsetDateTime.parse(reached.asText()).toInstant() : null));
        }
        return places;
    }

    /** A few requests at a time: answers in the order of the questions. */
    List<Answer> all(List<Question> questions) throws IOException, InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(REQUESTS_AT_ONCE);
        try {
            List<Future<Answer>> futures = new ArrayList<>(questions.size());
            for (Question question : questions) {
                futures.add(workers.submit(() -> kpis(question)));
            }
            List<Answer> answers = new ArrayList<>(questions.size());
            for (Future<Answer> future : futures) {
                answers.add(future.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private JsonNode get(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(TIMEOUT)
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException(address + path + " answered " + response.statusCode() + ": "
                        + new String(response.body(), StandardCharsets.UTF_8));
            }
            return JSON.readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + address + path, e);
        } catch (ConnectException e) {
            throw new IOException("no board answers at " + address + "; is the stack running? ./salesboard status", e);
        }
    }

    private static BigDecimal number(JsonNode node) {
        return node.isNumber() ? node.decimalValue() : null;
    }

    private static Instant instant(JsonNode node, String path) throws IOException {
        if (!node.isTextual()) {
            throw new IOException(path + " was answered without an instant where one belongs: " + node);
        }
        return OffsetDateTime.parse(node.asText()).toInstant();
    }
}
