package io.salesboard.capture;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Tokens that occur only once. */
final class Marks {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Marks() {}

    static String next() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
