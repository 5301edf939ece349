package io.salesboard.local.launch;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.capture.CaptureRights;
import io.salesboard.capture.CaptureSettings;
import io.salesboard.capture.CaptureWatch;
import io.salesboard.capture.ConnectorConfig;
import io.salesboard.capture.IncludeList;
import io.salesboard.capture.Source;
import io.salesboard.core.settings.SecretFile;
import io.salesboard.schemas.CaptureStatus;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.Topics;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** PostgreSQL, Kafka, the registry and Connect with Debezium as real processes: all that stands before the job. */
final class CaptureStack implements AutoCloseable {
    private static final Duration CAPTURE_LIMIT = Duration.ofMinutes(3);
    private static final Path HOME =
            Path.of("").toAbsolutePath().resolve("../..").normalize();

    private final Ports ports = new Ports(freePorts());
    private final Http http = new Http();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final Secrets secrets;
    private final Databases databases;
    private final Parts parts;
    private final Supervisor supervisor;

    CaptureStack(Path data) throws IOException {
        Layout layout = new Layout(HOME, data);
        Files.createDirectories(layout.logs());
        Files.createDirectories(layout.run());
        secrets = new Secrets(layout.secrets());
        Console console = new Console(new PrintStream(layout.of("parts.out").toFile()), false);
        databases = new Databases(ports.postgres(), secrets, console);
        parts = new Parts(layout, ports, secrets, http);
        supervisor = new Supervisor(console, timer, RestartPolicy.FIRST_PAUSE, () -> {});
    }

    /** Starts all parts, and capture when {@code before} has been done to the databases. */
    void start(Steps.Step before) throws Exception {
        start(before, IncludeList::of);
    }

    /** @param captured what the connectors are to capture of a database */
    void start(Steps.Step before, Function<String, IncludeList> captured) throws Exception {
        Steps steps = new Steps();
        CompletableFuture<Void> postgres = steps.run(() -> supervisor.start(parts.postgres(databases)));
        CompletableFuture<Void> kafka = steps.run(() -> supervisor.start(parts.kafka()));
        CompletableFuture<Void> registry = steps.run(() -> supervisor.start(parts.registry()));
        CompletableFuture<Void> data = steps.run(
                () -> {
                    databases.create();
                    before.run();
                },
                postgres);
        CompletableFuture<Void> topics = steps.run(this::createTopics, kafka);
        CompletableFuture<Void> connect = steps.run(() -> supervisor.start(parts.connect(environment())), kafka);
        steps.await(data, topics, connect, registry);
        // Without the capture watch, which would read again what these tests do to the tables.
        for (String database : Databases.NAMES) {
            JsonNode config = ConnectorConfig.of(
                    Source.of(database, databases.captureEnvironment()), captured.apply(database), customerKey());
            http.put(parts.url(ports.connect()) + "/connectors/salesboard-" + database + "/config", config);
        }
        Poll.until(
                "the connectors did not run",
                CAPTURE_LIMIT,
                () -> isRunning("salesboard-pos") && isRunning("salesboard-crm"));
    }

    /** The secret that customers are hashed with. */
    byte[] customerKey() throws IOException {
        return SecretFile.read(customerKeyFile(), "it is a test's");
    }

    Path customerKeyFile() {
        return secrets.file("customer.key");
    }

    private boolean isRunning(String connector) throws InterruptedException {
        try {
            return taskState(connector).equals("RUNNING");
        } catch (IOException e) {
            return false; // Connect has not placed it yet
        }
    }

    private Map<String, String> environment() throws IOException {
        Map<String, String> environment = new TreeMap<>(databases.captureEnvironment());
        environment.put("SALESBOARD_REGISTRY_URL", parts.registryApi());
        return environment;
    }

    private void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            admin.createTopics(Topics.all().stream()
                            .map(topic -> new NewTopic(topic.name(), Topics.Topic.PARTITIONS, (short) 1)
                                    .configs(topic.configuration()))
                            .toList())
                    .all()
                    .get();
        }
    }

    String bootstrapServers() {
        return parts.address(ports.kafka());
    }

    SchemaRegistry registry() {
        return new SchemaRegistry(URI.create(parts.registryApi()));
    }

    Stack.Database database(String name) throws IOException {
        return databases.of(name);
    }

    /** Runs statements, each a transaction of its own, as the owner of the tables. */
    void run(String database, String... statements) throws SQLException, IOException {
        try (Connection connection = database(database).open();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Opens a database to all that is declared, as a start of a new release does. */
    void allow(String database) throws SQLException, IOException {
        try (Connection connection = database(database).open()) {
            CaptureRights.allow(database, connection, Databases.CAPTURE);
        }
    }

    /** A capture watch, which is not started yet. */
    CaptureWatch watch(Consumer<CaptureStatus> listener) throws IOException {
        CaptureSettings settings = new CaptureSettings(
                bootstrapServers(),
                URI.create(parts.registryApi()),
                parts.url(ports.connect()),
                customerKeyFile(),
                null);
        return new CaptureWatch(settings, databases.captureEnvironment(), Clock.systemUTC(), listener);
    }

    /** Ends Connect as a power failure does; it is started again by itself. */
    void killConnect() {
        long connect = supervisor.alive().stream()
                .filter(part -> part.name().equals("connect"))
                .mapToLong(Stack.Part::pid)
                .findFirst()
                .orElseThrow();
        ProcessHandle.of(connect).orElseThrow().destroyForcibly();
    }

    /** The state of a connector's task, with its reason when it has failed. */
    String taskState(String connector) throws IOException, InterruptedException {
        JsonNode task = http.get(parts.url(ports.connect()) + "/connectors/" + connector + "/status")
                .path("tasks")
                .path(0);
        return task.path("state").asText() + task.path("trace").asText();
    }

    @Override
    public void close() {
        supervisor.close();
        supervisor.stop(List.of("connect"));
        supervisor.stop(List.of("kafka", "registry", "postgres"));
        timer.shutdownNow();
    }

    private static int freePorts() throws IOException {
        for (int first = 31_000; first < 32_000; first += 10) {
            if (allFree(first)) {
                return first;
            }
        }
        throw new IOException("no free ports between 31000 and 32000");
    }

    private static boolean allFree(int first) {
        for (int port : new Ports(first).byPart().values()) {
            try (ServerSocket socket = new ServerSocket(port)) {
                socket.setReuseAddress(true);
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
