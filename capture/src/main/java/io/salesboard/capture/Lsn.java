package io.salesboard.capture;

import java.util.Locale;

/** Positions of PostgreSQL's log as people read them. */
final class Lsn {
    private Lsn() {}

    /** {@code 0/20C4D58}. */
    static String text(long position) {
        return String.format(Locale.ROOT, "%X/%X", position >>> 32, position & 0xFFFFFFFFL);
    }
}
