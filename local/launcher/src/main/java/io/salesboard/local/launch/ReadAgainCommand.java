package io.salesboard.local.launch;

import io.salesboard.capture.Notebook;
import io.salesboard.capture.ReadAgainRequest;
import io.salesboard.capture.Source;
import io.salesboard.stack.Home;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./salesboard read-again pos}: has the capture watch read a database again from the beginning. */
@Command(
        name = "read-again",
        description = "Reads a source database again from a new snapshot; rows that are not there any more vanish.",
        mixinStandardHelpOptions = true)
public final class ReadAgainCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "pos|crm", description = "Which database.")
    private String source;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Which stack; default: data/ here.")
    private Path dataDirectory;

    @Override
    public Integer call() throws InterruptedException {
        Console console = new Console(System.out, false);
        if (!Source.NAMES.contains(source)) {
            console.say("error: there is no source " + source + "; name one of " + String.join(", ", Source.NAMES));
            return 2;
        }
        try {
            Stack stack = Stack.read(Home.dataDirectory(dataDirectory));
            try (Notebook notebook = new Notebook(stack.kafka(), URI.create(stack.registryApi()))) {
                new ReadAgainRequest(notebook, source, console::say).run("an operator asked for it");
                return 0;
            }
        } catch (IOException e) {
            console.say("error: " + e.getMessage());
            return 1;
        }
    }
}
