package io.salesboard.board.door;

import io.javalin.http.HttpStatus;

/** The door does not let somebody through; the message says what would. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    private RefusedException(HttpStatus status, String message) {
        super(message);
        this.status = status;
    }

    /** Nobody said who asks. */
    public static RefusedException noSession() {
        return new RefusedException(
                HttpStatus.UNAUTHORIZED, "sign in first: open your personal link, or send a key as a bearer token");
    }

    /** Whoever asks may not. */
    public static RefusedException forbidden(String message) {
        return new RefusedException(HttpStatus.FORBIDDEN, message);
    }

    /** The request is for another server than this one. */
    static RefusedException elsewhere(String host) {
        return new RefusedException(
                HttpStatus.MISDIRECTED_REQUEST,
                "this board is not called '" + host + "'; name its address in the setting 'public-url'");
    }

    /** Whoever asks came past the proxy that encrypts. */
    static RefusedException inClear() {
        return forbidden(
                "what you send here is not encrypted; open the board's public address, or name yours in the setting"
                        + " 'proxy' if you are the proxy that encrypts");
    }

    /** Whoever asks has asked too often within this minute. */
    static RefusedException tooOften() {
        return new RefusedException(HttpStatus.TOO_MANY_REQUESTS, "too many requests; wait a minute");
    }

    public HttpStatus status() {
        return status;
    }
}
