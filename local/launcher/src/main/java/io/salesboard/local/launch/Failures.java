package io.salesboard.local.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;

/** Tells what nobody foresaw in one sentence, and keeps its stack trace in a file that the sentence names. */
public final class Failures {
    private final String command;
    private final Path dataDirectory;
    private final PrintStream err;

    /**
     * @param command such as {@code demo}
     * @param dataDirectory what it works on; its logs get the trace when it is a data directory
     */
    public Failures(String command, Path dataDirectory, PrintStream err) {
        this.command = command;
        this.dataDirectory = dataDirectory;
        this.err = err;
    }

    /** Where this command's own log is, once its data directory exists. */
    public Path log() {
        return dataDirectory.resolve("logs").resolve(command + ".log");
    }

    /** Says it on the terminal. */
    public void tell(Throwable failure) {
        try {
            err.println(StackTraces.without("error: " + sentence(failure)) + "; " + keep(failure));
        } catch (OutOfMemoryError e) {
            err.println("error: the memory of this command is used up; give it more with SALESBOARD_HEAP=1g");
        }
        err.flush();
    }

    /** What to say of an exception: its words, and its kind where the words alone say little. */
    static String sentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return "the memory of this command (" + (Runtime.getRuntime().maxMemory() >> 20) + " MB) is used up ("
                        + cause.getMessage() + "); give it more, such as SALESBOARD_HEAP=1g before the command";
            }
        }
        String words = failure.getMessage();
        boolean clear = words != null
                && !words.isBlank()
                && (failure instanceof IOException && !(failure instanceof FileSystemException)
                        || failure instanceof SQLException
                        || failure instanceof LaunchException
                        || failure instanceof IllegalArgumentException
                        || failure instanceof IllegalStateException);
        String kind = failure.getClass().getSimpleName();
        String all = clear ? words : words == null || words.isBlank() ? kind : kind + ": " + words;
        return String.join(" ", all.lines().map(String::strip).toList());
    }

    private String keep(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        try {
            Path file = Files.exists(dataDirectory.resolve(DataDirectory.MARK))
                    ? log()
                    : Files.createTempFile("salesboard-" + command + "-", ".log");
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    Instant.now() + " " + command + " failed: " + trace,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return "details are in " + file;
        } catch (IOException e) {
            return "details could not be kept (" + e + ")";
        }
    }
}
