package io.salesboard.local.postgres;

import io.salesboard.core.settings.ParentWatch;
import io.salesboard.core.settings.Settings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL with logical decoding, as a process that ends when its server does. */
public final class PostgresPart {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresPart.class);
    private static final Duration START = Duration.ofSeconds(90);

    private PostgresPart() {}

    public static void main(String[] args) throws Exception {
        ParentWatch.start();
        PostgresSettings settings = Settings.read(Path.of(args[0]), PostgresSettings.class);
        clear(settings.directory());
        start(settings);
        ProcessHandle server = Postmaster.of(settings.directory())
                .orElseThrow(() -> new IOException("no server runs on " + settings.directory()
                        + ", though one answers on port " + settings.port() + "; stop what listens there"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop-postgres"));
        LOG.info("ready on {}:{}", settings.bindAddress(), settings.port());
        server.onExit().join();
        LOG.error("the server (process {}) has ended", server.pid());
        System.exit(1);
    }

    /** Stops a server that has outlived its part: after a kill -9 it goes on, unwatched, with the old settings. */
    private static void clear(Path directory) throws IOException, InterruptedException {
        Optional<ProcessHandle> orphan = Postmaster.of(directory);
        if (orphan.isPresent()) {
            LOG.warn(
                    "stopping the server a killed part left running (process {})",
                    orphan.get().pid());
            Postmaster.stop(orphan.get());
        }
        Postmaster.removeRemnant(directory).ifPresent(LOG::warn);
    }

    private static void start(PostgresSettings settings) throws IOException {
        Files.createDirectories(settings.binaries());
        String password = Files.readString(settings.passwordFile()).strip();
        // The library stops servers by the numbers it finds in folders below this one; the default is shared by
        // everybody.
        System.setProperty("ot.epg.working-dir", settings.binaries().toString());
        EmbeddedPostgres.builder()
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

    private static void stop(ProcessHandle server) {
        try {
            if (server.isAlive()) {
                Postmaster.stop(server);
            }
        } catch (IOException e) {
            LOG.error("{}", e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
