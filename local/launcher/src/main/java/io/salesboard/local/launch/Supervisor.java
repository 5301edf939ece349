package io.salesboard.local.launch;

import io.salesboard.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;

/** Starts parts and keeps them running; its {@link #failure} says when one cannot be kept. */
final class Supervisor {
    /** A part that dies is seen at once; this is for one that hangs, and generous for slow machines. */
    private static final Duration START = Duration.ofMinutes(5);

    private final Console console;
    private final ScheduledExecutorService timer;
    private final Duration firstPause;
    private final Runnable changed;
    private final List<RunningPart> parts = new CopyOnWriteArrayList<>();
    private final CompletableFuture<LaunchException> failure = new CompletableFuture<>();
    private boolean closed;

    /**
     * @param firstPause before a part that died for the first time is started again
     * @param changed run after each start of a part
     */
    Supervisor(Console console, ScheduledExecutorService timer, Duration firstPause, Runnable changed) {
        this.console = console;
        this.timer = timer;
        this.firstPause = firstPause;
        this.changed = changed;
    }

    /** Completed when a part keeps dying, with what to tell. */
    CompletableFuture<LaunchException> failure() {
        return failure;
    }

    /** The parts whose processes run now. */
    List<Stack.Part> alive() {
        return parts.stream()
                .filter(RunningPart::alive)
                .map(running -> new Stack.Part(
                        running.part().name(), running.pid(), running.part().address()))
                .toList();
    }

    /** Starts a part and returns when it works. */
    void start(Part part) throws LaunchException, InterruptedException {
        Instant begin = Instant.now();
        RunningPart running =
                new RunningPart(part, console, timer, new RestartPolicy(firstPause), failure::complete, changed);
        add(running);
        running.start();
        Poll.until(() -> part.name() + " was not ready; the end of its log:\n" + running.lastLines(), START, () -> {
            throwFailure();
            return running.alive() && part.ready().ok();
        });
        console.done(part.name(), part.address(), Duration.between(begin, Instant.now()));
    }

    private synchronized void add(RunningPart running) throws LaunchException {
        if (closed) {
            throw new LaunchException(running.part().name() + " is not started: the stack is stopping");
        }
        parts.add(running);
    }

    /** Starts no part any more, also not one that dies by itself; to be called before the parts are stopped. */
    synchronized void close() {
        closed = true;
        parts.forEach(RunningPart::leave);
    }

    /** @throws LaunchException when a part cannot be kept running */
    void throwFailure() throws LaunchException {
        LaunchException reason = failure.getNow(null);
        if (reason != null) {
            throw reason;
        }
    }

    /** Stops the parts of these names side by side, and returns when all are gone. */
    void stop(List<String> names) {
        CompletableFuture.allOf(parts.stream()
                        .filter(running -> names.contains(running.part().name()))
                        .map(running -> CompletableFuture.runAsync(() -> stop(running)))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private static void stop(RunningPart running) {
        try {
            running.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
