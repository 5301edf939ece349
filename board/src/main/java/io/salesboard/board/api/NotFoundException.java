package io.salesboard.board.api;

/** What was asked for does not exist; the message says what does. */
public final class NotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotFoundException(String message) {
        super(message);
    }
}
