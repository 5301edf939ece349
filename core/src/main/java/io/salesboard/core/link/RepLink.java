package io.salesboard.core.link;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The unguessable part of a rep page's address: 132 bits of an HMAC of the rep's id under the installation's secret. */
public final class RepLink {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 32;
    private static final int LINK_CHARACTERS = 22;

    private final byte[] secret;

    private RepLink(byte[] secret) {
        this.secret = secret;
    }

    /** Reads the secret of a file, or makes one readable by its owner only where the file is missing. */
    public static RepLink fromSecretFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] secret = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(secret);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, secret);
        }
        byte[] secret = Files.readAllBytes(file);
        if (secret.length < SECRET_BYTES) {
            throw new IOException("the secret file " + file + " has " + secret.length + " bytes, not at least "
                    + SECRET_BYTES + "; delete it to make a new one (all rep links change)");
        }
        return new RepLink(Arrays.copyOf(secret, secret.length));
    }

    /** The link of a rep: 22 characters of the URL-safe alphabet. */
    public String of(String repId) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            byte[] code = mac.doFinal(repId.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(code).substring(0, LINK_CHARACTERS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
