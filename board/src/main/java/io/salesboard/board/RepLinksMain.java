package io.salesboard.board;

import io.salesboard.core.link.RepLink;
import io.salesboard.core.settings.Settings;
import io.salesboard.figures.results.ResultsReader;
import io.salesboard.figures.results.TopicTail;
import io.salesboard.figures.store.CellStore;
import io.salesboard.figures.store.Org;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;

/** Prints each rep's id, name and the path of their page, for those who hand the links out; reads the results topic. */
public final class RepLinksMain {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private RepLinksMain() {}

    /** @param args path of the board's settings file */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 1) {
            throw new IllegalArgumentException("give the path of the board's settings file, and nothing else");
        }
        BoardSettings settings = Settings.read(Path.of(args[0]), BoardSettings.class);
        CellStore store = new CellStore();
        try (TopicTail ignored = new TopicTail(
                        Topics.RESULTS.name(),
                        TopicTail.kafka(settings.bootstrapServers()),
                        new ResultsReader(new SchemaRegistry(settings.registry()), store))
                .start()) {
            if (!store.awaitWhole(TIMEOUT)) {
                throw new IOException("the results topic at " + settings.bootstrapServers() + " was not read up to a"
                        + " closed frame within " + TIMEOUT.toSeconds() + " s; do Kafka and the job run?");
            }
        }
        RepLink link = RepLink.fromSecretFile(settings.linkSecretFile());
        print(store.state().org().reps(), link, new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    /** One rep a line, parts separated by tabs. */
    static void print(Collection<Org.Rep> reps, RepLink link, PrintStream out) {
        reps.forEach(rep -> out.println(rep.id() + "\t" + rep.name() + "\t/rep/" + link.of(rep.id())));
    }
}
