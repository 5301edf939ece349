package io.salesboard.local.launch;

import io.salesboard.bench.ReplayParts;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The stack of a replay: Kafka, registry, job and board as in the demo, without databases and without Connect. */
final class ReplayStack implements ReplayParts {
    private static final CompanySettings BUSINESS =
            new CompanySettings("Replay", "Asia/Ho_Chi_Minh", "VND", "real", "08:00", "22:00");

    private final Ports ports;
    private final Parts parts;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1, DemoStack::daemon);
    private final Supervisor supervisor;
    private List<CompletableFuture<Void>> starts = List.of();

    ReplayStack(Layout layout, Ports ports, Console console) throws IOException {
        this.ports = ports;
        Files.createDirectories(layout.logs());
        Files.createDirectories(layout.run());
        parts = new Parts(layout, ports, new Secrets(layout.secrets()), new Http());
        supervisor = new Supervisor(console, timer, Duration.ZERO, () -> {});
    }

    /** Starts Kafka and the registry, and creates the topics. */
    void start() throws LaunchException, InterruptedException {
        Steps steps = new Steps();
        CompletableFuture<Void> kafka = steps.run(() -> supervisor.start(parts.kafka()));
        CompletableFuture<Void> registry = steps.run(() -> supervisor.start(parts.registry()));
        CompletableFuture<Void> topics = steps.run(() -> TopicSetup.create(parts.address(ports.kafka())), kafka);
        steps.await(registry, topics);
    }

    @Override
    public void startJobAndBoard() {
        Steps steps = new Steps();
        starts = List.of(
                steps.run(() -> supervisor.start(parts.job(BUSINESS))),
                steps.run(() -> supervisor.start(parts.board(BUSINESS))));
    }

    @Override
    public void check() throws IOException {
        try {
            supervisor.throwFailure();
            starts.stream().filter(CompletableFuture::isDone).forEach(CompletableFuture::join);
        } catch (LaunchException e) {
            throw new IOException(e.getMessage(), e);
        } catch (CompletionException e) {
            throw new IOException(Failures.sentence(e.getCause()), e);
        }
    }

    @Override
    public Stack stack() {
        return new Stack(
                parts.url(ports.board()),
                parts.url(ports.flink()),
                parts.url(ports.connect()),
                parts.url(ports.registry()),
                parts.address(ports.kafka()),
                null,
                null,
                BUSINESS.zone(),
                BUSINESS.currency(),
                BUSINESS.clock(),
                BUSINESS.opens(),
                BUSINESS.closes(),
                supervisor.alive(),
                null,
                null);
    }

    /** Stops all parts, those that use others first. */
    void stop() {
        supervisor.close();
        supervisor.stop(List.of("board", "job"));
        supervisor.stop(List.of("kafka", "registry"));
        timer.shutdownNow();
    }
}
