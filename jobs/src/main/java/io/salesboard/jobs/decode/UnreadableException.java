package io.salesboard.jobs.decode;

import io.salesboard.schemas.QuarantineReason;

/** A record that cannot be read, or cannot be true; it goes to quarantine and the rest goes on. */
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int MOST_CHARACTERS = 500;

    private final QuarantineReason reason;

    /** @param detail what exactly is wrong; it may quote a value of any length and is shortened */
    public UnreadableException(QuarantineReason reason, String detail) {
        super(detail.length() <= MOST_CHARACTERS ? detail : detail.substring(0, MOST_CHARACTERS) + "…");
        this.reason = reason;
    }

    public QuarantineReason reason() {
        return reason;
    }
}
