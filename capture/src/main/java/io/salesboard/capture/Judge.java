package io.salesboard.capture;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.capture.Connect.Connector;
import io.salesboard.schemas.CaptureStatus;
import io.salesboard.schemas.IncidentKind;
import io.salesboard.schemas.ReadAgain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides for one source what is to be said and what is to be done, from what is seen and what is remembered; it touches
 * nothing itself.
 *
 * <p>What leads to a new reading: another server, an older state of it, a lost slot, a lost topic, a lost position, tables
 * made anew, and the end of anything through which rows may have been missed.
 */
final class Judge {
    private static final Duration MARK_EVERY = Duration.ofSeconds(10);

    /** A Connect that has just started answers before it has read what it knows. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(7);

    private final Source source;
    private final IncludeList captured;
    private final JsonNode wanted;
    private final ServerCheck serverCheck;
    private final ConnectorCheck connectorCheck;
    private final Backoff backoff = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1));
    private final CaptureStatus memory;
    private final Reading reading;
    private final NewTables newTables;
    private final List<Finding> findings = new ArrayList<>();
    private Instant done;
    private Instant marked = Instant.EPOCH;
    private Instant lostRegistry = Instant.EPOCH;
    private Instant forgottenSince;
    private boolean markRefused;
    private boolean allowed;

    /** Whether nothing is known that a snapshot would fail at, begin again and fail at, for ever. */
    private boolean readable;

    /** @param memory last status of the source, or null where there is none */
    Judge(Source source, IncludeList captured, JsonNode wanted, CaptureStatus memory, Instant now) {
        this.source = source;
        this.captured = captured;
        this.wanted = wanted;
        this.serverCheck = new ServerCheck(source);
        this.connectorCheck = new ConnectorCheck(source);
        this.memory = memory == null
                ? blank(source)
                : CaptureStatus.newBuilder(memory).build();
        this.reading = new Reading(source, this.memory);
        this.newTables = new NewTables(source, captured, this.memory, reading);
        this.done = now;
    }

    private static CaptureStatus blank(Source source) {
        return CaptureStatus.newBuilder()
                .setSource(source.name())
                .setAt(0)
                .setTables(new HashMap<>())
                .build();
    }

    /**
     * What came of it.
     *
     * @param status to be written before anything is done
     * @param action to be done, or null
     */
    record Verdict(CaptureStatus status, Action action) {}

    /** @param request what an operator asked for, or null */
    Verdict judge(Sight sight, ReadAgain request) {
        findings.clear();
        Instant now = sight.now();
        findings.addAll(AwayCheck.check(source, sight));
        trouble(sight);
        registry(sight);
        Connector connector = connector(sight);
        ServerFacts server = sight.server().since(done) ? sight.server().value() : null;
        TopicFacts topic = sight.topic().since(done) ? sight.topic().value() : null;
        TableFacts tables = sight.tables().value();
        if (server != null) {
            if (settled(sight)) {
                server(server, sight.topic(), connector != null, now);
            }
            findings.addAll(serverCheck.findings(server));
        }
        if (tables != null) {
            tables(tables, settled(sight) && sight.tables().since(done), now);
        }
        if (topic != null && settled(sight)) {
            topic(topic, now);
        }
        if (heard(sight) && settled(sight)) {
            connect(sight, connector, server, topic, now);
        } else {
            forgottenSince = null; // what a Connect that has started again says counts anew
        }
        if (connector != null && settled(sight)) {
            connectorCheck.state(connector, now).ifPresent(findings::add);
            if (topic != null) {
                connectorCheck.stuck(topic, server, tables, now).ifPresent(findings::add);
            }
        }
        if (server != null && memory.getStreaming()) {
            connectorCheck.behind(server, now).ifPresent(findings::add);
        }
        if (request != null) {
            reading.decide(new Why(IncidentKind.READING_AGAIN, "người vận hành yêu cầu", request.getReason()), now);
        }
        Action action = sight.busy() ? null : action(sight, connector, server, request != null, now);
        reading.finding(sight, readable).ifPresent(findings::add);
        newTables.finding(server).ifPresent(findings::add);
        memory.setIncidents(Finding.incidents(findings, memory.getIncidents(), now));
        memory.setAt(now.toEpochMilli());
        return new Verdict(CaptureStatus.newBuilder(memory).build(), action);
    }

