package io.salesboard.bench;

import io.salesboard.stack.Home;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./salesboard bench latency}: from a commit at the database to the frame on a screen. */
@Command(
        name = "latency",
        description = {
            "Commits orders of a rep that exists for this only, at a steady rate, and measures when a client of the"
                    + " board's stream sees each of them. The rep and its orders are removed in the end."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = LatencyCommand.COULD_NOT_MEASURE,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every commit was shown and p99 is within --max-p99",
            "1:it is not, or a commit was not shown",
            "2:there is no stack, or it could not be measured"
        })
public final class LatencyCommand implements Callable<Integer> {
    static final int COULD_NOT_MEASURE = 2;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Which stack; default: data/ here.")
    private Path dataDirectory;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "100",
            description = "Commits a second; default ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long; default ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--max-p99",
            paramLabel = "MS",
            defaultValue = "500",
            description = "Largest p99 that passes, in milliseconds; default ${DEFAULT-VALUE}.")
    private long maxP99;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (rate < 1 || seconds < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--rate and --seconds must be at least 1");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            Stack stack = Stack.read(Home.dataDirectory(dataDirectory));
            LatencyReport report = new LatencyBench(stack, rate, Duration.ofSeconds(seconds), out::println).run();
            out.print(report.text());
            out.flush();
            return report.passes(Duration.ofMillis(maxP99)) ? 0 : 1;
        } catch (IOException | SQLException e) {
            spec.commandLine().getErr().println("bench latency: " + sentence(e));
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
