package io.salesboard.verify;

/** Errors as one line for people. */
final class Messages {
    private Messages() {}

    /** The message without line breaks, drivers put details and positions on lines of their own; its kind where it has none. */
    static String line(Throwable e) {
        String words = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return words.strip().replaceAll("\\s+", " ");
    }
}
