package io.salesboard.bench;

import io.salesboard.stack.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
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
        exitCodeOnExecutionException = BenchRun.COULD_NOT_MEASURE,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every commit was shown and p99 is within --max-p99",
            "1:it is not, or a commit was not shown",
            "2:there is no stack, or it could not be measured"
        })
public final class LatencyCommand extends BenchRun {
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

    @Override
    void check() {
        if (rate < 1 || seconds < 1) {
            refuse("--rate and --seconds must be at least 1");
        }
    }

    @Override
    int measure(Stack stack, PrintWriter out) throws IOException, SQLException, InterruptedException {
        LatencyReport report = new LatencyBench(stack, rate, Duration.ofSeconds(seconds), out::println).run();
        out.print(report.text());
        return report.passes(Duration.ofMillis(maxP99)) ? 0 : 1;
    }
}
