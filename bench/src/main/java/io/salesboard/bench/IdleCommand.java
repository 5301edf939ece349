package io.salesboard.bench;

import io.salesboard.stack.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./salesboard bench idle}: what a running stack takes while nothing happens. */
@Command(
        name = "idle",
        description = {
            "Measures the processor time of each part over a while in which nobody writes (start the stack with"
                    + " --no-simulator), its memory, and how much a checkpoint writes."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = BenchRun.COULD_NOT_MEASURE,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:it was measured", "2:there is no stack, or it could not be measured"})
public final class IdleCommand extends BenchRun {
    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long; default ${DEFAULT-VALUE}.")
    private int seconds;

    @Override
    void check() {
        if (seconds < 1) {
            refuse("--seconds must be at least 1");
        }
    }

    @Override
    int measure(Stack stack, PrintWriter out) throws IOException, SQLException, InterruptedException {
        new IdleBench(stack, seconds, line -> {
                    out.println(line);
                    out.flush();
                })
                .run();
        out.println(Machine.text());
        return 0;
    }
}
