package io.salesboard.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What reaches the terminal when a command fails in a way nobody foresaw; each in a process of its own. */
class SalesboardCommandTest {
    @TempDir
    Path data;

    private record Run(String output, int exitCode) {}

    @BeforeEach
    void makeADataDirectory() throws IOException {
        Files.createFile(data.resolve("salesboard.properties"));
    }

    @Test
    void anUnforeseenExceptionIsOneSentenceAndAFile() throws Exception {
        Run run = run("throw", "--data-dir", data.toString());

        Path log = data.resolve("logs/throw.log");
        assertThat(run.output()).isEqualTo("error: UncheckedIOException: cannot read it; details are in " + log + "\n");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(log)
                .content()
                .contains("Caused by: java.io.IOException: the disk is broken")
                .contains("\tat ");
    }

    @Test
    void whereThereIsNoDataDirectoryNoneIsMade() throws Exception {
        Run run = run("throw", "--data-dir", data.resolve("new").toString());

        assertThat(run.output()).hasLineCount(1).contains("details are in ").contains("salesboard-throw-");
        assertThat(data.resolve("new")).doesNotExist();
        Files.delete(Path.of(run.output().replaceAll("(?s).* details are in (.*)\n", "$1")));
    }

    @Test
    void memoryThatIsUsedUpSaysHowToGiveMore() throws Exception {
        Run run = run("memory", "--data-dir", data.toString());

        assertThat(run.output())
                .hasLineCount(1)
                .startsWith("error: the memory of this command (")
                .contains("SALESBOARD_HEAP=1g");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void whatVerifyAndTheBenchDidNotForeseeIsNoResultOfTheirs() {
        Map<String, CommandLine> commands = SalesboardCommand.commandLine().getSubcommands();

        assertThat(commands.get("verify").getCommandSpec().exitCodeOnExecutionException())
                .isEqualTo(3);
        assertThat(commands.get("bench").getSubcommands())
                .hasSizeGreaterThan(1)
                .allSatisfy((name, bench) -> assertThat(bench.getCommandSpec().exitCodeOnExecutionException())
                        .isEqualTo(2));
    }

    @Test
    void benchSaysWhatCanBeMeasured() {
        StringWriter said = new StringWriter();

        int code = SalesboardCommand.commandLine().setErr(new PrintWriter(said)).execute("bench");

        assertThat(code).isEqualTo(2);
        assertThat(said.toString())
                .startsWith("name what to measure: alerts, import, latency, idle, recovery, replay"
                        + System.lineSeparator());
    }

    @Test
    void aReplayIsOfWholeTransactions() {
        StringWriter said = new StringWriter();

        int code = SalesboardCommand.commandLine()
                .setErr(new PrintWriter(said))
                .execute("bench", "replay", "--rows", "1500");

        assertThat(code).isEqualTo(2);
        assertThat(said.toString()).startsWith("--rows must be a multiple of 1,000");
    }

    @Test
    void aThreadThatFailsIsOneSentenceToo() throws Exception {
        Run run = run("thread", "--data-dir", data.toString());

        assertThat(run.output())
                .isEqualTo("error: nobody is there; details are in " + data.resolve("logs/thread.log") + "\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void whatLibrariesLogGoesToAFile() throws Exception {
        Run run = run("log", "--data-dir", data.toString());

        assertThat(run.output()).isEmpty();
        assertThat(data.resolve("logs/log.log"))
                .content()
                .contains("a driver's worry")
                .contains("a client's worry")
                .contains("IllegalStateException");
    }

    @Test
    void lettersThatTheLocaleLosesAreSaid() throws Exception {
        Run run = runIn("C", "throw", "--data-dir", data + "/bán hàng");

        assertThat(run.output())
                .startsWith("error: the checkout's folder or an argument has letters that this locale (")
                .contains("LC_ALL=C.UTF-8")
                .hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    private static Run run(String... arguments) throws IOException, InterruptedException {
        return runIn("C.UTF-8", arguments);
    }

    private static Run runIn(String locale, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", locale);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(output, process.waitFor());
    }

    /** The command with one more that fails in the way it is named for. */
    static final class Main {
        public static void main(String[] args) {
            if (String.join("", args).contains("\ufffd")) {
                SalesboardCommand.main(args);
            }
            System.exit(SalesboardCommand.commandLine()
                    .addSubcommand("throw", new Failing())
                    .addSubcommand("memory", new Failing())
                    .addSubcommand("thread", new Failing())
                    .addSubcommand("log", new Failing())
                    .execute(args));
        }
    }

    @Command
    static final class Failing implements Callable<Integer> {
        @Option(names = "--data-dir")
        private Path dataDirectory;

        @picocli.CommandLine.Spec
        private picocli.CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            switch (spec.name()) {
                case "throw" -> throw new UncheckedIOException("cannot read it", new IOException("the disk is broken"));
                case "memory" -> {
                    List<byte[]> all = new ArrayList<>();
                    while (dataDirectory != null) {
                        all.add(new byte[1 << 20]);
                    }
                }
                case "thread" -> {
                    Thread thread = new Thread(() -> {
                        throw new IllegalStateException("nobody is there");
                    });
                    thread.start();
                    thread.join();
                }
                default -> {
                    Logger.getLogger("org.postgresql")
                            .log(Level.WARNING, "a driver's worry", new IllegalStateException());
                    org.slf4j.LoggerFactory.getLogger("org.apache.kafka").warn("a client's worry");
                }
            }
            return 0;
        }
    }
}
