package io.salesboard.board.provider;

/** The identity provider could not be asked, its answer is not to be trusted, or whom it names has no role here. */
final class ProviderException extends Exception {
    private static final long serialVersionUID = 1L;

    ProviderException(String message) {
        super(message);
    }

    ProviderException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
