package io.salesboard.local.verify;

import io.salesboard.local.Stack;
import io.salesboard.local.launch.DemoCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./salesboard verify}: every figure of a running stack against SQL over its databases. */
@Command(
        name = "verify",
        description = {
            "Compares every cell of every scope and window on the board with each KPI's SQL on the source databases.",
            "Writers wait for the few seconds in which the board is asked."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:no cell differs",
            "1:at least one cell differs; each is printed with both values",
            "2:there is no stack, or it could not be asked"
        })
public final class VerifyCommand implements Callable<Integer> {
    @Option(names = "--data-dir", paramLabel = "DIR", description = "Which stack; default: data/ here.")
    private Path dataDirectory;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description =
                    "How long the pipeline may take to reach the databases' log position; default ${DEFAULT-VALUE}.")
    private long timeoutSeconds;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Report report = Verify.run(
                    Stack.read(DemoCommand.dataDirectory(dataDirectory)),
                    Duration.ofSeconds(timeoutSeconds),
                    out::println);
            out.print(report.text());
            out.flush();
            return report.different() == 0 ? 0 : 1;
        } catch (IOException | SQLException e) {
            spec.commandLine().getErr().println("verify: " + e.getMessage());
            return 2;
        }
    }
}
