package io.salesboard.bench;

import io.salesboard.stack.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./salesboard bench recovery}: what a screen shows while the job is killed and starts again. */
@Command(
        name = "recovery",
        description = {
            "Commits orders of a rep that exists for this only, at a steady rate, kills the job's process after a third of the"
                    + " time, and measures how long the board's stream does not show what is committed. The demo starts the job"
                    + " again. The rep and its orders are removed in the end."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = BenchRun.COULD_NOT_MEASURE,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the figures were right again within --max, and the screen never went back",
            "1:they were not, or it did",
            "2:there is no stack, or it could not be measured"
        })
public final class RecoveryCommand extends BenchRun {
    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Commits a second; default ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "How long; default ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--max",
            paramLabel = "S",
            defaultValue = "10",
            description =
                    "Longest time from the kill to right figures that passes, in seconds; default ${DEFAULT-VALUE}.")
    private int max;

    @Override
    void check() {
        if (rate < 1 || seconds < 3) {
            refuse("--rate must be at least 1, --seconds at least 3");
        }
    }

    @Override
    int measure(Stack stack, PrintWriter out) throws IOException, SQLException, InterruptedException {
        RecoveryReport report = new RecoveryBench(stack, rate, Duration.ofSeconds(seconds), line -> {
                    out.println(line);
                    out.flush();
                })
                .run();
        out.print(report.text());
        return report.passes(Duration.ofSeconds(max)) ? 0 : 1;
    }
}
