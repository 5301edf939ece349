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
    private static final Duration BLIND = Duration.ofSeconds(5);
    private static final Duration MARK_EVERY = Duration.ofSeconds(10);
    private static final Duration PEACE = Duration.ofHours(1);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final String FIRST = "first reading";

    private final Source source;
    private final Captured captured;
    private final JsonNode wanted;
    private final ServerCheck serverCheck;
    private final ConnectorCheck connectorCheck;
    private final Backoff backoff = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1));
    private final CaptureStatus memory;
    private final List<Said> said = new ArrayList<>();
    private Instant done;
    private Instant marked = Instant.EPOCH;
    private Instant lostRegistry = Instant.EPOCH;
    private boolean markRefused;

    /** @param memory last status of the source, or null where there is none */
    Judge(Source source, Captured captured, JsonNode wanted, CaptureStatus memory, Instant now) {
        this.source = source;
        this.captured = captured;
        this.wanted = wanted;
        this.serverCheck = new ServerCheck(source);
        this.connectorCheck = new ConnectorCheck(source);
        this.memory = memory == null
                ? blank(source)
                : CaptureStatus.newBuilder(memory).build();
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
        said.clear();
        Instant now = sight.now();
        away(sight);
        registry(sight);
        Connector connector = connector(sight);
        ServerFacts server = sight.server().since(done) ? sight.server().value() : null;
        TopicFacts topic = sight.topic().since(done) ? sight.topic().value() : null;
        TableFacts tables = sight.tables().since(done) ? sight.tables().value() : null;
        if (server != null) {
            if (settled(sight)) {
                server(server, sight.topic(), connector != null, now);
            }
            said.addAll(serverCheck.said(server));
        }
        if (tables != null) {
            tables(tables, settled(sight), now);
        }
        if (topic != null && settled(sight)) {
            topic(topic, now);
        }
        if (sight.connectors().since(done) && settled(sight)) {
            connect(sight, connector, server, topic, now);
        }
        if (connector != null && settled(sight)) {
            connectorCheck.state(connector, now).ifPresent(said::add);
            if (topic != null) {
                connectorCheck.stuck(topic, server, tables, now).ifPresent(said::add);
            }
        }
        if (server != null && memory.getStreaming()) {
            connectorCheck.behind(server, now).ifPresent(said::add);
        }
        if (request != null) {
            decide(
                    new Why(
                            IncidentKind.READING_AGAIN,
                            "người vận hành yêu cầu: " + request.getReason(),
                            request.getReason()),
                    now);
        }
        Action action = sight.busy() ? null : action(sight, connector, server, request != null, now);
        sayReading(sight, now);
        memory.setIncidents(Said.incidents(said, memory.getIncidents(), now));
        memory.setAt(now.toEpochMilli());
        return new Verdict(CaptureStatus.newBuilder(memory).build(), action);
    }

    /** Whether what is seen may be held against what is remembered: not any more once a new reading is decided. */
    private boolean settled(Sight sight) {
        return !memory.getPending() && !sight.busy();
    }

    private void away(Sight sight) {
        if (sight.server().blindFor(BLIND, sight.now())) {
            say(
                    IncidentKind.DATABASE_AWAY,
                    source.name(),
                    "không hỏi được cơ sở dữ liệu " + source.name() + ": "
                            + sight.server().why(sight.now()),
                    "xem máy chủ tại " + source.url() + " có chạy không, địa chỉ và mật khẩu của " + source.user()
                            + " có đúng không",
                    "the database " + source.name() + " cannot be asked: "
                            + sight.server().why(sight.now()),
                    "see whether the server at " + source.url() + " runs, and whether address and password of "
                            + source.user() + " are right");
        }
        if (sight.connectors().blindFor(BLIND, sight.now())) {
            say(
                    IncidentKind.CONNECT_AWAY,
                    "Kafka Connect",
                    "không hỏi được Kafka Connect: " + sight.connectors().why(sight.now()),
                    "khởi động lại Kafka Connect và xem log của nó",
                    "Kafka Connect cannot be asked: " + sight.connectors().why(sight.now()),
                    "start Kafka Connect again and look at its log");
        }
        if (sight.registry().blindFor(BLIND.multipliedBy(2), sight.now())) {
            say(
                    IncidentKind.REGISTRY_AWAY,
                    "registry",
                    "không hỏi được kho lược đồ: " + sight.registry().why(sight.now()),
                    "khởi động lại kho lược đồ và xem log của nó",
                    "the schema registry cannot be asked: " + sight.registry().why(sight.now()),
                    "start the registry again and look at its log");
        }
    }

    private void registry(Sight sight) {
        if (sight.registry().value() == Notebook.RegistryState.LOST
                && sight.registry().from().isAfter(lostRegistry)) {
            lostRegistry = sight.registry().from();
            decide(
                    new Why(
                            IncidentKind.REGISTRY_LOST,
                            "kho lược đồ đã mất các lược đồ cũ; hãy khởi động lại job và board sau khi đọc lại",
                            "the schema registry has lost its schemas; start the job and the board again after the reading"),
                    sight.now());
        }
    }

    private Connector connector(Sight sight) {
        return sight.connectors().since(done) ? sight.connectors().value().get(source.connector()) : null;
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
            decide(why.get(), now);
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
        memory.setClockAheadMillis(seen.clockAheadMillis());
        String mark = SourceDatabase.markOf(seen.mark());
        if (!mark.isEmpty() && mark.equals(memory.getNextMark())) {
            memory.setMark(mark);
            memory.setNextMark("");
        }
    }

    private void tables(TableFacts seen, boolean settled, Instant now) {
        TableCheck.Result result = TableCheck.check(source, captured, seen);
        said.addAll(result.said());
        if (!settled) {
            return;
        }
        List<String> anew = TableCheck.madeAnew(memory.getTables(), seen);
        if (!anew.isEmpty()) {
            if (!result.said().isEmpty()) {
                return; // it can be read when that is mended
            }
            String names = String.join(", ", anew);
            decide(
                    new Why(
                            IncidentKind.TABLE_CHANGED,
                            "bảng đã bị xóa và tạo lại: " + names,
                            "made anew: the table " + names),
                    now);
        } else if (result.missed()) {
            if (memory.getSpoiledEn().isEmpty()) {
                memory.setSpoiledVi(
                        result.said().stream().map(each -> each.vi().what()).collect(Collectors.joining("; ")));
                memory.setSpoiledEn(
                        result.said().stream().map(each -> each.en().what()).collect(Collectors.joining("; ")));
            }
        } else if (!memory.getSpoiledEn().isEmpty()) {
            decide(
                    new Why(
                            IncidentKind.TABLE_CHANGED,
                            "đã sửa xong, nhưng có thể đã thiếu dòng khi: " + memory.getSpoiledVi(),
                            "mended, but rows may have been missed while: " + memory.getSpoiledEn()),
                    now);
        } else {
            seen.tables().forEach((name, table) -> memory.getTables().put(name, table.oid()));
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
            decide(
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
            decide(
                    before
                            ? new Why(
                                    IncidentKind.CHANGES_LOST,
                                    "Kafka Connect không còn biết connector " + source.connector(),
                                    "Kafka Connect does not know the connector " + source.connector() + " any more")
                            : new Why(IncidentKind.READING_AGAIN, "lần đọc đầu tiên", FIRST),
                    now);
            return;
        }
        if (!sameTables(connector.config())) {
            decide(
                    new Why(
                            IncidentKind.READING_AGAIN,
                            "bản phát hành này đọc các bảng hoặc cột khác",
                            "this release reads other tables or columns"),
                    now);
            return;
        }
        if (!sight.stored().since(done)) {
            return;
        }
        switch (sight.stored().value()) {
            case CHANGES -> {
                memory.setStreaming(true);
                memory.setCause("");
                memory.setWhyVi("");
                memory.setWhyEn("");
            }
            case SNAPSHOT -> {
                memory.setStreaming(false);
                if (memory.getWhyEn().isEmpty()) {
                    why(
                            new Why(
                                    IncidentKind.READING_AGAIN,
                                    "connector đang đọc lại từ đầu",
                                    "the connector takes a snapshot"),
                            now);
                }
            }
            case NOTHING -> {
                if (memory.getStreaming()) {
                    decide(
                            new Why(
                                    IncidentKind.CHANGES_LOST,
                                    "Kafka Connect không còn biết đã đọc tới đâu",
                                    "Kafka Connect has forgotten how far it has read"),
                            now);
                }
            }
        }
    }

    private boolean sameTables(JsonNode config) {
        return config.path("table.include.list").equals(wanted.path("table.include.list"))
                && config.path("column.include.list").equals(wanted.path("column.include.list"));
    }

    private void decide(Why why, Instant now) {
        if (!memory.getPending()) {
            memory.setPending(true);
            memory.setStreaming(false);
            why(why, now);
        }
    }

    private void why(Why why, Instant now) {
        memory.setCause(why.cause().key());
        memory.setWhyVi(why.vi());
        memory.setWhyEn(why.en());
        memory.setWhySince(now.toEpochMilli());
    }

    private Action action(Sight sight, Connector connector, ServerFacts server, boolean asked, Instant now) {
        boolean reachable = server != null
                && sight.connectors().since(done)
                && sight.connectors().error() == null;
        if (memory.getPending()) {
            boolean topicThere =
                    sight.topic().since(done) && !sight.topic().value().id().isEmpty();
            if (!reachable || !topicThere || now.isBefore(nextReading(asked)) || !backoff.due(now)) {
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
        if (!wanted.equals(connector.config())) {
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

    private Instant nextReading(boolean asked) {
        if (asked || memory.getReadAgainCount() == 0) {
            return Instant.EPOCH;
        }
        Instant last = Instant.ofEpochMilli(memory.getReadAgainAt());
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(memory.getReadAgainCount() - 1, 6));
        return last.plus(pause.compareTo(PEACE) > 0 ? PEACE : pause);
    }

    /** An action was carried out. */
    void carriedOut(Action action, Instant now) {
        if (action instanceof Action.Reread) {
            Instant last = Instant.ofEpochMilli(memory.getReadAgainAt());
            boolean peace = Duration.between(last, now).compareTo(PEACE) > 0;
            memory.setReadAgainCount(peace ? 1 : memory.getReadAgainCount() + 1);
            memory.setReadAgainAt(now.toEpochMilli());
            memory.setPending(false);
            memory.setStoppedHere(false);
            memory.setSpoiledVi("");
            memory.setSpoiledEn("");
            memory.setServer("");
            memory.setDatabaseOid(0);
            memory.setLogPosition(0);
            memory.setSlotTransactions(0);
            memory.setRowTopicId("");
            memory.setMark("");
            memory.setNextMark("");
            memory.getTables().clear();
            marked = Instant.EPOCH;
            backoff.reset();
        }
        if (!(action instanceof Action.KeepMark)) {
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

    private void sayReading(Sight sight, Instant now) {
        boolean first = memory.getWhyEn().equals(FIRST);
        String trouble = sight.trouble() == null || !memory.getPending() ? "" : "; " + sight.trouble();
        if (memory.getWhyEn().isEmpty() || first && trouble.isEmpty()) {
            return; // a first reading is nothing wrong
        }
        IncidentKind cause = IncidentKind.byKey(memory.getCause());
        Instant next = nextReading(false);
        boolean waits = memory.getPending() && !sight.busy() && now.isBefore(next);
        long seconds = waits ? Duration.between(now, next).toSeconds() + 1 : 0;
        if (cause != IncidentKind.READING_AGAIN && memory.getPending()) {
            say(
                    cause,
                    source.name(),
                    memory.getWhyVi() + trouble,
                    "cơ sở dữ liệu " + source.name() + " được tự động đọc lại từ đầu"
                            + (waits
                                    ? " sau " + seconds + " giây, hoặc ngay: ./salesboard read-again " + source.name()
                                    : ""),
                    memory.getWhyEn() + trouble,
                    "the database " + source.name() + " is read again by itself"
                            + (waits ? " in " + seconds + " s, or now: ./salesboard read-again " + source.name() : ""));
            return;
        }
        say(
                IncidentKind.READING_AGAIN,
                source.name(),
                (first
                                ? "đang đọc " + source.name() + " lần đầu"
                                : "đang đọc lại " + source.name() + " từ đầu: " + memory.getWhyVi())
                        + trouble,
                "đợi đến khi đọc xong",
                (first
                                ? source.name() + " is being read for the first time"
                                : source.name() + " is being read again: " + memory.getWhyEn())
                        + trouble,
                "wait until it has been read to the end");
    }

    private void say(IncidentKind kind, String place, String vi, String viNext, String en, String enNext) {
        said.add(new Said(kind, place, new Said.Words(vi, viNext), new Said.Words(en, enNext)));
    }
}
