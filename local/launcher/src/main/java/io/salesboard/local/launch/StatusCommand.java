package io.salesboard.local.launch;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.stack.BoardKey;
import io.salesboard.stack.Home;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./salesboard status}: each part of a running stack, each source, and all that is not well. */
@Command(
        name = "status",
        description = {
            "Shows each part of a running stack, each source database and all that is not well, with the next step.",
            "Exits with 0 only when all is well."
        },
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Which stack; default: data/ here.")
    private Path dataDirectory;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description =
                    "File that holds a key, for a board that asks who one is; default: the file that the environment"
                            + " variable " + BoardKey.VARIABLE + " names.")
    private Path keyFile;

    private final Http http = new Http();

    private String silence = "";

    @Override
    public Integer call() throws InterruptedException {
        Console console = new Console(System.out, false);
        Stack stack;
        BoardKey key;
        try {
            stack = stack();
            key = stack.boardKey();
        } catch (IOException e) {
            console.say("error: " + e.getMessage());
            return 1;
        }
        JsonNode health = health(stack, key);
        boolean well = parts(stack, health, console);
        CaptureReport report = new CaptureReport(stack, health, Clock.systemUTC());
        report.lines().forEach(console::say);
        return well && report.well() ? 0 : 1;
    }

    /** The stack, with the key that opens its board. */
    Stack stack() throws IOException {
        return Stack.read(Home.dataDirectory(dataDirectory)).openedBy(BoardKey.file(keyFile, System.getenv()));
    }

    /** The board's answer, or null when it does not answer. */
    JsonNode health(Stack stack, BoardKey key) throws InterruptedException {
        try {
            return new Http(key).get(stack.board() + "/api/v1/health");
        } catch (IOException e) {
            silence = Failures.sentence(e);
            return null;
        }
    }

    /** Why the board did not answer; empty where it did. */
    String silence() {
        return silence;
    }

    private boolean parts(Stack stack, JsonNode health, Console console) throws InterruptedException {
        boolean well = true;
        for (Stack.Part part : stack.parts()) {
            boolean alive = ProcessHandle.of(part.pid()).isPresent();
            String state = alive ? state(stack, part, health) : "DEAD";
            well &= state.equals("ok");
            console.say(String.format(
                    Locale.ROOT, "%-9s %-24s process %-8d %s", part.name(), part.address(), part.pid(), state));
        }
        return well;
    }

    private String state(Stack stack, Stack.Part part, JsonNode health) throws InterruptedException {
        try {
            return switch (part.name()) {
                case "board" ->
                    health == null
                            ? "no answer: " + silence
                            : health.path("status").asText();
                case "job" -> jobs(stack);
                case "connect" -> http.answers(stack.connect() + "/connectors") ? "ok" : "no answer";
                case "registry" -> http.answers(stack.registryApi() + "/subjects") ? "ok" : "no answer";
                case "postgres" -> answers(stack.pos()) ? "ok" : "no answer";
                default -> Parts.listens(part.address()) ? "ok" : "no answer";
            };
        } catch (IOException | SQLException e) {
            return "no answer: " + Failures.sentence(e);
        }
    }

    private static boolean answers(Stack.Database database) throws SQLException {
        try (Connection connection = database.open()) {
            return connection.isValid(1);
        }
    }

    private String jobs(Stack stack) throws IOException, InterruptedException {
        String state = http.get(stack.flink() + "/jobs/overview")
                .path("jobs")
                .path(0)
                .path("state")
                .asText("no job");
        return state.equals("RUNNING") ? "ok" : state;
    }
}
