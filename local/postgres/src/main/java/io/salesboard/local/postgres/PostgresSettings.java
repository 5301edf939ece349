package io.salesboard.local.postgres;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Settings of the embedded PostgreSQL.
 *
 * @param directory its data; made by the first start, used again by the next
 * @param binaries where its programs are unpacked, once for all data directories
 * @param bindAddress address it listens on; default 127.0.0.1
 * @param port port it listens on
 * @param passwordFile password of the superuser {@code postgres}, set at the first start
 */
public record PostgresSettings(Path directory, Path binaries, String bindAddress, int port, Path passwordFile) {
    public PostgresSettings {
        Objects.requireNonNull(directory, "setting 'directory' is missing");
        Objects.requireNonNull(binaries, "setting 'binaries' is missing");
        Objects.requireNonNull(passwordFile, "setting 'password-file' is missing");
        bindAddress = Objects.requireNonNullElse(bindAddress, "127.0.0.1");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("setting 'port' is " + port + ", not a port from 1 to 65535");
        }
    }
}
