package io.salesboard.local.launch;

import io.salesboard.bench.ReplayBench;
import io.salesboard.stack.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./salesboard bench replay}: the job alone, from full row topics until the last frame. */
@Command(
        name = "replay",
        description = {
            "Starts Kafka, the registry, the job and the board on their own, without databases and without Connect, fills the"
                    + " row topics with a year of orders, and measures: how long until the board shows the last frame, with"
                    + " the right totals; what the parts take while nothing happens; and how soon a board that was killed"
                    + " shows the same again. Stops everything in the end."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ReplayCommand.COULD_NOT_MEASURE,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the board showed the right totals each time",
            "1:it did not; what differs is said",
            "2:it could not be measured"
        })
public final class ReplayCommand implements Callable<Integer> {
    static final int COULD_NOT_MEASURE = 2;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "Rows of orders, a multiple of 1,000; default ${DEFAULT-VALUE}.")
    private long rows;

    @Option(
            names = "--idle-seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long idling is measured; default ${DEFAULT-VALUE}.")
    private int idleSeconds;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Empty or new directory that is kept; default: a temporary one that is removed in the end.")
    private Path dataDirectory;

    @Option(
            names = "--port",
            defaultValue = "8080",
            paramLabel = "N",
            description = "Port of the board; the other parts take the eight after it. Default: ${DEFAULT-VALUE}.")
    private int port;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rows < 1 || rows % ReplayBench.ROWS_A_TRANSACTION != 0 || idleSeconds < 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--rows must be a multiple of 1,000, --idle-seconds at least 1");
        }
        Console console = new Console(System.out, Boolean.getBoolean("salesboard.terminal"));
        Path data = dataDirectory == null
                ? Files.createTempDirectory("salesboard-replay-")
                : Home.dataDirectory(dataDirectory);
        try {
            return run(new Layout(Home.path(), data), console);
        } catch (LaunchException e) {
            console.announce("error: " + e.getMessage());
        } catch (IOException | SQLException e) {
            console.announce("error: " + Failures.sentence(e));
        } finally {
            removeTemporary(data);
        }
        return COULD_NOT_MEASURE;
    }

    private int run(Layout layout, Console console)
            throws LaunchException, IOException, SQLException, InterruptedException {
        Ports ports = Ports.from(port);
        DataDirectory.prepare(layout.data());
        try (DirectoryLock lock = DirectoryLock.take(layout.data())) {
            if (Files.exists(layout.of("kafka"))) {
                throw new LaunchException(
                        layout.data() + " holds a stack already, and a replay begins with empty topics;"
                                + " name an empty or a new directory with --data-dir");
            }
            Preflight.portsAreFree(ports);
            Preflight.diskHasRoom(layout.data(), Preflight.ROOM);
            // Before the first line is logged.
            System.setProperty("salesboard.log", layout.log("replay").toString());
            ReplayStack stack = new ReplayStack(layout, ports, console);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack, layout.data()), "stop-on-signal"));
            try {
                stack.start();
                return new ReplayBench(stack, rows, idleSeconds, console::say, console::progress).run() ? 0 : 1;
            } finally {
                stop(stack, layout.data());
            }
        }
    }

    /** One at a time: whoever comes second finds nothing left to stop. */
    private synchronized void stop(ReplayStack stack, Path data) {
        stack.stop();
        removeTemporary(data);
    }

    private synchronized void removeTemporary(Path data) {
        if (dataDirectory == null) {
            try {
                DataDirectory.delete(data);
            } catch (LaunchException e) {
                System.err.println("error: " + e.getMessage());
            }
        }
    }
}
