package io.salesboard.local.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.salesboard.stack.BoardKey;
import io.salesboard.stack.Home;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./salesboard accounts}: who may open a running board, their links and keys, and taking them back. */
@Command(
        name = "accounts",
        description = "Says who may open a running board, makes personal links and keys, and takes them back.",
        synopsisSubcommandLabel = "list|link|key|revoke",
        mixinStandardHelpOptions = true)
public final class AccountsCommand implements Runnable {
    private static final String ROLES = "screen, rep, lead, manager, ops, admin or metrics.";
    private static final String NAME = "The rep's or the team's id; for other roles any name.";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Which stack; default: data/ here.")
    private Path dataDirectory;

    @Option(
            names = "--board",
            paramLabel = "URL",
            scope = CommandLine.ScopeType.INHERIT,
            description = "A board elsewhere, instead of a stack's.")
    private String board;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            scope = CommandLine.ScopeType.INHERIT,
            description =
                    "File that holds an administrator's key, for a board that asks who one is; default: the file that"
                            + " the environment variable " + BoardKey.VARIABLE + " names.")
    private Path keyFile;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "name what to do: list, link, key or revoke");
    }

    @Command(name = "list", description = "Lists all accounts.", mixinStandardHelpOptions = true)
    int list() throws InterruptedException {
        return ask((http, address) -> {
            JsonNode accounts = http.get(address).path("accounts");
            StringBuilder lines = new StringBuilder();
            accounts.forEach(account -> lines.append(String.format(
                    "%-24s %-8s %-24s %d signed in%n",
                    account.path("id").asText(),
                    account.path("role").asText(),
                    account.path("name").asText(""),
                    account.path("sessions").asLong())));
            return accounts.isEmpty()
                    ? "there are no accounts"
                    : lines.toString().stripTrailing();
        });
    }

    @Command(
            name = "link",
            description = "Makes a personal link: it opens one session, within seven days.",
            mixinStandardHelpOptions = true)
    int link(
            @Parameters(paramLabel = "ROLE", description = ROLES) String role,
            @Parameters(paramLabel = "NAME", description = NAME) String name)
            throws InterruptedException {
        return ask((http, address) -> address.replace("/api/v1/accounts", "")
                + made(http, address, role, name, false).path("link").asText());
    }

    @Command(name = "key", description = "Makes a machine's key.", mixinStandardHelpOptions = true)
    int key(
            @Parameters(paramLabel = "ROLE", description = ROLES) String role,
            @Parameters(paramLabel = "NAME", description = NAME) String name)
            throws InterruptedException {
        return ask((http, address) ->
                made(http, address, role, name, true).path("key").asText());
    }

    @Command(
            name = "revoke",
            description = "Removes an account; what it has open closes within seconds.",
            mixinStandardHelpOptions = true)
    int revoke(@Parameters(paramLabel = "ACCOUNT", description = "As list shows it.") String account)
            throws InterruptedException {
        return ask((http, address) -> "revoked "
                + http.delete(address + "/"
                                + URLEncoder.encode(account, StandardCharsets.UTF_8)
                                        .replace("+", "%20"))
                        .path("revoked")
                        .asText());
    }

    private static JsonNode made(Http http, String address, String role, String name, boolean key)
            throws IOException, InterruptedException {
        ObjectNode asked =
                JsonNodeFactory.instance.objectNode().put("role", role).put("name", name);
        return http.post(address, asked.put("key", key));
    }

    /** A request, and what to say of its answer. */
    @FunctionalInterface
    private interface Question {
        String ask(Http http, String address) throws IOException, InterruptedException;
    }

    private int ask(Question question) throws InterruptedException {
        Console console = new Console(System.out, false);
        try {
            String at = board != null
                    ? board.replaceAll("/+$", "")
                    : Stack.read(Home.dataDirectory(dataDirectory)).board();
            Path file = BoardKey.file(keyFile, System.getenv());
            Http http = file == null ? new Http() : new Http(BoardKey.read(file));
            console.say(question.ask(http, at + "/api/v1/accounts"));
            return 0;
        } catch (IOException e) {
            console.say("error: " + Failures.sentence(e));
            return 1;
        }
    }
}