    /** Whether what is seen may be held against what is remembered: not any more once a new reading is decided. */
    private boolean settled(Sight sight) {
        return !memory.getPending() && !sight.busy();
    }

    private void trouble(Sight sight) {
        if (sight.trouble() != null && !memory.getPending()) {
            say(
                    IncidentKind.CONNECTOR_FAILED,
                    source.name() + ": " + source.connector(),
                    "Kafka Connect không nhận lệnh cho " + source.connector() + ": " + sight.trouble(),
                    "sửa điều đã nêu; lệnh được gửi lại tự động",
                    "Kafka Connect does not do as it is told with " + source.connector() + ": " + sight.trouble(),
                    "mend what it names; it is told again by itself");
        }
    }

    private void registry(Sight sight) {
        if (sight.registry().value() == Notebook.RegistryState.LOST
                && sight.registry().from().isAfter(lostRegistry)) {
            lostRegistry = sight.registry().from();
            reading.decide(
                    new Why(
                            IncidentKind.REGISTRY_LOST,
                            "kho lược đồ đã mất các lược đồ cũ; hãy khởi động lại job và board sau khi đọc lại",
                            "the schema registry has lost its schemas; start the job and the board again after the reading"),
                    sight.now());
        }
    }

    private Connector connector(Sight sight) {
        return heard(sight) ? sight.connectors().value().get(source.connector()) : null;
    }

    /** Whether Connect answers: what it said before it went away may be over. */
    private boolean heard(Sight sight) {
        return sight.connectors().since(done) && sight.connectors().error() == null;
    }

    private void server(ServerFacts seen, Look.Seen<TopicFacts> topic, boolean captured, Instant now) {
        Optional<Why> why = serverCheck.replaced(memory, seen);
        if (why.isEmpty() && memory.getStreaming() && captured) {
            boolean afterwards = topic.since(done)
                    && topic.value().before() != null
                    && topic.value().before().seen().isAfter(done);
            why = serverCheck.lost(memory, seen, afterwards ? Optional.of(topic.value()) : Optional.empty());
        }
        if (why.isPresent()) {
            reading.decide(why.get(), now);
            return;
        }
        memory.setServer(seen.identity());
        memory.setDatabaseOid(seen.databaseOid());
        memory.setServerStarted(seen.started().toEpochMilli());
        memory.setLogPosition(Math.max(memory.getLogPosition(), seen.flushed()));
        memory.setSlotPosition(seen.slot() == null ? 0 : seen.slot().confirmed());
        memory.setSlotTransactions(seen.slot() == null ? 0 : seen.slot().transactions());
        memory.setRetainedBytes(seen.retained());
        memory.setRetainedLimit(seen.retainedLimit());
        memory.setUnsentBytes(seen.unsent());
        memory.setRowsChanged(seen.rowsChanged());
        memory.setClockAheadMillis(seen.clockAheadMillis());
        String mark = SourceDatabase.markOf(seen.mark());
        if (!mark.isEmpty() && mark.equals(memory.getNextMark())) {
            memory.setMark(mark);
            memory.setNextMark("");
        }
    }

