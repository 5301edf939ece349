package io.salesboard.verify;

import io.salesboard.stack.BoardKey;
import io.salesboard.stack.Home;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./salesboard verify}: every figure of a running stack against SQL over its databases. */
@Command(
        name = "verify",
        description = {
            "Compares every cell of every scope and window on the board, and the leaderboards, with each KPI's SQL on the"
                    + " source databases.",
            "Nobody waits for it while the databases are calm; while they are busy writers wait for up to two seconds at a"
                    + " time."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = VerifyCommand.COULD_NOT_COMPARE,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:no cell differs",
            "1:at least one cell differs; each is printed with both values",
            "2:there is no stack, or the command was called wrongly",
            "3:it could not be compared; one sentence says why"
        })
public final class VerifyCommand implements Callable<Integer> {
    /** Exit code where nothing can be said about the figures. */
    public static final int COULD_NOT_COMPARE = 3;

    private static final int NO_STACK = 2;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Which stack; default: data/ here.")
    private Path dataDirectory;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description =
                    "File that holds a key, for a board that asks who one is; default: the file that the environment"
                            + " variable " + BoardKey.VARIABLE + " names.")
    private Path keyFile;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description =
                    "How long the pipeline may take to reach the databases' log position; default ${DEFAULT-VALUE}.")
    private long timeoutSeconds;

    @Option(
            names = "--no-lock",
            description = "Never makes writers wait; where too much is written to do without, exits with 3.")
    private boolean noLock;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Report report = Verify.run(
                    Stack.read(Home.dataDirectory(dataDirectory)).openedBy(BoardKey.file(keyFile, System.getenv())),
                    Duration.ofSeconds(timeoutSeconds),
                    !noLock,
                    line -> {
                        out.println(line);
                        out.flush();
                    });
            out.print(report.text());
            out.flush();
            return report.exitCode();
        } catch (IOException e) {
            return fail(e, NO_STACK);
        } catch (CannotCompareException e) {
            return fail(e, COULD_NOT_COMPARE);
        }
    }

    private int fail(Exception e, int exitCode) {
        PrintWriter err = spec.commandLine().getErr();
        err.println((exitCode == COULD_NOT_COMPARE ? "verify: could not compare: " : "verify: ") + Messages.line(e));
        err.flush();
        return exitCode;
    }
}
