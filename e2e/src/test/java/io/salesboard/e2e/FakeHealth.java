package io.salesboard.e2e;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a board says of itself, as a test wants it: {@code FakeHealth.ok().age("pos", 7.4).leftOut(3)}. */
final class FakeHealth {
    private final Map<String, Source> sources = new TreeMap<>();
    private final List<Map<String, Object>> incidents = new ArrayList<>();
    private final List<Map<String, Object>> progress = new ArrayList<>();
    private String status = "ok";
    private long leftOut;

    private static final class Source {
        private double age = 0.1;
        private boolean loading;
        private boolean stands;
        private long records;
        private double seconds;
    }

    /** Both sources fresh, nothing wrong. */
    static FakeHealth ok() {
        FakeHealth health = new FakeHealth();
        health.sources.put("crm", new Source());
        health.sources.put("pos", new Source());
        return health;
    }

    FakeHealth status(String word) {
        status = word;
        return this;
    }

    FakeHealth age(String source, double seconds) {
        sources.get(source).age = seconds;
        return this;
    }

    FakeHealth loading(String source) {
        sources.get(source).loading = true;
        return this;
    }

    /** Nothing more comes from the source: its position stays where it is. */
    FakeHealth stands(String source) {
        sources.get(source).stands = true;
        return this;
    }

    FakeHealth behind(String source, long records, double seconds) {
        sources.get(source).records = records;
        sources.get(source).seconds = seconds;
        return this;
    }

    /** @param total null where nobody knows; likewise the two after it */
    FakeHealth progress(String source, long rows, Long total, Long rowsPerSecond, Long secondsLeft) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("source", source);
        json.put("rows", rows);
        json.put("total", total);
        json.put("rowsPerSecond", rowsPerSecond);
        json.put("secondsLeft", secondsLeft);
        progress.add(json);
        return this;
    }

    FakeHealth leftOut(long rows) {
        leftOut = rows;
        return this;
    }

    /** Something wrong ({@code wrong} or {@code warning}) since an instant, with what and next step in both languages. */
    FakeHealth incident(
            String severity, String place, String since, String vi, String viNext, String en, String enNext) {
        incidents.add(Map.of(
                "id",
                severity + "/" + place + "/" + incidents.size(),
                "place",
                place,
                "since",
                since,
                "severity",
                severity,
                "vi",
                Map.of("what", vi, "next", viNext),
                "en",
                Map.of("what", en, "next", enNext)));
        return this;
    }

    /** As {@code /api/v1/health} has it; {@code tick} moves the sources on. */
    Map<String, Object> json(long version, long tick) {
        List<Map<String, Object>> told = new ArrayList<>();
        sources.forEach((name, source) -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", name);
            json.put("ageSeconds", source.age);
            json.put("lsn", source.stands ? 4711 : 4711 + tick);
            json.put("committed", "2026-11-23T03:05:00Z");
            json.put("loading", source.loading);
            json.put("behind", Map.of("records", source.records, "seconds", source.seconds));
            told.add(json);
        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", status);
        json.put("version", version);
        json.put("sources", told);
        json.put("progress", progress);
        json.put("leftOut", Map.of("total", leftOut, "byReason", Map.of()));
        json.put("incidents", incidents);
        return json;
    }
}
