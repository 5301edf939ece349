package io.salesboard.local.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A part that is kept running: started again when it dies, until it is stopped or there is no point any more. */
final class RunningPart {
    private final Part part;
    private final Console console;
    private final ScheduledExecutorService timer;
    private final Consumer<LaunchException> hopeless;
    private final Runnable changed;
    private final RestartPolicy policy;
    private Process process;
    private Instant started;
    private boolean stopping;

    /**
     * @param policy decides about new starts
     * @param hopeless told when the part keeps dying, with the last lines of its log
     * @param changed run after each start of its process
     */
    RunningPart(
            Part part,
            Console console,
            ScheduledExecutorService timer,
            RestartPolicy policy,
            Consumer<LaunchException> hopeless,
            Runnable changed) {
        this.part = part;
        this.console = console;
        this.timer = timer;
        this.policy = policy;
        this.hopeless = hopeless;
        this.changed = changed;
    }

    Part part() {
        return part;
    }

    synchronized long pid() {
        return process.pid();
    }

    synchronized boolean alive() {
        return process != null && process.isAlive();
    }

    void start() throws LaunchException {
        synchronized (this) {
            if (stopping) {
                return;
            }
            startProcess();
        }
        changed.run();
    }

    private void startProcess() throws LaunchException {
        File output = part.output().toFile();
        // Its standard input stays open and silent as long as this process lives, see ParentWatch.
        ProcessBuilder builder = new ProcessBuilder(part.command())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                .redirectErrorStream(true);
        builder.environment().putAll(part.environment());
        try {
            started = Instant.now();
            process = builder.start();
        } catch (IOException e) {
            throw new LaunchException("cannot start " + part.name() + ": " + e.getMessage(), e);
        }
        process.onExit().thenAccept(this::ended);
    }

    private synchronized void ended(Process ended) {
        if (stopping) {
            return;
        }
        Optional<Duration> pause = policy.died(started, Instant.now());
        if (pause.isEmpty()) {
            hopeless.accept(new LaunchException(
                    part.name() + " keeps dying (" + exit(ended) + "); the end of " + lastLog() + ":\n" + lastLines()));
            return;
        }
        console.announce(part.name() + " died (" + exit(ended) + "); starting it again in "
                + Console.seconds(pause.get()) + " s, see " + lastLog());
        timer.schedule(this::startAgain, pause.get().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void startAgain() {
        try {
            start();
        } catch (LaunchException e) {
            hopeless.accept(e);
        }
    }

    /** Does not start it again when it ends. */
    synchronized void leave() {
        stopping = true;
    }

    /** Asks it to stop, and kills it when it takes too long. */
    void stop() throws InterruptedException {
        synchronized (this) {
            stopping = true;
            if (process == null) {
                return;
            }
            process.destroy();
        }
        if (!process.waitFor(part.stopLimit().toMillis(), TimeUnit.MILLISECONDS)) {
            console.say("  " + part.name() + " did not stop within "
                    + part.stopLimit().toSeconds() + " s and is killed");
            process.destroyForcibly().waitFor();
        }
    }

    private static String exit(Process process) {
        int code = process.exitValue();
        return code > 128 ? "signal " + (code - 128) : "exit code " + code;
    }

    private Path lastLog() {
        return isWritten(part.log()) ? part.log() : part.output();
    }

    /** The end of its log, and of what it printed when that says something. */
    String lastLines() {
        StringBuilder text = new StringBuilder(LogEnd.of(part.log()));
        if (isWritten(part.output())) {
            text.append(LogEnd.of(part.output()));
        }
        return text.toString().stripTrailing();
    }

    private static boolean isWritten(Path file) {
        return file.toFile().length() > 0;
    }
}
