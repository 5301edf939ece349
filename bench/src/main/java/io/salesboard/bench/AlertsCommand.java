package io.salesboard.bench;

import io.salesboard.stack.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./salesboard bench alerts}: from a commit that crosses a threshold to the message at a webhook. */
@Command(
        name = "alerts",
        description = {
            "Reps who exist for this only reach their quotas, one after the other, by an order each, which is cancelled once the"
                    + " alert has come. Measures when the webhook that Alertmanager's shipped configuration posts to is told of"
                    + " either. Needs the shipped rules, and Prometheus' Alertmanager beside the stack."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = BenchRun.COULD_NOT_MEASURE,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every crossing was told and p99 is within --max-p99",
            "1:it is not, or a crossing was not told",
            "2:there is no stack, or it could not be measured"
        })
public final class AlertsCommand extends BenchRun {
    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "30",
            description = "How many reps; default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--max-p99",
            paramLabel = "MS",
            defaultValue = "3000",
            description = "Largest p99 that passes, in milliseconds; default ${DEFAULT-VALUE}.")
    private long maxP99;

    @Override
    void check() {
        if (rounds < 1) {
            refuse("--rounds must be at least 1");
        }
    }

    @Override
    int measure(Stack stack, PrintWriter out) throws IOException, SQLException, InterruptedException {
        AlertsBench.Report report = new AlertsBench(stack, rounds, out::println).run();
        out.print(report.text());
        return report.passes(Duration.ofMillis(maxP99)) ? 0 : 1;
    }
}
