package io.salesboard.local.postgres;

import io.salesboard.core.settings.ParentWatch;
import io.salesboard.core.settings.Settings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL with logical decoding, as a process that ends when its server does. */
public final class PostgresPart {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresPart.class);
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(30);

    private PostgresPart() {}

    public static void main(String[] args) throws Exception {
        ParentWatch.start();
        PostgresSettings settings = Settings.read(Path.of(args[0]), PostgresSettings.class);
        stopOrphan(settings.directory());
        EmbeddedPostgres postgres = start(settings);
        ProcessHandle server = server(settings.directory());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres, server), "stop-postgres"));
        LOG.info("ready on {}:{}", settings.bindAddress(), settings.port());
        server.onExit().join();
        LOG.error("the server (process {}) has ended", server.pid());
        System.exit(1);
    }

    private static EmbeddedPostgres start(PostgresSettings settings) throws IOException {
        Files.createDirectories(settings.binaries());
        String password = Files.readString(settings.passwordFile()).strip();
        return EmbeddedPostgres.builder()
                .setDataDirectory(settings.directory())
                .setOverrideWorkingDirectory(settings.binaries().toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START)
                .setPort(settings.port())
                .setConnectConfig("password", password)
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("pwfile", settings.passwordFile().toString())
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setServerConfig("listen_addresses", settings.bindAddress())
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("wal_level", "logical")
                // A slot nobody reads from must not fill the disk; the capture watch warns at half of it.
                .setServerConfig("max_slot_wal_keep_size", "4GB")
                // The library turns both off; then a commit reaches the log late, and a crash loses what was promised.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "64MB")
                .setServerConfig("max_connections", "60")
                .start();
    }

    private static void stop(EmbeddedPostgres postgres, ProcessHandle server) {
        try {
            postgres.close();
            server.onExit().get(STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException | ExecutionException | TimeoutException e) {
            LOG.error("the server (process {}) did not stop within {}", server.pid(), STOP, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ProcessHandle server(Path directory) throws IOException {
        long pid = recordedPid(directory);
        return ProcessHandle.of(pid).orElseThrow(() -> new IOException("the server (process " + pid + ") has ended"));
    }

    /** Stops a server that has outlived its part: after a kill -9 it goes on, unwatched, with the old settings. */
    private static void stopOrphan(Path directory) throws IOException, InterruptedException {
        if (!Files.exists(pidFile(directory))) {
            return;
        }
        ProcessHandle orphan = ProcessHandle.of(recordedPid(directory))
                .filter(process -> process.info().command().orElse("").endsWith("/bin/postgres"))
                .orElse(null);
        if (orphan == null) {
            return;
        }
        LOG.warn("stopping the server a killed part left running (process {})", orphan.pid());
        // SIGINT is its fast stop; the SIGTERM of ProcessHandle.destroy would wait for every client to leave.
        new ProcessBuilder("kill", "-INT", Long.toString(orphan.pid())).start().waitFor();
        try {
            orphan.onExit().get(STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "a server left running on " + directory + " (process " + orphan.pid()
                            + ") does not stop; end it and start again",
                    e);
        }
    }

    private static Path pidFile(Path directory) {
        return directory.resolve("postmaster.pid");
    }

    private static long recordedPid(Path directory) throws IOException {
        return Long.parseLong(Files.readAllLines(pidFile(directory)).get(0).strip());
    }
}
