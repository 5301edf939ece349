package io.salesboard.local.launch;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.capture.CaptureSettings;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The whole system on one machine: starts its parts side by side where they do not need each other, and stops them. */
final class DemoStack {
    private static final Duration CAPTURE_LIMIT = Duration.ofMinutes(3);
    private static final Duration STANDSTILL = Duration.ofMinutes(5);
    private static final Duration PLAY_LIMIT = Duration.ofHours(1);
    private static final Duration CHECK = Duration.ofSeconds(5);

    /** Figures are complete and fresh, whatever else is to be said. */
    private static final Set<String> LIVE = Set.of("ok", "degraded");

    private final Layout layout;
    private final Ports ports;
    private final Console console;
    private final Company company;
    private final Installation kept;
    private final CompanySettings business;
    private final Secrets secrets;
    private final Databases databases;
    private final Http http = new Http();
    private final Parts parts;
    private final Capture capture;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, DemoStack::daemon);
    private final Supervisor supervisor;
    private boolean stopped;
    private String howFar = "";

    DemoStack(Layout layout, Ports ports, Console console, Company company, Installation kept) throws IOException {
        this.layout = layout;
        this.ports = ports;
        this.console = console;
        this.company = company;
        this.kept = kept;
        this.business =
                kept.zone() == null ? company.business() : company.business().in(kept.zone());
        Files.createDirectories(layout.logs());
        Files.createDirectories(layout.run());
        // Before the first line is logged: what runs in this process has a log beside those of the parts.
        System.setProperty("salesboard.log", layout.log("launcher").toString());
        System.setProperty("log4j2.configurationFile", "classpath:salesboard-log4j2.xml");
        secrets = new Secrets(layout.secrets());
        databases = new Databases(ports.postgres(), secrets, console);
        parts = new Parts(layout, ports, secrets, http);
        capture = new Capture(console);
        supervisor = new Supervisor(console, timer, RestartPolicy.FIRST_PAUSE, this::describe);
    }

    /** Starts everything and returns when all parts work and both databases are captured. */
    void start() throws LaunchException, InterruptedException {
        Steps steps = new Steps();
        CompletableFuture<Void> postgres = steps.run(() -> supervisor.start(parts.postgres(databases)));
        CompletableFuture<Void> kafka = steps.run(() -> supervisor.start(parts.kafka()));
        CompletableFuture<Void> registry = steps.run(() -> supervisor.start(parts.registry()));
        CompletableFuture<Void> data = steps.run(this::fillDatabases, postgres);
        CompletableFuture<Void> topics = steps.run(() -> TopicSetup.create(parts.address(ports.kafka())), kafka);
        CompletableFuture<Void> connect = steps.run(() -> supervisor.start(parts.connect(captureEnvironment())));
        CompletableFuture<Void> captured = steps.run(this::capture, connect, data, registry, topics);
        CompletableFuture<Void> job = steps.run(() -> supervisor.start(parts.job(business)), topics, registry);
        CompletableFuture<Void> board = steps.run(() -> supervisor.start(parts.board(business)), topics, registry);
        CompletableFuture<Void> watchers = steps.run(this::startWatchers);
        steps.await(captured, job, board, watchers);
        keepTime();
        describe();
        timer.scheduleWithFixedDelay(this::keepTime, CHECK.toMillis(), CHECK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void startWatchers() throws LaunchException, IOException, InterruptedException {
        if (Watchers.areHere()) {
            Watchers watchers = new Watchers(layout, ports, http);
            supervisor.start(watchers.alertmanager());
            supervisor.start(watchers.prometheus());
        }
    }

    private void fillDatabases() throws SQLException, IOException {
        Instant begin = Instant.now();
        databases.create();
        console.done("databases", String.join(", ", Databases.NAMES), since(begin));
        begin = Instant.now();
        console.done("data", company.load(databases.of("pos"), databases.of("crm")), since(begin));
    }

    private Map<String, String> captureEnvironment() throws IOException {
        Map<String, String> environment = new HashMap<>(databases.captureEnvironment());
        environment.put("SALESBOARD_REGISTRY_URL", parts.registryApi());
        return environment;
    }

    private void capture() throws LaunchException, IOException, InterruptedException {
        Instant begin = Instant.now();
        capture.start(
                new CaptureSettings(
                        parts.address(ports.kafka()),
                        URI.create(parts.registryApi()),
                        parts.url(ports.connect()),
                        secrets.file("customer.key"),
                        null),
                databases.captureEnvironment());
        Poll.until(() -> "the databases were not captured: " + capture.wrong(), CAPTURE_LIMIT, capture::rowsArrive);
        console.done("capture", "pos -> rows.pos, crm -> rows.crm", since(begin));
    }

    private void keepTime() {
        try {
            kept.reaching(company.now()).write(layout.data());
        } catch (IOException e) {
            console.say("cannot keep the business time in " + layout.data() + ": " + e);
        }
    }

    /** Lets the company go on. */
    void play() throws LaunchException {
        try {
            company.play(databases.of("pos"), databases.of("crm"));
        } catch (SQLException | IOException e) {
            throw new LaunchException("cannot play into the databases: " + e.getMessage(), e);
        }
    }

    /** Returns when all that was to happen has happened in the databases. */
    void awaitPlayed() throws LaunchException, InterruptedException {
        Poll.until("not everything was played", PLAY_LIMIT, () -> {
            supervisor.throwFailure();
            return company.finished();
        });
    }

    /** Returns when the board shows figures and both databases are captured up to now. */
    void awaitLive() throws LaunchException, InterruptedException {
        Poll.whileMoving(
                "the board at " + parts.url(ports.board()) + " has no figures; see " + layout.logs(),
                STANDSTILL,
                () -> howFar,
                () -> {
                    supervisor.throwFailure();
                    return showsFigures();
                });
    }

    private boolean showsFigures() throws InterruptedException {
        try {
            JsonNode health = http.get(parts.url(ports.board()) + "/api/v1/health");
            howFar = LoadLine.of(health);
            console.progress(howFar);
            return LIVE.contains(health.path("status").asText())
                    && health.path("cells").asLong() > 0;
        } catch (IOException e) {
            return false; // being started again
        }
    }

    /** Waits until a part cannot be kept running any more. @throws LaunchException always, with the reason */
    void awaitFailure() throws LaunchException, InterruptedException {
        try {
            throw supervisor.failure().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a failure is always told as a value", e);
        }
    }

    /** What verify, status and bench read. */
    Stack stack() throws IOException {
        return new Stack(
                parts.url(ports.board()),
                parts.url(ports.flink()),
                parts.url(ports.connect()),
                parts.url(ports.registry()),
                parts.address(ports.kafka()),
                databases.of("pos"),
                databases.of("crm"),
                business.zone(),
                business.currency(),
                business.clock(),
                business.opens(),
                business.closes(),
                supervisor.alive(),
                repPage(),
                null); // it lets this machine in unasked
    }

    /** Somebody's page: the first rep's, once there is one. */
    private String repPage() throws IOException {
        try (Connection crm = databases.of("crm").open();
                Statement statement = crm.createStatement();
                ResultSet rep = statement.executeQuery("select rep_id from rep where active order by rep_id limit 1")) {
            return rep.next() ? parts.url(ports.board()) + "/rep/" + rep.getString(1) : null;
        } catch (SQLException e) {
            return null; // the database is being started again
        }
    }

    /** Writes down where everything is, after each start of a part. */
    private synchronized void describe() {
        if (stopped) {
            return;
        }
        try {
            stack().write(layout.data());
        } catch (IOException e) {
            console.say("cannot write " + Stack.file(layout.data()) + ": " + e);
        }
    }

    /** Stops all parts, those that use others first. */
    void stop() {
        synchronized (this) {
            if (stopped) {
                return;
            }
            stopped = true;
        }
        Instant begin = Instant.now();
        console.say("stopping");
        keepTime();
        company.close();
        capture.close();
        supervisor.close();
        supervisor.stop(List.of("board", "job", "connect", "alertmanager", "prometheus"));
        supervisor.stop(List.of("kafka", "registry", "postgres"));
        timer.shutdownNow();
        try {
            Files.deleteIfExists(Stack.file(layout.data()));
        } catch (IOException e) {
            console.say("cannot delete " + Stack.file(layout.data()) + ": " + e);
        }
        console.say("stopped after " + Console.seconds(since(begin)) + " s");
    }

    private static Duration since(Instant begin) {
        return Duration.between(begin, Instant.now());
    }

    static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "launcher-timer");
        thread.setDaemon(true);
        return thread;
    }
}
