package io.salesboard.local;

import io.salesboard.bench.BenchCommand;
import io.salesboard.local.launch.AccountsCommand;
import io.salesboard.local.launch.AlertsCommand;
import io.salesboard.local.launch.CaptureSqlCommand;
import io.salesboard.local.launch.DemoCommand;
import io.salesboard.local.launch.Failures;
import io.salesboard.local.launch.ReadAgainCommand;
import io.salesboard.local.launch.ReplayCommand;
import io.salesboard.local.launch.StatusCommand;
import io.salesboard.stack.Home;
import io.salesboard.verify.VerifyCommand;
import java.nio.file.Path;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The command {@code ./salesboard}: starts the whole stack on one machine, and asks a running one. */
@Command(
        name = "salesboard",
        description = "Real-time sales monitor: every committed change on the board within a blink.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            StatusCommand.class,
            AccountsCommand.class,
            AlertsCommand.class,
            VerifyCommand.class,
            ReadAgainCommand.class,
            CaptureSqlCommand.class,
            BenchCommand.class
        })
public final class SalesboardCommand implements Runnable {
    /** What Java puts in place of bytes that its locale has no letter for. */
    private static final String LOST_LETTER = "\ufffd";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "name a command");
    }

    public static void main(String[] args) {
        if (Stream.concat(Stream.of(args), Stream.of(System.getProperty("salesboard.home", "")))
                .anyMatch(text -> text.contains(LOST_LETTER))) {
            System.err.println("error: the checkout's folder or an argument has letters that this locale ("
                    + System.getProperty("sun.jnu.encoding")
                    + ") does not have; set LC_ALL=C.UTF-8, or another locale of UTF-8, and try again");
            System.exit(CommandLine.ExitCode.USAGE);
        }
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine salesboard = new CommandLine(new SalesboardCommand());
        // The one measurement that starts parts itself.
        salesboard.getSubcommands().get("bench").addSubcommand(new ReplayCommand());
        return salesboard.setExecutionStrategy(SalesboardCommand::execute);
    }

    /** Runs a command; what it did not foresee is said in one sentence, in whichever thread it happens. */
    private static int execute(ParseResult parsed) {
        ParseResult command = parsed;
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        Path given = command.matchedOptionValue("--data-dir", null);
        Failures failures = new Failures(command.commandSpec().name(), Home.dataDirectory(given), System.err);
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> failures.tell(failure));
        quietLibraries(failures.log());
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (CommandLine.ParameterException e) {
            throw e; // a wrong option: said with the usage
        } catch (CommandLine.ExecutionException e) {
            failures.tell(e.getCause() == null ? e : e.getCause());
        } catch (Throwable e) { // memory used up, a class that is gone
            failures.tell(e);
        }
        return command.commandSpec().exitCodeOnExecutionException();
    }

    /** What libraries log goes to the command's log, not to the terminal; to be called before the first one is used. */
    private static void quietLibraries(Path log) {
        System.setProperty("salesboard.log", log.toString());
        System.setProperty("log4j2.configurationFile", "classpath:launcher-log4j2.xml");
        LogManager.getLogManager().reset();
        LogManager.getLogManager().getLogger("").addHandler(new LibraryLog());
    }
}
