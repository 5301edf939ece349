package io.salesboard.jobs.decode;

import io.salesboard.schemas.QuarantineReason;

/** A record that cannot be read, or cannot be true; it goes to quarantine and the rest goes on. */
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final QuarantineReason reason;

    public UnreadableException(QuarantineReason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    public QuarantineReason reason() {
        return reason;
    }
}
