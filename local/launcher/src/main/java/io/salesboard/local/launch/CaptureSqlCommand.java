package io.salesboard.local.launch;

import io.salesboard.capture.CaptureRights;
import io.salesboard.capture.Source;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./salesboard capture-sql pos}: prints what the owner of a database runs so that this release can read it. */
@Command(
        name = "capture-sql",
        description = "Prints the statements with which the owner of a database lets this release read it.",
        mixinStandardHelpOptions = true)
public final class CaptureSqlCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "pos|crm", description = "Which database.")
    private String source;

    @Option(names = "--account", paramLabel = "NAME", description = "Who reads; default: ${DEFAULT-VALUE}.")
    private String account = Databases.CAPTURE;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!Source.NAMES.contains(source)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "there is no source " + source + "; name one of " + String.join(", ", Source.NAMES));
        }
        spec.commandLine().getOut().print(CaptureRights.script(source, account));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
