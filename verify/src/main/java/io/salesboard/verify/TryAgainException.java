package io.salesboard.verify;

import java.sql.SQLException;
import java.util.Set;

/** One attempt came to nothing for a reason that may pass; the message says which, as a sentence may end with it. */
final class TryAgainException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * SQL states after which another session may succeed: a lock or a statement that took too long, a session ended by the
     * server (idle in a transaction, shut down, starting up), tables made anew under a snapshot.
     */
    private static final Set<String> PASSING =
            Set.of("55P03", "57014", "25P03", "57P01", "57P02", "57P03", "57P05", "40001", "53300");

    private static final String CONNECTION = "08";

    TryAgainException(String message) {
        this(message, null);
    }

    TryAgainException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * What to make of an error of a session with a database.
     *
     * @throws SQLException the same error, where trying again would not help
     */
    static TryAgainException of(SQLException e, String database) throws SQLException {
        String state = e.getSQLState();
        if (state != null && (PASSING.contains(state) || state.startsWith(CONNECTION))) {
            return new TryAgainException("the session with " + database + " failed (" + Messages.line(e) + ")", e);
        }
        throw e;
    }
}