    private void tables(TableFacts seen, boolean settled, Instant now) {
        TableCheck.Result result = TableCheck.check(source, captured, seen);
        findings.addAll(result.findings());
        allowed = result.findings().isEmpty();
        readable = result.findings().stream().noneMatch(each -> each.kind() == IncidentKind.PRIVILEGE_MISSING);
        if (!settled || memory.getCaptured().isEmpty()) {
            return; // what has been captured so far is not known yet
        }
        List<String> anew = TableCheck.madeAnew(memory.getTables(), seen);
        if (!anew.isEmpty()) {
            if (!result.findings().isEmpty()) {
                return; // it can be read when that is mended
            }
            String names = String.join(", ", anew);
            reading.decide(
                    new Why(
                            IncidentKind.TABLE_CHANGED,
                            "bảng đã bị xóa và tạo lại: " + names,
                            "made anew: the table " + names),
                    now);
        } else if (TableCheck.check(source, captured.and(newTables.captured()), seen)
                .missed()) {
            if (memory.getSpoiledEn().isEmpty()) {
                memory.setSpoiledVi(
                        result.findings().stream().map(each -> each.vi().what()).collect(Collectors.joining("; ")));
                memory.setSpoiledEn(
                        result.findings().stream().map(each -> each.en().what()).collect(Collectors.joining("; ")));
            }
        } else if (!memory.getSpoiledEn().isEmpty()) {
            reading.decide(
                    new Why(
                            IncidentKind.TABLE_CHANGED,
                            "đã sửa xong, nhưng có thể đã thiếu dòng khi: " + memory.getSpoiledVi(),
                            "mended, but rows may have been missed while: " + memory.getSpoiledEn()),
                    now);
        } else {
            seen.tables().forEach((name, table) -> memory.getTables().put(name, table.oid()));
            newTables.emptied(seen, now);
        }
    }

    private void topic(TopicFacts seen, Instant now) {
        if (seen.id().isEmpty()) {
            say(
                    IncidentKind.TOPIC_LOST,
                    source.name() + ": " + source.topic(),
                    "Kafka không có chủ đề " + source.topic(),
                    "tạo các chủ đề: chạy lại setup-topics, hoặc khởi động lại ./salesboard demo",
                    "Kafka has no topic " + source.topic(),
                    "make the topics: run setup-topics again, or start ./salesboard demo again");
            return;
        }
        if (!memory.getRowTopicId().isEmpty() && !memory.getRowTopicId().equals(seen.id())) {
            reading.decide(
                    new Why(
                            IncidentKind.TOPIC_LOST,
                            "chủ đề " + source.topic() + " đã mất và được tạo lại",
                            "the topic " + source.topic() + " was lost and made anew"),
                    now);
            return;
        }
        memory.setRowTopicId(seen.id());
        memory.setRowTopicEnd(seen.end());
    }

    private void connect(Sight sight, Connector connector, ServerFacts server, TopicFacts topic, Instant now) {
        if (connector == null) {
            if (server == null || topic == null || topic.id().isEmpty()) {
                return; // whether anything was captured before is not known yet
            }
            boolean before = memory.getStreaming() || server.slot() != null || topic.end() > 0;
            if (before && !isForgotten(now)) {
                return;
            }
            reading.decide(
                    before
                            ? new Why(
                                    IncidentKind.CHANGES_LOST,
                                    "Kafka Connect không còn biết connector " + source.connector(),
                                    "Kafka Connect does not know the connector " + source.connector() + " any more")
                            : new Why(IncidentKind.READING_AGAIN, "lần đọc đầu tiên", Reading.FIRST),
                    now);
            return;
        }
        newTables.learn(connector);
        if (ConnectorConfig.hashesOtherwise(connector.config(), wanted)) {
            reading.decide(
                    new Why(
                            IncidentKind.READING_AGAIN,
                            "mã khách hàng đã được băm bằng một khóa khác",
                            "customers were hashed with another key, or not at all"),
                    now);
            return;
        }
        if (!sight.position().since(done)) {
            return;
        }
        if (sight.position().value().position().phase() != Connect.Phase.NOTHING) {
            forgottenSince = null;
        }
        switch (sight.position().value().position().phase()) {
            case CHANGES -> {
                if (memory.getStreaming() && isSkipped(sight.position().value(), now)) {
                    return;
                }
                memory.setStreaming(true);
                memory.setCause("");
                memory.setWhyVi("");
                memory.setWhyEn("");
            }
            case SNAPSHOT -> {
                memory.setStreaming(false);
                if (memory.getWhyEn().isEmpty()) {
                    reading.begun(
                            new Why(
                                    IncidentKind.READING_AGAIN,
                                    "connector đang đọc lại từ đầu",
                                    "the connector takes a snapshot"),
                            now);
                }
            }
            case NOTHING -> {
                if (memory.getStreaming() && isForgotten(now)) {
                    reading.decide(
                            new Why(
                                    IncidentKind.CHANGES_LOST,
                                    "Kafka Connect không còn biết đã đọc tới đâu",
                                    "Kafka Connect has forgotten how far it has read"),
                            now);
                }
            }
        }
        if (!memory.getPending()) {
            newTables.look(sight);
        }
    }

