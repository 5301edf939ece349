package io.salesboard.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./salesboard bench}: measurements on a running stack; the launcher adds those that start one. */
@Command(
        name = "bench",
        description = "Measures a stack.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            AlertsCommand.class,
            ImportCommand.class,
            LatencyCommand.class,
            IdleCommand.class,
            RecoveryCommand.class
        })
public final class BenchCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "name what to measure: " + String.join(", ", spec.subcommands().keySet()));
    }
}
