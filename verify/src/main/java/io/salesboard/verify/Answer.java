package io.salesboard.verify;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.salesboard.core.time.WindowUnit;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the board answered, kept as it came: many answers are held at a time, and their text is their smallest form.
 *
 * @param asOf the business time it computed clock-driven values for
 * @param version the frame it is of
 */
record Answer(Question question, Instant asOf, long version, byte[] json) {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** A row of a leaderboard; rank, movement, value and reached may be null. */
    record Place(String id, Integer rank, Integer movement, BigDecimal value, Instant reached) {}

    /** @throws IOException also when the answer is about another window than the one asked for */
    static Answer of(Question question, byte[] json) throws IOException {
        JsonNode answer = JSON.readTree(json);
        if (question.unit() != WindowUnit.NOW) {
            Instant start = instant(answer.path("window").path("start"));
            if (!question.start().equals(start)) {
                throw new IOException(
                        "it is about the window that starts at " + start + ", not at " + question.start());
            }
        }
        Instant asOf = instant(answer.path("asOf"));
        if (asOf == null || !answer.path("version").isIntegralNumber()) {
            throw new IOException("it has no \"asOf\" or no \"version\"");
        }
        return new Answer(question, asOf, answer.path("version").longValue(), json);
    }

    /** Row to value key to value; null is "no value". */
    Map<String, Map<String, BigDecimal>> rows() throws IOException {
        Map<String, Map<String, BigDecimal>> rows = new HashMap<>();
        for (JsonNode row : JSON.readTree(json).path("rows")) {
            Map<String, BigDecimal> values = new HashMap<>();
            row.path("values").properties().forEach(value -> values.put(value.getKey(), number(value.getValue())));
            rows.put(row.path("id").asText(), values);
        }
        return rows;
    }

    /** The rows of a leaderboard, in the board's order. */
    List<Place> places() throws IOException {
        List<Place> places = new ArrayList<>();
        for (JsonNode row : JSON.readTree(json).path("rows")) {
            places.add(new Place(
                    row.path("id").asText(),
                    whole(row.path("rank")),
                    whole(row.path("movement")),
                    number(row.path("value")),
                    instant(row.path("reached"))));
        }
        return places;
    }

    private static Integer whole(JsonNode node) {
        return node.isInt() ? (Integer) node.intValue() : null;
    }

    private static BigDecimal number(JsonNode node) {
        return node.isNumber() ? node.decimalValue() : null;
    }

    private static Instant instant(JsonNode node) throws IOException {
        try {
            return node.isTextual() ? OffsetDateTime.parse(node.asText()).toInstant() : null;
        } catch (DateTimeException e) {
            throw new IOException("'" + node.asText() + "' in it is not an instant", e);
        }
    }
}
