package io.salesboard.e2e;

import io.salesboard.e2e.deployment.Repository;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/**
 * The clock of the PostgreSQL server of one stack, which steps when it is told to, while all other processes keep the right
 * time: a checkout of links whose {@code postgres} is started with libfaketime.
 */
final class SteppedClock {
    private static final System.Logger LOG = System.getLogger(SteppedClock.class.getName());

    private final Path home;
    private final Path offset;

    private SteppedClock(Path home, Path offset) {
        this.home = home;
        this.offset = offset;
    }

    /** Makes the checkout; a stack started with it has its own copy of PostgreSQL's programs. */
    static SteppedClock in(Path folder) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        linkAllBut("local", Repository.path(""), home);
        linkAllBut("postgres", Repository.path("local"), home.resolve("local"));
        linkAllBut("target", Repository.path("local/postgres"), home.resolve("local/postgres"));
        linkAllBut("binaries", Repository.path("local/postgres/target"), home.resolve("local/postgres/target"));
        return new SteppedClock(home, folder.resolve("offset"));
    }

    private static void linkAllBut(String name, Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                if (!entry.getFileName().toString().equals(name)) {
                    Files.createSymbolicLink(to.resolve(entry.getFileName()), entry.toAbsolutePath());
                }
            }
        }
    }

    /** What the stack is to be started with. */
    Path home() {
        return home;
    }

    /**
     * Starts the server of a running stack again with a clock that may step. Without libfaketime the calling test is skipped
     * and says so; under CI=true it fails.
     */
    void windUp(DemoProcess demo) throws Exception {
        Path library = library();
        step(Duration.ZERO);
        Path programs;
        try (Stream<Path> unpacked = Files.list(home.resolve("local/postgres/target/binaries"))) {
            programs = unpacked.map(each -> each.resolve("bin"))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow();
        }
        Path server = programs.resolve("postgres");
        Files.move(server, programs.resolve("postgres-server"));
        Files.writeString(server, """
                #!/bin/sh
                LD_PRELOAD='%s' FAKETIME_TIMESTAMP_FILE='%s' FAKETIME_CACHE_DURATION=1 FAKETIME_DONT_FAKE_MONOTONIC=1 \\
                  exec "$(dirname "$0")/postgres-server" "$@"
                """.formatted(library, offset));
        if (!server.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + server + " a program");
        }
        long part = demo.pid("postgres");
        demo.kill("postgres");
        Awaitility.await("the server to be started again")
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() ->
                        demo.pid("postgres") != part && answers(demo.stack().pos()));
    }

    private static boolean answers(Stack.Database database) throws Exception {
        try (var connection = database.open()) {
            return connection.isValid(1);
        }
    }

    /** Sets the server's clock ahead of the right time. */
    void step(Duration ahead) throws IOException {
        Files.writeString(offset, "+" + ahead.toSeconds());
    }

    private static Path library() throws IOException {
        try (Stream<Path> files = Files.find(
                Path.of("/usr/lib"), 3, (file, attributes) -> file.endsWith(Path.of("faketime/libfaketime.so.1")))) {
            Optional<Path> found = files.findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        String missing =
                "a server's clock that steps needs libfaketime, which is not here; get it with: apt-get install"
                        + " libfaketime";
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(missing);
        }
        LOG.log(System.Logger.Level.WARNING, "SKIPPED: " + missing);
        Assumptions.abort(missing);
        throw new IllegalStateException("abort throws");
    }
}
