package io.salesboard.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Kafka Connect's REST API, as far as the watch needs it. */
final class Connect {
    private static final Duration LOOK = Duration.ofSeconds(5);

    /** Connect checks a connector against its database before it takes it; on a busy machine that takes a while. */
    private static final Duration CHANGE = Duration.ofSeconds(90);

    private static final Duration STOP = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** What Debezium calls a load in a position, beside {@code initial}. */
    private static final String LOAD = "incremental";

    /** Debezium's own names in a position. */
    private static final String LOAD_ID = "incremental_snapshot_correlation_id";

    private static final String LOAD_TABLES = "incremental_snapshot_collections";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String base;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LOOK)
            .build();

    /** @param base address, such as {@code http://127.0.0.1:8083} */
    Connect(String base) {
        this.base = base;
    }

    /**
     * A connector as Connect sees it.
     *
     * @param state of the connector itself: RUNNING, PAUSED, STOPPED, FAILED, UNASSIGNED, RESTARTING
     * @param tasks states of its tasks
     * @param trace the first words of what made it or a task fail, or empty
     * @param config its configuration
     */
    record Connector(String state, List<String> tasks, String trace, JsonNode config) {
        boolean failed() {
            return state.equals("FAILED") || tasks.contains("FAILED");
        }

        boolean running() {
            return state.equals("RUNNING") && !tasks.isEmpty() && tasks.stream().allMatch("RUNNING"::equals);
        }

        boolean stopped() {
            return state.equals("STOPPED");
        }

        boolean halted() {
            return stopped() || state.equals("PAUSED");
        }
    }

    /** All connectors by name. */
    Map<String, Connector> connectors() throws IOException, InterruptedException {
        Map<String, Connector> connectors = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry :
                get("/connectors?expand=status&expand=info").properties()) {
            JsonNode status = entry.getValue().path("status");
            List<String> tasks = new ArrayList<>();
            String trace = status.path("connector").path("trace").asText();
            for (JsonNode task : status.path("tasks")) {
                tasks.add(task.path("state").asText());
                if (trace.isEmpty()) {
                    trace = task.path("trace").asText();
                }
            }
            connectors.put(
                    entry.getKey(),
                    new Connector(
                            status.path("connector").path("state").asText(),
                            List.copyOf(tasks),
                            reason(trace),
                            entry.getValue().path("info").path("config")));
        }
        return connectors;
    }

    /** The innermost cause a stack trace names, or its first line. */
    static String reason(String trace) {
        return trace.lines()
                .filter(line -> line.startsWith("Caused by: "))
                .reduce((first, second) -> second)
                .map(line -> line.substring("Caused by: ".length()))
                .orElseGet(() -> trace.lines().findFirst().orElse(""))
                .strip();
    }

    /** Makes a connector that does not start yet. */
    void create(String name, JsonNode config) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode().put("name", name).put("initial_state", "STOPPED");
        body.set("config", config);
        change("POST", "/connectors", body);
    }

    /** Gives a connector another configuration; its tasks start with it. */
    void configure(String name, JsonNode config) throws IOException, InterruptedException {
        change("PUT", "/connectors/" + name + "/config", config);
    }

    /** Starts a connector and its tasks again, or only what has failed of them. */
    void restart(String name, boolean onlyFailed) throws IOException, InterruptedException {
        change("POST", "/connectors/" + name + "/restart?includeTasks=true&onlyFailed=" + onlyFailed, null);
    }

    /** Stops a connector: its tasks end, its offsets may be changed. */
    void stop(String name) throws IOException, InterruptedException {
        change("PUT", "/connectors/" + name + "/stop", null);
    }

    /**
     * Stops a connector that was seen halted and is not to run afterwards.
     *
     * @throws IOException when somebody has let it go on since: stopped now, it would stay so against their will
     */
    void keepHalted(String name) throws IOException, InterruptedException {
        Connector present = connectors().get(name);
        if (present == null || !present.halted()) {
            throw letGoOn(name, present);
        }
        if (!present.stopped()) {
            stop(name);
        }
    }

    /** @throws IOException when a connector is not stopped, or not any more */
    void checkStopped(String name) throws IOException, InterruptedException {
        Connector present = connectors().get(name);
        if (present == null || !present.stopped()) {
            throw letGoOn(name, present);
        }
    }

    private static IOException letGoOn(String name, Connector present) {
        return new IOException("the connector " + name + " was stopped and is "
                + (present == null ? "gone" : present.state()) + " now: somebody else has changed that");
    }

    /** Lets a stopped or paused connector run. */
    void resume(String name) throws IOException, InterruptedException {
        change("PUT", "/connectors/" + name + "/resume", null);
    }

    /** Forgets how far a stopped connector has read. */
    void deleteOffsets(String name) throws IOException, InterruptedException {
        change("DELETE", "/connectors/" + name + "/offsets", null);
    }

    /** How far a connector has read, as Connect has stored it. */
    enum Phase {
        /** Nothing is stored. */
        NOTHING,
        /** It stopped within a snapshot, and would take it again. */
        SNAPSHOT,
        /** Beyond the snapshot: it goes on with changes. */
        CHANGES
    }

    /**
     * A connector's position.
     *
     * @param load id of the load that Debezium goes through beside the changes, or empty
     * @param lsn up to where of the log it is stored; -1 where it is of a snapshot
     */
    record Position(Phase phase, String load, long lsn) {
        /** Of a connector that has none. */
        static final Position NONE = new Position(Phase.NOTHING, "", -1);
    }

    /** Asks how far a connector has read. */
    Position position(String name) throws IOException, InterruptedException {
        JsonNode offset = offsets(name).path("offsets").path(0).path("offset");
        if (offset.isMissingNode() || offset.isNull()) {
            return Position.NONE;
        }
        boolean within = offset.hasNonNull("snapshot")
                && !offset.path("snapshot").asText().equalsIgnoreCase(LOAD)
                && !offset.path("snapshot_completed").asBoolean(false);
        boolean changes = offset.path("snapshot").asText(LOAD).equalsIgnoreCase(LOAD);
        long lsn = Math.max(
                offset.path("lsn_commit").asLong(-1), offset.path("lsn_proc").asLong(-1));
        return new Position(
                within ? Phase.SNAPSHOT : Phase.CHANGES, offset.path(LOAD_ID).asText(), changes ? lsn : -1);
    }

    private JsonNode offsets(String name) throws IOException, InterruptedException {
        return get("/connectors/" + name + "/offsets");
    }

    /**
     * Writes an incremental snapshot of tables into the position of a stopped connector, as Debezium itself writes one it is in
     * the middle of: it goes on with it when it starts.
     *
     * @throws IOException when there is no position beyond the first snapshot
     */
    void load(String name, String id, List<String> tables) throws IOException, InterruptedException {
        JsonNode offsets = offsets(name);
        if (position(name).phase() != Phase.CHANGES
                || !(offsets.path("offsets").path(0).path("offset") instanceof ObjectNode offset)) {
            throw new IOException("the connector " + name + " has no position beyond its snapshot: " + offsets);
        }
        ArrayNode collections = JSON.createArrayNode();
        for (String table : tables) {
            collections
                    .addObject()
                    .put(LOAD_TABLES + "_id", "public." + table)
                    .put(LOAD_TABLES + "_correlation_id", id);
        }
        offset.put(LOAD_TABLES, collections.toString()).put(LOAD_ID, id);
        offset.remove(List.of("incremental_snapshot_primary_key", "incremental_snapshot_maximum_key"));
        change("PATCH", "/connectors/" + name + "/offsets", offsets);
    }

    /** Waits until a connector has stopped. */
    Connector awaitStopped(String name) throws IOException, InterruptedException {
        long end = System.nanoTime() + STOP.toNanos();
        while (true) {
            Connector connector = connectors().get(name);
            if (connector != null && connector.stopped() && connector.tasks().isEmpty()) {
                return connector;
            }
            if (System.nanoTime() > end) {
                throw new IOException("the connector " + name + " did not stop within " + STOP.toSeconds()
                        + " s; it is " + (connector == null ? "gone" : connector.state()));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET().timeout(LOOK));
    }

    private void change(String method, String path, JsonNode body) throws IOException, InterruptedException {
        HttpRequest.BodyPublisher publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body.toString());
        send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .method(method, publisher)
                .timeout(CHANGE));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new IOException("Kafka Connect at " + base + " refuses connections", e);
        }
        if (response.statusCode() / 100 != 2) {
            throw new IOException("Kafka Connect answered " + response.request().method() + " " + response.uri()
                    + " with " + response.statusCode() + ": " + message(response.body()));
        }
        return response.body().isEmpty() ? JSON.missingNode() : JSON.readTree(response.body());
    }

    private static String message(String body) {
        try {
            return JSON.readTree(body).path("message").asText(body);
        } catch (IOException e) {
            return body; // not Connect's own answer, such as that of a proxy
        }
    }
}
