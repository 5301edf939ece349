package io.salesboard.local.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The PostgreSQL server of one data directory, told from others by the directory it works in.
 *
 * <p>The number in {@code postmaster.pid} proves nothing: after a power cut the file stays, and the number may belong to
 * somebody else's server.
 */
public final class Postmaster {
    private static final Duration STOP = Duration.ofSeconds(30);

    /** The processes of a server whose postmaster was killed notice it within a moment. */
    private static final Duration LEAVE = Duration.ofSeconds(10);

    private static final Path PROC = Path.of("/proc");

    private Postmaster() {}

    /** The server that runs on {@code directory} now, whoever started it. */
    public static Optional<ProcessHandle> of(Path directory) throws IOException {
        return on(directory).stream()
                .filter(process -> directoryArgument(process).isPresent())
                .findFirst();
    }

    /** Stops a server, and returns when it is gone. @throws IOException when it does not go */
    public static void stop(ProcessHandle server) throws IOException, InterruptedException {
        // SIGINT is its fast stop; the SIGTERM of ProcessHandle.destroy would wait for every client to leave.
        new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start().waitFor();
        try {
            server.onExit().get(STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "the PostgreSQL server of an earlier run (process " + server.pid() + ") does not stop; end it with"
                            + " kill -INT " + server.pid() + " and start again",
                    e);
        }
    }

    /**
     * Removes a {@code postmaster.pid} that would keep a server from starting although none runs on {@code directory}.
     *
     * @return what was found, as one sentence; empty when nothing was in the way
     * @throws IOException when processes of a killed server do not leave the directory
     */
    public static Optional<String> removeRemnant(Path directory) throws IOException, InterruptedException {
        Path file = directory.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        awaitNobody(directory, file);
        Optional<String> remnant = remnant(file);
        if (remnant.isPresent()) {
            Files.delete(file);
        }
        return remnant;
    }

    private static void awaitNobody(Path directory, Path file) throws IOException, InterruptedException {
        long end = System.nanoTime() + LEAVE.toNanos();
        for (List<ProcessHandle> left = on(directory); !left.isEmpty(); left = on(directory)) {
            if (System.nanoTime() > end) {
                throw new IOException("process " + left.get(0).pid() + " still works in " + directory + " (" + file
                        + "); end it with kill " + left.get(0).pid() + " and start again");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** What is wrong with the file; PostgreSQL itself sees to a number that nobody has. */
    private static Optional<String> remnant(Path file) throws IOException {
        String number = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        long pid;
        try {
            pid = Long.parseLong(number);
        } catch (NumberFormatException e) {
            return Optional.of(file + " holds no process number, and no server runs on its directory: removed");
        }
        return ProcessHandle.of(pid)
                .map(other -> file + " names process " + pid + ", which is not a server of its directory ("
                        + other.info().command().orElse("a program of another user") + "): removed, the process is"
                        + " left alone");
    }

    /** The server's processes, which all work in its directory. */
    private static List<ProcessHandle> on(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        Path real = directory.toRealPath();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> isPostgres(process) && worksIn(process, real))
                    .toList();
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        // A program that was replaced while it runs has " (deleted)" behind its name.
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false);
    }

    private static boolean worksIn(ProcessHandle process, Path directory) {
        Path cwd = PROC.resolve(Long.toString(process.pid())).resolve("cwd");
        try {
            // Some systems have no such file, or do not let it be read.
            if (Files.exists(cwd)) {
                return Files.isSameFile(cwd, directory);
            }
            Optional<Path> argument = directoryArgument(process);
            return argument.isPresent() && Files.isSameFile(argument.get(), directory);
        } catch (IOException e) {
            return false; // it has ended, or the directory it was started on is no more
        }
    }

    /** What pg_ctl started it with. Only the postmaster keeps its arguments; the others show what they do instead. */
    private static Optional<Path> directoryArgument(ProcessHandle process) {
        List<String> arguments = List.of(process.info().arguments().orElse(new String[0]));
        int option = arguments.indexOf("-D");
        return option >= 0 && option + 1 < arguments.size()
                ? Optional.of(Path.of(arguments.get(option + 1)))
                : Optional.empty();
    }
}
