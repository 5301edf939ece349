package io.salesboard.local.launch;

/** The stack cannot start or go on; the message says what, where and the next step, for whoever typed the command. */
public final class LaunchException extends Exception {
    private static final long serialVersionUID = 1L;

    public LaunchException(String message) {
        super(message);
    }

    public LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
