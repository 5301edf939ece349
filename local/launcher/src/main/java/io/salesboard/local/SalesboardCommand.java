package io.salesboard.local;

import io.salesboard.local.bench.BenchCommand;
import io.salesboard.local.launch.DemoCommand;
import io.salesboard.local.launch.ReadAgainCommand;
import io.salesboard.local.launch.StatusCommand;
import io.salesboard.local.verify.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code ./salesboard}: starts the whole stack on one machine, and asks a running one. */
@Command(
        name = "salesboard",
        description = "Real-time sales monitor: every committed change on the board within a blink.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            StatusCommand.class,
            VerifyCommand.class,
            ReadAgainCommand.class,
            BenchCommand.class
        })
public final class SalesboardCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "name a command");
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new SalesboardCommand()).execute(args));
    }
}
