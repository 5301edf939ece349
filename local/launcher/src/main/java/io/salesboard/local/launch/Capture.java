package io.salesboard.local.launch;

import io.salesboard.capture.CaptureSettings;
import io.salesboard.capture.CaptureWatch;
import io.salesboard.capture.Source;
import io.salesboard.schemas.CaptureStatus;
import io.salesboard.schemas.Incident;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The capture watch inside the launcher; whoever started the demo reads what it notices. */
final class Capture implements AutoCloseable {
    private final Console console;
    private final Map<String, CaptureStatus> statuses = new ConcurrentHashMap<>();
    private CaptureWatch watch;

    Capture(Console console) {
        this.console = console;
    }

    /** @param environment where the databases are, in the variables the connectors name */
    synchronized void start(CaptureSettings settings, Map<String, String> environment) throws IOException {
        watch = new CaptureWatch(settings, environment, Clock.systemUTC(), this::told);
        watch.start();
    }

    private void told(CaptureStatus status) {
        Map<String, Incident> before = byPlace(statuses.get(status.getSource()));
        Map<String, Incident> now = byPlace(status);
        now.forEach((place, incident) -> {
            if (!before.containsKey(place)) {
                console.announce(incident.getPlace() + ": " + incident.getEnWhat() + ". Next: " + incident.getEnNext());
            }
        });
        before.forEach((place, incident) -> {
            if (!now.containsKey(place)) {
                console.say(incident.getPlace() + ": well again (" + incident.getId() + ")");
            }
        });
        statuses.put(status.getSource(), status);
    }

    private static Map<String, Incident> byPlace(CaptureStatus status) {
        return status == null
                ? Map.of()
                : status.getIncidents().stream()
                        .collect(Collectors.toMap(
                                incident -> incident.getId() + " " + incident.getPlace(),
                                Function.identity(),
                                (first, second) -> first,
                                TreeMap::new));
    }

    /** Whether rows of both databases come into their topics. */
    boolean rowsArrive() {
        Collection<CaptureStatus> known = statuses.values();
        // The first record of a topic is the watch's own: that the database is read.
        return known.size() == Source.NAMES.size()
                && known.stream().allMatch(status -> !status.getPending() && status.getRowTopicEnd() > 1);
    }

    /** What is not well now, for an error message. */
    String wrong() {
        String wrong = statuses.values().stream()
                .flatMap(status -> status.getIncidents().stream())
                .map(incident -> incident.getPlace() + ": " + incident.getEnWhat())
                .distinct()
                .collect(Collectors.joining("; "));
        return wrong.isEmpty() ? "nothing came, and nothing wrong was seen; see logs/connect.log" : wrong;
    }

    @Override
    public synchronized void close() {
        if (watch != null) {
            watch.close();
        }
    }
}
