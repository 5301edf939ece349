package io.salesboard.local.launch;

import io.salesboard.local.postgres.Postmaster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Ends what a launcher left behind when it was killed together with its parts' watchers. */
final class Orphans {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Orphans() {}

    /** Stops the processes that still belong to a data directory whose lock was free. */
    static void stop(Layout layout, Console console) throws LaunchException, InterruptedException {
        // Parts see the end of their launcher by themselves; some are still busy stopping.
        for (ProcessHandle part : ofDirectory(layout)) {
            console.say("waiting for process " + part.pid() + ", left by an earlier run, to stop");
            part.destroy();
            awaitEnd(part);
        }
        Path directory = layout.of("postgres");
        try {
            Optional<ProcessHandle> server = Postmaster.of(directory);
            if (server.isPresent()) {
                console.say("stopping the PostgreSQL server an earlier run left behind (process "
                        + server.get().pid() + ")");
                Postmaster.stop(server.get());
            }
            Postmaster.removeRemnant(directory).ifPresent(console::say);
        } catch (IOException e) {
            throw new LaunchException(e.getMessage(), e);
        }
    }

    private static void awaitEnd(ProcessHandle process) throws LaunchException, InterruptedException {
        Poll.until("process " + process.pid() + " of an earlier run did not stop", LIMIT, () -> !process.isAlive());
    }

    /** Our own parts: their command names a settings file or a log of this data directory. */
    private static List<ProcessHandle> ofDirectory(Layout layout) {
        String mark = "-Dsalesboard.log=" + layout.logs() + File.separator;
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> process.info().arguments().stream()
                            .flatMap(Stream::of)
                            .anyMatch(argument -> argument.startsWith(mark)))
                    .toList();
        }
    }
}
