package io.salesboard.local.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.salesboard.stack.BoardKey;
import io.salesboard.stack.Home;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./salesboard alerts}: tries alert rules on the days that a running board knows. */
@Command(
        name = "alerts",
        description = "Says when an alert rule would have fired, from history, before it wakes anybody.",
        synopsisSubcommandLabel = "test",
        mixinStandardHelpOptions = true)
public final class AlertsCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "name what to do: test");
    }

    @Command(
            name = "test",
            description = "Judges the end of each day since a date by a rule, as the figures are known now.",
            mixinStandardHelpOptions = true)
    int test(
            @Parameters(paramLabel = "RULE", description = "Id of the rule.") String rule,
            @Option(names = "--from", required = true, paramLabel = "DATE", description = "First day: 2026-10-01.")
                    String from,
            @Option(
                            names = "--file",
                            paramLabel = "FILE",
                            description =
                                    "Where the rule stands, in force or not; default: dashboards/alerts/sales.yml.")
                    Path file,
            @Option(names = "--lang", paramLabel = "LANG", defaultValue = "vi", description = "vi or en.") String lang,
            @Option(names = "--data-dir", paramLabel = "DIR", description = "Which stack; default: data/ here.")
                    Path dataDirectory,
            @Option(names = "--board", paramLabel = "URL", description = "A board elsewhere, instead of a stack's.")
                    String board,
            @Option(
                            names = "--key-file",
                            paramLabel = "FILE",
                            description =
                                    "File that holds a key, for a board that asks who one is; default: the file that the"
                                            + " environment variable " + BoardKey.VARIABLE + " names.")
                    Path keyFile)
            throws InterruptedException {
        Console console = new Console(System.out, false);
        try {
            Path rules = file == null ? new Layout(Home.path(), Home.path()).alertRules() : file;
            String at = board != null
                    ? board.replaceAll("/+$", "")
                    : Stack.read(Home.dataDirectory(dataDirectory)).board();
            Path key = BoardKey.file(keyFile, System.getenv());
            Http http = key == null ? new Http() : new Http(BoardKey.read(key));
            JsonNode answer = http.post(
                    at + "/api/v1/alerts/test",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("rules", Files.readString(rules))
                            .put("rule", rule)
                            .put("from", from));
            console.say(told(answer, lang.equals("en") ? "en" : "vi"));
            return 0;
        } catch (IOException e) {
            console.say("error: " + Failures.sentence(e));
            return 1;
        }
    }

    private static String told(JsonNode answer, String lang) {
        JsonNode fired = answer.path("fired");
        StringBuilder lines = new StringBuilder(answer.path("rule").asText() + " would have fired " + fired.size()
                + (fired.size() == 1 ? " time" : " times") + " since "
                + answer.path("from").asText() + ", judged at the end of each day\n");
        for (JsonNode one : fired) {
            lines.append(String.format(
                    "  %s – %-10s  %s: %s%n",
                    one.path("from").asText(),
                    one.path("to").asText(""),
                    one.path("name").asText(),
                    one.path(lang).asText()));
        }
        return lines.toString().stripTrailing();
    }
}
