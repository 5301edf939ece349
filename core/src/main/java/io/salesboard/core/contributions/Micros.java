package io.salesboard.core.contributions;

import java.time.Instant;

/** Instants kept as epoch microseconds. */
final class Micros {
    private static final long PER_SECOND = 1_000_000;

    private Micros() {}

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1000);
    }
}
