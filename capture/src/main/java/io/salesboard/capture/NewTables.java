package io.salesboard.capture;

import io.salesboard.capture.Connect.Connector;
import io.salesboard.schemas.CaptureStatus;
import io.salesboard.schemas.IncidentKind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tables and columns that a release has begun to read and that are not in the row topic yet: when they are loaded, beside the
 * changes and without the rest, and what is said of it.
 *
 * <p>A load is ordered when three things have come one after the other: publication and grants have all of it; no transaction
 * runs any more that had begun before (what such a one changes is sent as the publication was when it changed it, and reading
 * the table now does not show it); and Debezium has taken all of the log up to there. What is read then, and the changes from
 * then on, are complete. What a load cannot do is done by reading the database again.
 */
final class NewTables {
    /** So long an order may be without a sign that it was taken. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final int TRIES = 3;

    /** Debezium compares transactions by 64 bits with those by 32 that the log has. */
    private static final int TRANSACTION_BITS = 32;

    private final Source source;
    private final IncludeList declared;
    private final CaptureStatus memory;
    private final Reading reading;
    private final Backoff backoff = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1));
    private Instant allowedSince;
    private long horizon;
    private long position;
    private Instant silentSince;
    private LoadFacts heard = LoadFacts.NOTHING;
    private int failures;
    private boolean learned;

    NewTables(Source source, IncludeList declared, CaptureStatus memory, Reading reading) {
        this.source = source;
        this.declared = declared;
        this.memory = memory;
        this.reading = reading;
    }

    /** Tables and columns whose rows stand in the topic. */
    IncludeList captured() {
        return memory.getCaptured().isEmpty() ? declared : new IncludeList(memory.getCaptured());
    }

    private IncludeList missing() {
        return declared.without(captured());
    }

    /** Whether something is to be loaded that is not loaded yet; the connector keeps its tables until the order. */
    boolean areMissing() {
        return !missing().tables().isEmpty();
    }

    /** All that is declared is read by the snapshot that follows. */
    void readWhole() {
        memory.setCaptured(new HashMap<>(declared.tables()));
        done();
    }

    private void done() {
        memory.setLoading("");
        forget();
        failures = 0;
    }

    /** Everything from the beginning. */
    private void forget() {
        memory.setLoadId("");
        memory.getLoadFiles().clear();
        allowedSince = null;
        horizon = 0;
        position = 0;
        silentSince = null;
        heard = LoadFacts.NOTHING;
    }

    /** Takes over what the connector captures where nothing is remembered, before it is given anything else; sees what is missing. */
    void learn(Connector connector) {
        if (memory.getCaptured().isEmpty()) {
            memory.setCaptured(new HashMap<>(IncludeList.of(connector.config()).tables()));
            learned = true;
        }
        memory.setCaptured(new HashMap<>(captured().and(declared).tables()));
        String missing = areMissing() ? missing().toString() : "";
        if (!memory.getLoading().equals(missing)) {
            memory.setLoading(missing);
            forget();
        }
    }

    /** Sees what a load has come to. */
    void look(Sight sight) {
        if (learned && !sight.position().value().position().load().isEmpty()) {
            wholeInstead(
                    sight.now(),
                    "không còn biết bảng nào đã được nạp thêm",
                    "it is not known any more what has been loaded beside the changes");
        }
        learned = false;
        if (!memory.getLoadId().isEmpty()) {
            progress(sight);
        }
    }

    private void progress(Sight sight) {
        Map<String, LoadFacts> loads = sight.loads().value();
        LoadFacts now = loads == null ? null : loads.get(memory.getLoadId());
        if (now == null) {
            return;
        }
        if (now.heard().isAfter(heard.heard())) {
            silentSince = null;
        }
        heard = now;
        if (!now.failure().isEmpty()) {
            failures++;
            if (failures >= TRIES) {
                wholeInstead(
                        sight.now(),
                        "không nạp thêm được " + memory.getLoading() + " (" + now.failure() + ")",
                        memory.getLoading() + " could not be loaded by itself (" + now.failure() + ")");
            }
            forget();
        } else if (now.completed()) {
            memory.setCaptured(new HashMap<>(declared.tables()));
            done();
        }
    }

    private void wholeInstead(Instant now, String vi, String en) {
        reading.decide(new Why(IncidentKind.READING_AGAIN, vi, en), now);
    }

    /** A table whose file is another one was emptied meanwhile, and rows read before may come after that. */
    void emptied(TableFacts seen, Instant now) {
        List<String> emptied = memory.getLoadFiles().entrySet().stream()
                .filter(file -> seen.tables().containsKey(file.getKey())
                        && seen.tables().get(file.getKey()).file() != file.getValue())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (!emptied.isEmpty()) {
            String names = String.join(", ", emptied);
            wholeInstead(
                    now,
                    "bảng bị làm rỗng hoặc ghi lại khi đang nạp: " + names,
                    "emptied or rewritten while it was loaded: the table " + names);
        }
    }

    /**
     * The order, when it is time for it.
     *
     * @param allowed whether publication and grants have all of it
     */
    Optional<Action> order(Sight sight, Connector connector, ServerFacts server, boolean allowed) {
        Instant now = sight.now();
        if (!memory.getLoadId().isEmpty()) {
            return again(sight, now);
        }
        if (!allowed || !memory.getStreaming() || !connector.running() || server.slot() == null) {
            allowedSince = null;
            horizon = 0;
            position = 0;
            return Optional.empty();
        }
        if (server.nextTransaction() >> TRANSACTION_BITS != 0) {
            wholeInstead(
                    now,
                    "bản phát hành này đọc thêm " + memory.getLoading()
                            + ", và máy chủ đã quá bốn tỷ giao dịch nên không nạp riêng được",
                    "this release reads also " + memory.getLoading()
                            + ", which cannot be loaded by itself from a server beyond its four thousand millionth"
                            + " transaction");
            return Optional.empty();
        }
        if (!hasTakenTheLog(sight, server)) {
            return Optional.empty();
        }
        memory.setLoadId(Marks.next());
        missing()
                .tables()
                .keySet()
                .forEach(table -> memory.getLoadFiles()
                        .put(table, sight.tables().value().tables().get(table).file()));
        backoff.reset();
        return attempt(now);
    }

    private boolean hasTakenTheLog(Sight sight, ServerFacts server) {
        if (allowedSince == null) {
            allowedSince = sight.tables().at();
        }
        if (!sight.server().from().isAfter(allowedSince)) {
            return false;
        }
        if (horizon == 0) {
            horizon = server.nextTransaction();
        }
        if (position == 0 && server.oldestTransaction() >= horizon) {
            position = server.written();
        }
        return position != 0 && server.slot().confirmed() >= position;
    }

    /** Once more, where what was ordered did not come to be: Connect or the watch ended before it was done. */
    private Optional<Action> again(Sight sight, Instant now) {
        if (memory.getStoppedHere()) {
            return attempt(now);
        }
        if (sight.position().value() != null
                && sight.position().value().position().load().equals(memory.getLoadId())) {
            silentSince = null;
            return Optional.empty();
        }
        silentSince = silentSince == null ? now : silentSince;
        return Duration.between(silentSince, now).compareTo(SILENCE) < 0 ? Optional.empty() : attempt(now);
    }

    private Optional<Action> attempt(Instant now) {
        if (!backoff.due(now)) {
            return Optional.empty();
        }
        backoff.attempt(now);
        memory.setStoppedHere(true);
        return Optional.of(new Action.Load(
                memory.getLoadId(), List.copyOf(missing().tables().keySet())));
    }

    /** The order was carried out. */
    void ordered() {
        memory.setStoppedHere(false);
        silentSince = null;
    }

    /** What is to be said. */
    Optional<Finding> finding(ServerFacts server) {
        if (memory.getLoading().isEmpty() || memory.getPending()) {
            return Optional.empty();
        }
        String part = heard.chunks() == 0
                ? heard.table()
                : heard.table() + " " + Math.max(1, heard.chunk()) + "/" + heard.chunks();
        boolean ordered = !memory.getLoadId().isEmpty();
        boolean held = !ordered && horizon != 0 && position == 0 && server != null;
        String old = held ? Long.toString(server.oldestTransaction()) : "";
        return Optional.of(new Finding(
                IncidentKind.READING_AGAIN,
                source.name() + ": " + String.join(", ", missing().tables().keySet()),
                new Finding.Words(
                        "bản phát hành này đọc thêm " + memory.getLoading()
                                + (ordered ? "; đang nạp" : "; sẽ được nạp")
                                + (part.isEmpty() ? "" : " (" + part + ")")
                                + (held ? ", khi giao dịch " + old + " đã mở từ trước kết thúc" : ""),
                        held
                                ? "đợi, hoặc kết thúc phiên có backend_xid " + old + " trong pg_stat_activity"
                                : "đợi đến khi nạp xong"),
                new Finding.Words(
                        "this release reads also " + memory.getLoading()
                                + (ordered ? "; it is being loaded" : "; it will be loaded")
                                + (part.isEmpty() ? "" : " (" + part + ")")
                                + (held ? " when the transaction " + old + ", open from before, has ended" : ""),
                        held
                                ? "wait, or end the session with the backend_xid " + old + " in pg_stat_activity"
                                : "wait until it has been loaded")));
    }
}
