package io.salesboard.verify;

/** Nothing can be said about the board's figures: the message is one sentence that says why, and what to do. */
public final class CannotCompareException extends Exception {
    private static final long serialVersionUID = 1L;

    CannotCompareException(String message, Throwable cause) {
        super(message, cause);
    }
}
