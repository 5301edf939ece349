package io.salesboard.local.launch;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.local.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./salesboard status}: each part of a running stack, and how far behind the databases it is. */
@Command(
        name = "status",
        description = "Shows each part of a running stack: address, health, rows captured, lag, age of data.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Which stack; default: data/ here.")
    private Path dataDirectory;

    private final Http http = new Http();

    @Override
    public Integer call() throws InterruptedException {
        Console console = new Console(System.out, false);
        Stack stack;
        try {
            stack = Stack.read(DemoCommand.layout(dataDirectory).data());
        } catch (IOException e) {
            console.say("error: " + e.getMessage());
            return 1;
        }
        boolean well = true;
        for (Stack.Part part : stack.parts()) {
            boolean alive = ProcessHandle.of(part.pid()).isPresent();
            String health = alive ? health(stack, part) : "DEAD";
            well &= health.startsWith("ok");
            console.say(String.format(
                    Locale.ROOT, "%-9s %-24s process %-8d %s", part.name(), part.address(), part.pid(), health));
        }
        return reportData(stack, console) && well ? 0 : 1;
    }

    private String health(Stack stack, Stack.Part part) throws InterruptedException {
        try {
            return switch (part.name()) {
                case "board" ->
                    "ok".equals(board(stack).path("status").asText())
                            ? "ok"
                            : board(stack).path("status").asText();
                case "job" -> jobs(stack);
                case "connect" -> connectors(stack);
                case "registry" -> http.answers(stack.registry() + "/apis/ccompat/v7/subjects") ? "ok" : "no answer";
                case "postgres" -> answers(stack.pos()) ? "ok" : "no answer";
                default -> Parts.listens(part.address()) ? "ok" : "no answer";
            };
        } catch (IOException | SQLException e) {
            return "no answer: " + e.getMessage();
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

    private String connectors(Stack stack) throws IOException, InterruptedException {
        StringBuilder wrong = new StringBuilder();
        for (JsonNode connector : http.get(stack.connect() + "/connectors?expand=status")) {
            JsonNode status = connector.path("status");
            String state = status.path("tasks").path(0).path("state").asText("no task");
            if (!state.equals("RUNNING")) {
                wrong.append(status.path("name").asText())
                        .append(' ')
                        .append(state)
                        .append(' ');
            }
        }
        return wrong.isEmpty() ? "ok" : wrong.toString().strip();
    }

    private JsonNode board(Stack stack) throws IOException, InterruptedException {
        return http.get(stack.board() + "/api/v1/health");
    }

    private boolean reportData(Stack stack, Console console) throws InterruptedException {
        try {
            JsonNode health = board(stack);
            for (JsonNode source : health.path("sources")) {
                console.say(String.format(
                        Locale.ROOT,
                        "%-9s %,d rows captured, data %.1f s old%s",
                        source.path("name").asText(),
                        source.path("rows").asLong(),
                        source.path("ageSeconds").asDouble(),
                        source.path("loading").asBoolean() ? ", being loaded" : ""));
            }
            console.say(String.format(
                    Locale.ROOT,
                    "board     %,d cells, %,d records behind, %,d rows left out",
                    health.path("cells").asLong(),
                    health.path("lagRecords").asLong(),
                    health.path("leftOut").path("total").asLong()));
            return true;
        } catch (IOException e) {
            console.say("the board does not answer: " + e.getMessage());
            return false;
        }
    }
}
