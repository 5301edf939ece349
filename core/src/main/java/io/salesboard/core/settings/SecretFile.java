package io.salesboard.core.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** A secret of an installation in a file of its own: made at random by who needs it first, readable by its owner only. */
public final class SecretFile {
    private static final int BYTES = 32;

    private SecretFile() {}

    /**
     * Reads the secret, or makes one where the file is missing.
     *
     * @param price what a new secret costs, for the message about a file that holds none
     */
    public static byte[] read(Path file, String price) throws IOException {
        if (!Files.exists(file)) {
            byte[] secret = new byte[BYTES];
            new SecureRandom().nextBytes(secret);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, secret);
        }
        byte[] secret = Files.readAllBytes(file);
        if (secret.length < BYTES) {
            throw new IOException("the secret file " + file + " has " + secret.length + " bytes, not at least " + BYTES
                    + "; delete it to make a new one (" + price + ")");
        }
        return secret;
    }
}
