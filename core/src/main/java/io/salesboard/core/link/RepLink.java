package io.salesboard.core.link;

import io.salesboard.core.settings.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The unguessable part of a rep page's address: 132 bits of an HMAC of the rep's id under the installation's secret. */
public final class RepLink {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LINK_CHARACTERS = 22;

    private final byte[] secret;

    private RepLink(byte[] secret) {
        this.secret = secret;
    }

    /** Reads the secret of a file, or makes one readable by its owner only where the file is missing. */
    public static RepLink fromSecretFile(Path file) throws IOException {
        return new RepLink(SecretFile.read(file, "all rep links change"));
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
