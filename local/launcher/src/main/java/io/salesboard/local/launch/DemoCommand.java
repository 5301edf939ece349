package io.salesboard.local.launch;

import io.salesboard.stack.Home;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./salesboard demo}: the whole system on this machine, with a company that sells. */
@Command(
        name = "demo",
        description = "Starts the whole system on this machine with a demo company that keeps selling, until Ctrl-C.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where everything is kept; default: data/ here.")
    private Path dataDirectory;

    @Option(
            names = "--port",
            defaultValue = "8080",
            paramLabel = "N",
            description = "Port of the board; the other parts take the eight after it. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--fresh", description = "Starts over: deletes what the data directory holds.")
    private boolean fresh;

    @Mixin
    private CompanyOptions options = new CompanyOptions();

    @Option(names = "--headless", description = "Plain output, for scripts.")
    private boolean headless;

    @Option(
            names = "--once",
            description =
                    "Starts, loads, waits until everything has arrived, verifies, stops; exits with verify's status.")
    private boolean once;

    @Override
    public Integer call() throws Exception {
        Instant begin =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        Console console = new Console(System.out, !headless && Boolean.getBoolean("salesboard.terminal"));
        try {
            return run(console, begin);
        } catch (LaunchException e) {
            console.announce("error: " + e.getMessage());
            return 1;
        }
    }

    private int run(Console console, Instant begin) throws LaunchException, IOException, InterruptedException {
        Ports ports = Ports.from(port);
        Layout layout = new Layout(Home.path(), Home.dataDirectory(dataDirectory));
        DataDirectory.prepare(layout.data());
        try (DirectoryLock lock = DirectoryLock.take(layout.data())) {
            Orphans.stop(layout, console);
            Preflight.portsAreFree(ports);
            if (fresh) {
                DataDirectory.clear(layout.data());
            }
            Preflight.diskHasRoom(layout.data(), Preflight.ROOM);
            console.announce("Salesboard: data in " + layout.data() + ", logs in " + layout.logs());
            Installation kept = options.resolve(Installation.read(layout.data()), layout.data());
            Company company = options.company(kept, once, layout.run(), console::say);
            DemoStack stack = new DemoStack(layout, ports, console, company, kept);
            kept.write(layout.data());
            Thread stopper = new Thread(stack::stop, "stop-on-signal");
            Runtime.getRuntime().addShutdownHook(stopper);
            try {
                stack.start();
                stack.play();
                stack.awaitLive();
                console.announce(
                        "live: first figures after " + Console.seconds(Duration.between(begin, Instant.now())) + " s");
                if (once) {
                    stack.awaitPlayed();
                    return Once.verify(stack.stack(), console);
                }
                printAddresses(stack.stack(), ports, console);
                stack.awaitFailure();
                return 1;
            } finally {
                stack.stop();
            }
        }
    }

    private static void printAddresses(Stack stack, Ports ports, Console console) {
        console.say("");
        console.announce("  TV              " + stack.board() + "/tv");
        console.say("  a rep's page    " + stack.repPage());
        console.say("  alerts          " + stack.board() + "/alerts");
        if (Watchers.areHere()) {
            console.say("  Alertmanager    http://" + Parts.HOST + ":" + ports.alertmanager());
            console.say("  Prometheus      http://" + Parts.HOST + ":" + ports.prometheus());
        } else {
            console.say("                  sent to nobody: without Prometheus and Alertmanager (" + Watchers.HOW_TO_GET
                    + ")");
        }
        console.say("  API             " + stack.board() + "/api/v1/kpis?scope=rep&window=month");
        console.say("  metrics         " + stack.board() + "/metrics");
        console.say("  Flink           " + stack.flink());
        console.say("  POS database    " + stack.pos().url());
        console.say("  CRM database    " + stack.crm().url());
        console.say("                  user " + stack.pos().user() + ", password in "
                + stack.pos().passwordFile());
        console.say("");
        console.say("Ctrl-C stops everything; the next start goes on from there (--fresh starts over).");
    }
}
