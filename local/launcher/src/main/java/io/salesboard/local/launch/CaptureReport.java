package io.salesboard.local.launch;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.capture.Notebook;
import io.salesboard.capture.Source;
import io.salesboard.schemas.CaptureStatus;
import io.salesboard.schemas.Incident;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code status} says of the sources: a line or two for each, then all that is not well, as the board and the capture
 * watch say; the watch is asked directly too, so that it is heard though the board is away.
 */
final class CaptureReport {
    private static final Duration SILENT_AFTER = Duration.ofSeconds(10);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final JsonNode health;
    private final Instant now;
    private final ZoneId zone;
    private final Map<String, CaptureStatus> statuses = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final Map<String, List<String>> wrong = new LinkedHashMap<>();

    /** @param health the board's answer, or null */
    CaptureReport(Stack stack, JsonNode health, Clock clock) {
        this(health, read(stack), clock.instant(), stack.zoneId());
    }

    CaptureReport(JsonNode health, Heard heard, Instant now, ZoneId zone) {
        this.health = health;
        this.now = now;
        this.zone = zone;
        statuses.putAll(heard.statuses());
        if (heard.error() != null) {
            wrong("wrong", "capture watch", now, heard.error(), "see whether Kafka and the registry run");
        }
        Source.NAMES.forEach(this::source);
        board();
        incidents();
    }

    /**
     * What the topic {@code capture} holds.
     *
     * @param statuses by source
     * @param error why it could not be read, or null
     */
    record Heard(Map<String, CaptureStatus> statuses, String error) {}

    private static Heard read(Stack stack) {
        Map<String, CaptureStatus> statuses = new LinkedHashMap<>();
        try (Notebook notebook = new Notebook(stack.kafka(), URI.create(stack.registryApi()))) {
            if (!notebook.read()) {
                return new Heard(statuses, "the topic capture could not be read to its end");
            }
            for (String name : Source.NAMES) {
                if (notebook.status(name) != null) {
                    statuses.put(name, notebook.status(name));
                }
            }
            return new Heard(statuses, null);
        } catch (IOException e) {
            return new Heard(statuses, e.getMessage());
        }
    }

    List<String> lines() {
        List<String> all = new ArrayList<>(lines);
        all.add(wrong.isEmpty() ? "all is well" : "not well:");
        wrong.values().forEach(all::addAll);
        return all;
    }

    boolean well() {
        return wrong.isEmpty();
    }

    private void source(String name) {
        CaptureStatus status = statuses.get(name);
        JsonNode shown = shown(name);
        lines.add(String.format(
                Locale.ROOT,
                "%-9s %,d rows, data %.1f s old, %s%s",
                name,
                shown.path("rows").asLong(),
                shown.path("ageSeconds").asDouble(),
                behind(shown.path("behind")),
                shown.path("loading").asBoolean() ? ", loading" : ""));
        if (status == null) {
            wrong("wrong", "capture watch: " + name, now, "the capture watch has never spoken of " + name, "start it");
            return;
        }
        Duration silent = Duration.between(Instant.ofEpochMilli(status.getAt()), now);
        if (silent.compareTo(SILENT_AFTER) > 0) {
            wrong(
                    "wrong",
                    "capture watch: " + name,
                    Instant.ofEpochMilli(status.getAt()),
                    "the capture watch has said nothing of " + name + " for " + silent.toSeconds() + " s",
                    "start it again: ./salesboard demo");
        }
        String limit = status.getRetainedLimit() < 0
                ? "without a limit"
                : String.format(Locale.ROOT, "of at most %,d MB", status.getRetainedLimit() >> 20);
        lines.add(String.format(
                Locale.ROOT,
                "          server %s, its clock %+.1f s; %d tables; log kept %,d MB %s, not read yet %,d MB",
                status.getServer().isEmpty() ? "not known" : status.getServer(),
                status.getClockAheadMillis() / 1000.0,
                status.getTables().size(),
                status.getRetainedBytes() >> 20,
                limit,
                status.getUnsentBytes() >> 20));
    }

    private static String behind(JsonNode behind) {
        if (behind.path("records").isNull()) {
            return "how many records behind is not known";
        }
        long seconds = behind.path("seconds").asLong();
        return String.format(
                        Locale.ROOT,
                        "%,d records behind",
                        behind.path("records").asLong())
                + (seconds == 0 ? "" : String.format(Locale.ROOT, " (about %,d s)", seconds));
    }

    private JsonNode shown(String name) {
        if (health != null) {
            for (JsonNode source : health.path("sources")) {
                if (source.path("name").asText().equals(name)) {
                    return source;
                }
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private void board() {
        if (health == null) {
            wrong("wrong", "board", now, "the board does not answer", "look at logs/board.log");
            return;
        }
        lines.add(String.format(
                Locale.ROOT,
                "board     %,d cells, %,d results behind, %,d rows left out",
                health.path("cells").asLong(),
                health.path("lagResults").asLong(),
                health.path("leftOut").path("total").asLong()));
        String load = LoadLine.of(health);
        if (!load.isEmpty()) {
            lines.add("reading   " + load);
        }
    }

    /** The watch's own first; what the board adds to them after that. */
    private void incidents() {
        for (CaptureStatus status : statuses.values()) {
            for (Incident incident : status.getIncidents()) {
                wrong(
                        incident.getSeverity(),
                        incident.getPlace(),
                        Instant.ofEpochMilli(incident.getSinceMillis()),
                        incident.getEnWhat(),
                        incident.getEnNext());
            }
        }
        if (health == null) {
            return;
        }
        for (JsonNode incident : health.path("incidents")) {
            wrong(
                    incident.path("severity").asText(),
                    incident.path("place").asText(),
                    Instant.parse(incident.path("since").asText()),
                    incident.path("en").path("what").asText(),
                    incident.path("en").path("next").asText());
        }
        String status = health.path("status").asText();
        if (!status.equals("ok") && wrong.isEmpty()) {
            wrong("warning", "board", now, "the board says: " + status, "wait a moment and ask again");
        }
    }

    private void wrong(String severity, String place, Instant since, String what, String next) {
        wrong.putIfAbsent(
                place + " " + what,
                List.of(
                        String.format(
                                Locale.ROOT,
                                "%-9s %s: %s, since %s (%,d s)",
                                severity,
                                place,
                                what,
                                TIME.format(since.atZone(zone)),
                                Duration.between(since, now).toSeconds()),
                        "          next: " + next));
    }
}