    private boolean isSkipped(PositionFacts seen, Instant now) {
        if (!seen.skips() || !seen.before().seen().isAfter(done)) {
            return false;
        }
        String confirmed = Lsn.text(seen.before().slot().confirmed());
        String stored = Lsn.text(seen.position().lsn());
        reading.decide(
                new Why(
                        IncidentKind.CHANGES_LOST,
                        "khe sao chép " + source.slot() + " đã được đẩy tới " + confirmed + ", trong khi "
                                + source.connector() + " chỉ đọc tới " + stored,
                        "the replication slot " + source.slot() + " was advanced to " + confirmed + ", while "
                                + source.connector() + " has read up to " + stored),
                now);
        return true;
    }

    /** Whether Connect has said for long enough that it does not know. */
    private boolean isForgotten(Instant now) {
        forgottenSince = forgottenSince == null ? now : forgottenSince;
        return Duration.between(forgottenSince, now).compareTo(FORGOTTEN) >= 0;
    }

    private Action action(Sight sight, Connector connector, ServerFacts server, boolean asked, Instant now) {
        boolean reachable = server != null
                && sight.connectors().since(done)
                && sight.connectors().error() == null;
        if (memory.getPending()) {
            boolean topicThere =
                    sight.topic().since(done) && !sight.topic().value().id().isEmpty();
            if (!reachable || !topicThere || !readable || now.isBefore(reading.next(asked)) || !backoff.due(now)) {
                return null;
            }
            backoff.attempt(now);
            boolean create = connector == null;
            boolean resume = create || memory.getStoppedHere() || !connector.halted();
            memory.setStoppedHere(resume);
            return new Action.Reread(
                    ReadAgain.newBuilder()
                            .setSource(source.name())
                            .setServer(server.identity())
                            .setReason(memory.getWhyEn())
                            .setAt(now.toEpochMilli())
                            .build(),
                    create,
                    resume);
        }
        if (!reachable || connector == null) {
            return null;
        }
        if (newTables.areMissing()) {
            Optional<Action> load = newTables.order(sight, connector, server, allowed);
            if (load.isPresent()) {
                return load.get();
            }
        } else if (!wanted.equals(connector.config())) {
            if (!backoff.due(now)) {
                return null;
            }
            backoff.attempt(now);
            return new Action.Configure();
        }
        Optional<Action> restart = connectorCheck.restart(connector, now);
        if (restart.isPresent()) {
            return restart.get();
        }
        return mark(now);
    }

    /** Renews the token now and then; what is being put there is remembered before it is there. */
    private Action mark(Instant now) {
        if (markRefused || Duration.between(marked, now).compareTo(MARK_EVERY) < 0) {
            return null;
        }
        marked = now;
        if (memory.getNextMark().isEmpty()) {
            memory.setNextMark(Marks.next());
        }
        return new Action.KeepMark(memory.getNextMark());
    }

    /** An action was carried out. */
    void carriedOut(Action action, Instant now) {
        if (action instanceof Action.Reread) {
            reading.carriedOut(now);
            newTables.readWhole();
            marked = Instant.EPOCH;
            backoff.reset();
        }
        if (action instanceof Action.Load) {
            newTables.ordered();
        }
        if (action instanceof Action.Restart) {
            connectorCheck.restarted(now);
        } else {
            done = now;
            connectorCheck.begin(now);
        }
    }

    /** The server does not let the token be kept: a restored copy is then known by its log only. */
    void markRefused() {
        markRefused = true;
        memory.setMark("");
        memory.setNextMark("");
    }

    private void say(IncidentKind kind, String place, String vi, String viNext, String en, String enNext) {
        findings.add(new Finding(kind, place, new Finding.Words(vi, viNext), new Finding.Words(en, enNext)));
    }
}
