package io.salesboard.board.results;

import io.salesboard.schemas.Incident;
import io.salesboard.schemas.IncidentKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What is not well between the source databases and their topics, as the capture watch says; and its own silence. */
public final class CaptureIncidents {
    /** A watch that says nothing for so long is itself an incident: it speaks once a second. */
    public static final Duration SILENT_AFTER = Duration.ofSeconds(10);

    /** The source of what concerns all of them, such as Kafka Connect itself. */
    public static final String ALL = io.salesboard.board.api.Incident.ALL;

    private final Supplier<Map<String, CaptureReader.Heard>> heard;
    private final Set<String> sources;
    private final Clock clock;
    private final Instant started;

    /**
     * An incident and the source it was said of.
     *
     * @param source name of a source, or {@link #ALL}
     * @param incident what is not well
     */
    public record Found(String source, Incident incident) {}

    /** @param sources those the watch has to speak of */
    public CaptureIncidents(Supplier<Map<String, CaptureReader.Heard>> heard, Set<String> sources, Clock clock) {
        this.heard = heard;
        this.sources = new TreeSet<>(sources);
        this.clock = clock;
        this.started = clock.instant();
    }

    /** All of them, now; one said of several sources alike is there once. */
    public List<Found> now() {
        Instant now = clock.instant();
        Map<String, CaptureReader.Heard> known = heard.get();
        Map<String, Found> found = new LinkedHashMap<>();
        List<String> silent = new ArrayList<>();
        for (String source : sources) {
            CaptureReader.Heard last = known.get(source);
            if (Duration.between(since(last), now).compareTo(SILENT_AFTER) > 0) {
                silent.add(source);
            }
            if (last != null) {
                for (Incident incident : last.status().getIncidents()) {
                    found.merge(
                            incident.getId() + " " + incident.getPlace(),
                            new Found(source, incident),
                            (first, second) -> new Found(ALL, first.incident()));
                }
            }
        }
        List<Found> all = new ArrayList<>(found.values());
        if (silent.size() == sources.size()) {
            Instant last = sources.stream()
                    .map(source -> since(known.get(source)))
                    .max(Instant::compareTo)
                    .orElse(started);
            all.add(new Found(ALL, silence("capture watch", last, now)));
        } else {
            silent.forEach(source ->
                    all.add(new Found(source, silence("capture watch: " + source, since(known.get(source)), now))));
        }
        return all;
    }

    private Instant since(CaptureReader.Heard last) {
        return last == null ? started : last.arrived();
    }

    private static Incident silence(String place, Instant last, Instant now) {
        long seconds = Duration.between(last, now).toSeconds();
        return Incident.newBuilder()
                .setId(IncidentKind.WATCH_SILENT.key())
                .setPlace(place)
                .setSinceMillis(last.toEpochMilli())
                .setViWhat(
                        "bộ theo dõi thu thập dữ liệu im lặng đã " + seconds + " giây; lỗi ở nguồn sẽ không được báo")
                .setViNext(
                        "khởi động lại bộ theo dõi (docker compose up -d capture, hoặc ./salesboard demo) và xem log của nó")
                .setEnWhat("the capture watch has been silent for " + seconds
                        + " s; what goes wrong at the sources would not be said")
                .setEnNext("start it again (docker compose up -d capture, or ./salesboard demo) and look at its log")
                .setSeverity(IncidentKind.WATCH_SILENT.severity().key())
                .build();
    }
}
