package io.salesboard.stack;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A machine's key to a board that asks who one is, or none where it lets this machine in unasked.
 *
 * <p>It comes from a file only: what stands on a command line, every process list shows.
 */
public final class BoardKey {
    /** Nothing to show. */
    public static final BoardKey NONE = new BoardKey(null);

    /** Environment variable that names the file. */
    public static final String VARIABLE = "SALESBOARD_KEY_FILE";

    private final String key;

    private BoardKey(String key) {
        this.key = key;
    }

    /** @throws IOException naming the file that holds no key */
    public static BoardKey read(Path file) throws IOException {
        String key;
        try {
            key = Files.readString(file).strip();
        } catch (IOException e) {
            throw new IOException("cannot read the key to the board in " + file + ": " + e, e);
        }
        // What stands in it is told to nobody, also where it is no key.
        if (!key.matches("[\\x21-\\x7e]+")) {
            throw new IOException(file + " holds no key to a board; ./salesboard accounts key ROLE NAME makes one");
        }
        return new BoardKey(key);
    }

    /** The file an option names, else the one the environment names, else null. */
    public static Path file(Path option, Map<String, String> environment) {
        String variable = environment.get(VARIABLE);
        return option != null || variable == null || variable.isBlank() ? option : Path.of(variable);
    }

    /** Shows the key with a request; for requests to the board only. */
    public HttpRequest.Builder show(HttpRequest.Builder request) {
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    @Override
    public String toString() {
        return key == null ? "no key" : "a key";
    }
}
