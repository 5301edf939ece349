package io.salesboard.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the board says of itself at one instant.
 *
 * @param version the frame it shows
 * @param asOf business time of that frame
 * @param incidents what is wrong, a line each
 * @param leftOut reason to the number of rows that its figures leave out
 */
record Health(
        String status,
        long version,
        Instant asOf,
        Map<String, Source> sources,
        List<String> incidents,
        Map<String, Long> leftOut) {
    /** Statuses in which the figures are those of the frame shown; in others they are old or not complete. */
    private static final Set<String> SHOWING = Set.of("ok", "degraded");

    /**
     * One source database.
     *
     * @param lsn the shown frame holds everything up to this log position
     * @param rowLsn log position of the newest row in the shown frame
     * @param loading whether its rows are still being read
     */
    record Source(long lsn, long rowLsn, boolean loading) {}

    /** @throws IOException when something is missing that the comparison relies on */
    static Health of(JsonNode health) throws IOException {
        Map<String, Source> sources = new LinkedHashMap<>();
        for (JsonNode source : health.path("sources")) {
            sources.put(
                    source.path("name").asText(),
                    new Source(
                            number(source, "lsn"),
                            number(source, "rowLsn"),
                            source.path("loading").asBoolean()));
        }
        List<String> incidents = new ArrayList<>();
        for (JsonNode incident : health.path("incidents")) {
            incidents.add(incident.path("place").asText() + ": "
                    + incident.path("en").path("what").asText());
        }
        Map<String, Long> leftOut = new TreeMap<>();
        health.path("leftOut").path("byReason").properties().forEach(reason -> {
            if (reason.getValue().asLong() > 0) {
                leftOut.put(reason.getKey(), reason.getValue().asLong());
            }
        });
        return new Health(
                health.path("status").asText(),
                number(health, "version"),
                instant(health, "asOf"),
                sources,
                List.copyOf(incidents),
                leftOut);
    }

    private static Instant instant(JsonNode node, String field) throws IOException {
        try {
            return Instant.parse(node.path(field).asText());
        } catch (DateTimeException e) {
            throw new IOException("the board's health has no instant \"" + field + "\", in " + node, e);
        }
    }

    private static long number(JsonNode node, String field) throws IOException {
        if (!node.path(field).isIntegralNumber()) {
            throw new IOException("the board's health has no whole number \"" + field + "\" where one belongs, in "
                    + node + "; is the board of the same release as this command?");
        }
        return node.path(field).longValue();
    }

    /** Why its figures cannot be compared at all now, or null. */
    String unusable() {
        if (!SHOWING.contains(status)) {
            return "the board is \"" + status + "\"" + (incidents.isEmpty() ? "" : " (" + incidents.get(0) + ")");
        }
        List<String> loading = sources.keySet().stream()
                .filter(name -> sources.get(name).loading())
                .toList();
        return loading.isEmpty() ? null : "the rows of " + String.join(" and ", loading) + " are still being read";
    }
}
