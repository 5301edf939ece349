package io.salesboard.bench;

import io.salesboard.stack.BoardKey;
import io.salesboard.stack.Home;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What all measurements share: which stack, and how a failure is told. */
abstract class BenchRun implements Callable<Integer> {
    static final int COULD_NOT_MEASURE = 2;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Which stack; default: data/ here.")
    private Path dataDirectory;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description =
                    "File that holds a key, for a board that asks who one is; default: the file that the environment"
                            + " variable " + BoardKey.VARIABLE + " names.")
    private Path keyFile;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Measures, and prints what was found; returns the exit code. */
    abstract int measure(Stack stack, PrintWriter out) throws IOException, SQLException, InterruptedException;

    /** Refuses options that make no sense. */
    void check() {}

    final void refuse(String why) {
        throw new CommandLine.ParameterException(spec.commandLine(), why);
    }

    @Override
    public final Integer call() throws InterruptedException {
        check();
        PrintWriter out = spec.commandLine().getOut();
        try {
            int code = measure(
                    Stack.read(Home.dataDirectory(dataDirectory)).openedBy(BoardKey.file(keyFile, System.getenv())),
                    out);
            out.flush();
            return code;
        } catch (IOException | SQLException e) {
            spec.commandLine().getErr().println("bench " + spec.name() + ": " + sentence(e));
            return COULD_NOT_MEASURE;
        }
    }

    /** Its words on one line; its kind too where it has none, or only the name of a file. */
    private static String sentence(Exception e) {
        String kind = e.getClass().getSimpleName();
        String words = e.getMessage();
        if (words == null || words.isBlank()) {
            return kind;
        }
        String line = String.join(" ", words.lines().map(String::strip).toList());
        return e instanceof FileSystemException ? kind + ": " + line : line;
    }
}
