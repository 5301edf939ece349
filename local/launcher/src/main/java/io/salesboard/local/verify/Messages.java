package io.salesboard.local.verify;

/** Errors as one line for people. */
final class Messages {
    private Messages() {}

    /** The message without line breaks; drivers put details and positions on lines of their own. */
    static String line(Throwable e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
    }
}
