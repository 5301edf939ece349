package io.salesboard.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The passwords of a data directory: made at random by the first start, in files only their owner can read. */
final class Secrets {
    private static final int BYTES = 24;

    private final Path directory;

    Secrets(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** The file of a secret somebody else makes. */
    Path file(String name) {
        return directory.resolve(name);
    }

    /** The file of a password, made where it is missing. */
    Path passwordFile(String account) throws IOException {
        Path file = directory.resolve(account + ".password");
        if (!Files.exists(file)) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        }
        return file;
    }

    String password(String account) throws IOException {
        return Files.readString(passwordFile(account)).strip();
    }
}
