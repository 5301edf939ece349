package io.salesboard.board.api;

/** The board serves as many as it may; the message says how many, and what to do. */
public final class FullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FullException(String message) {
        super(message);
    }
}
