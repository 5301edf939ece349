package io.salesboard.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.salesboard.schemas.CaptureStatus;
import io.salesboard.schemas.Incident;
import io.salesboard.schemas.ReadAgain;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A source as the judge sees it, told in words; well unless something else is said. */
final class Scene {
    static final Source SOURCE = new Source("pos", "jdbc:postgresql://db:5432/pos", "salesboard_capture", "secret");
    static final Instant START = Instant.parse("2026-11-23T03:00:00Z");
    private static final IncludeList CAPTURED =
            new IncludeList(Map.of("store", List.of("store_id", "name", "region_id", "kind")));
    private static final JsonNode WANTED = ConnectorConfig.of(SOURCE, CAPTURED, new byte[] {1});

    /** What an earlier release captured, which had not heard of the kind of a store. */
    static final JsonNode EARLIER = ConnectorConfig.of(
            SOURCE, new IncludeList(Map.of("store", List.of("store_id", "name", "region_id"))), new byte[] {1});

    /** What a later release captured, or one that read more. */
    static final JsonNode MORE = ConnectorConfig.of(
            SOURCE,
            new IncludeList(
                    Map.of("store", List.of("store_id", "name", "region_id", "kind", "note"), "till", List.of("id"))),
            new byte[] {1});

    JsonNode wanted = WANTED;
    Instant now = START;
    String identity = "100/1";
    long oid = 16_384;
    Instant started = START.minusSeconds(86_400);
    long flushed = 10_000;
    long sent = 10_000;
    long clockAhead = 0;
    String mark = "";
    long limit = 1L << 30;
    ServerFacts.Slot slot = new ServerFacts.Slot(true, 9_000, 8_000, "reserved", "", 50);
    TableFacts tables = tables(16_500, true);
    Connect.Connector connector = new Connect.Connector("RUNNING", List.of("RUNNING"), "", WANTED);
    Connect.Phase phase = Connect.Phase.CHANGES;
    String load = "";
    boolean positionSeen = true;
    final Map<String, LoadFacts> loads = new LinkedHashMap<>();
    long oldestTransaction = 705;
    long nextTransaction = 705;
    String topicId = "T1";
    long topicEnd = 100;
    long newest = -1;
    Notebook.RegistryState registry = Notebook.RegistryState.KNOWS;
    boolean databaseAnswers = true;
    boolean connectAnswers = true;
    boolean busy;
    String trouble;
    ReadAgain request;

    /** Up to where of the log Connect has stored its position; -1: a snapshot's. */
    long storedLsn = -1;

    private Judge judge;
    private Judge.Verdict verdict;
    private Instant lastServer = START;
    private Instant lastConnect = START;

    /** A watch that begins, with what it remembers. */
    Scene(CaptureStatus memory) {
        begin(memory);
    }

    void begin(CaptureStatus memory) {
        judge = new Judge(SOURCE, CAPTURED, wanted, memory, now);
    }

    static TableFacts tables(long oid, boolean readable) {
        return tables(oid, oid, readable);
    }

    static TableFacts tables(long oid, long file, boolean readable) {
        Map<String, TableFacts.Column> columns = new LinkedHashMap<>();
        for (String name : List.of("store_id", "name", "region_id", "kind")) {
            columns.put(name, new TableFacts.Column("text", name.equals("store_id"), readable, true));
        }
        return new TableFacts(
                Optional.of(new TableFacts.Publication(true, true, true, true)),
                true,
                Map.of("store", new TableFacts.Table(oid, file, "d", true, false, columns)),
                List.of());
    }

    static TableFacts withoutTables() {
        return new TableFacts(tables(1, true).publication(), true, Map.of(), List.of());
    }

    /** Lets so many seconds pass, looking once a second, with rows arriving. */
    Scene pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            topicEnd += 10;
            flushed += 100;
            sent += 100;
            look();
        }
        return this;
    }

    /** Lets so many seconds pass in which nothing arrives. */
    Scene stand(int seconds) {
        for (int i = 0; i < seconds; i++) {
            look();
        }
        return this;
    }

    private void look() {
        now = now.plusSeconds(1);
        Instant from = now.minus(Duration.ofMillis(20));
        if (databaseAnswers) {
            lastServer = now.minusMillis(10);
        }
        ServerFacts facts = new ServerFacts(
                identity,
                oid,
                started,
                flushed,
                flushed,
                sent,
                clockAhead,
                mark,
                limit,
                oldestTransaction,
                nextTransaction,
                slot,
                0,
                lastServer);
        Map<String, Connect.Connector> connectors =
                connector == null ? Map.of() : Map.of(SOURCE.connector(), connector);
        verdict = judge.judge(
                new Sight(
                        now,
                        databaseAnswers
                                ? seen(facts, from)
                                : new Look.Seen<>(facts, lastServer, lastServer, "connection refused", null),
                        seen(tables, from),
                        connectAnswers
                                ? seen(connectors, from)
                                : new Look.Seen<>(connectors, lastConnect, lastConnect, "refuses connections", null),
                        seen(
                                positionSeen
                                        ? new PositionFacts(new Connect.Position(phase, load, storedLsn), facts)
                                        : null,
                                from),
                        seen(new TopicFacts(topicId, topicEnd, newest, facts), from),
                        seen(Map.copyOf(loads), from),
                        seen(registry, from),
                        busy,
                        trouble),
                request);
    }

    private <T> Look.Seen<T> seen(T value, Instant from) {
        return new Look.Seen<>(value, from, now.minusMillis(5), null, null);
    }

    /** The action of the last look, carried out at once. */
    Action carriedOut() {
        Action action = verdict.action();
        if (action != null && !(action instanceof Action.KeepMark)) {
            judge.carriedOut(action, now);
        }
        return action;
    }

    Action action() {
        return verdict.action();
    }

    CaptureStatus status() {
        return verdict.status();
    }

    List<String> kinds() {
        return status().getIncidents().stream().map(Incident::getId).toList();
    }

    /** The only incident. */
    Incident incident() {
        if (status().getIncidents().size() != 1) {
            throw new AssertionError("not one incident: " + status().getIncidents());
        }
        return status().getIncidents().get(0);
    }

    /** A configuration that sends customers, hashed with a key. */
    static JsonNode hashing(int key) {
        return ConnectorConfig.of(
                SOURCE, new IncludeList(Map.of("pos_order", List.of("order_id", "customer_id"))), new byte[] {(byte) key
                });
    }

    /** The wanted configuration with one key changed. */
    static JsonNode configured(String key, String value) {
        return ((ObjectNode) WANTED.deepCopy()).put(key, value);
    }
}
