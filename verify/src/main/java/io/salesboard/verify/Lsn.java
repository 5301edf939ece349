package io.salesboard.verify;

import java.util.Locale;

/** Log positions as PostgreSQL writes them. */
final class Lsn {
    private Lsn() {}

    static String text(long position) {
        return String.format(Locale.ROOT, "%X/%X", position >>> 32, position & 0xFFFFFFFFL);
    }
}
