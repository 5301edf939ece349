package io.salesboard.board;

import io.javalin.Javalin;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.salesboard.alerts.AlertBook;
import io.salesboard.board.alerts.AlertRelay;
import io.salesboard.board.alerts.AlertsAnswer;
import io.salesboard.board.alerts.RuleTest;
import io.salesboard.board.api.AccountsApi;
import io.salesboard.board.api.Health;
import io.salesboard.board.api.JsonApi;
import io.salesboard.board.door.Accounts;
import io.salesboard.board.door.Audit;
import io.salesboard.board.door.Door;
import io.salesboard.board.door.Employment;
import io.salesboard.board.door.Surroundings;
import io.salesboard.board.metrics.BoardMetrics;
import io.salesboard.board.provider.ProviderApi;
import io.salesboard.board.results.CaptureIncidents;
import io.salesboard.board.results.CaptureKnowledge;
import io.salesboard.board.results.CaptureReader;
import io.salesboard.board.results.FollowedResults;
import io.salesboard.board.stream.StreamApi;
import io.salesboard.board.stream.StreamHub;
import io.salesboard.core.settings.ParentWatch;
import io.salesboard.core.settings.Settings;
import io.salesboard.figures.Company;
import io.salesboard.figures.results.ResultsReader;
import io.salesboard.figures.results.TopicTail;
import io.salesboard.figures.store.CellStore;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Starts the board: reads the results topic into memory and serves figures, streams, metrics and pages from there. */
public final class BoardMain {
    private static final Logger LOG = LogManager.getLogger(BoardMain.class);

    private BoardMain() {}

    /** @param args path of the settings file */
    public static void main(String[] args) throws IOException {
        ParentWatch.start();
        if (args.length != 1) {
            throw new IllegalArgumentException("give the path of the board's settings file, and nothing else");
        }
        try {
            run(Settings.read(Path.of(args[0]), BoardSettings.class));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            LOG.error("the board does not start: {}", e.getMessage());
            LogManager.shutdown();
            System.exit(1);
        }
    }

    static void run(BoardSettings settings) throws IOException {
        Accounts accounts = new Accounts(settings.accountsDir(), Clock.systemUTC());
        Surroundings surroundings = settings.surroundings();
        surroundings.requireGuarded(accounts);
        Company business = settings.business();
        CellStore store = new CellStore();
        SchemaRegistry registry = new SchemaRegistry(settings.registry());
        ResultsReader resultsReader = new ResultsReader(registry, store);
        TopicTail results =
                new TopicTail(Topics.RESULTS.name(), TopicTail.kafka(settings.bootstrapServers()), resultsReader);

        CaptureReader captureReader = new CaptureReader(registry, business.wall());
        TopicTail capture =
                new TopicTail(Topics.CAPTURE.name(), TopicTail.kafka(settings.bootstrapServers()), captureReader);
        CaptureIncidents incidents = new CaptureIncidents(captureReader::heard, Health.SOURCES, business.wall());

        AlertBook book = new AlertBook(registry);
        TopicTail alerts = new TopicTail(Topics.ALERTS.name(), TopicTail.kafka(settings.bootstrapServers()), book);
        AlertRelay relay =
                new AlertRelay(book, settings.alertmanagerAddresses(), settings.address() + "/alerts", business.wall());

        Health health = new Health(
                store, business, new FollowedResults(store, results), new CaptureKnowledge(captureReader, incidents));
        Audit audit = new Audit(settings.accountsDir(), Clock.systemUTC());
        Door door = new Door(accounts, new Employment(store), surroundings, audit, Clock.systemUTC());
        StreamHub hub = new StreamHub(
                store,
                business,
                health,
                settings.maxStreamClients(),
                settings.maxStreamViews(),
                settings.maxStreamsPerAddress());
        PrometheusRegistry metrics = new PrometheusRegistry();
        metrics.register(new BoardMetrics(store, business, health, hub, settings.maxExportedReps()));
        JvmMetrics.builder().register(metrics);
        BoardServer server = new BoardServer(
                new JsonApi(store, business, health),
                new AlertsAnswer(book, relay, store, business),
                new RuleTest(store, business),
                new StreamApi(hub, door),
                new AccountsApi(accounts, door, store),
                new ProviderApi(settings.provider(), door, Clock.systemUTC()),
                metrics,
                door,
                settings.maxConnectionsPerAddress());

        // First, so that a board that cannot listen ends instead of reading on for nobody.
        Javalin javalin = settings.tlsCertificate() == null
                ? server.start(settings.bindAddress(), settings.port())
                : server.start(
                        settings.bindAddress(),
                        settings.port(),
                        Tls.read(settings.tlsCertificate(), settings.tlsKey()));
        results.start();
        capture.start();
        alerts.start();
        relay.start();
        hub.start();
        LOG.info("board answers at {}", settings.address());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> stop(hub, javalin, relay, List.of(results, capture, alerts), audit), "board-shutdown"));
    }

    private static void stop(StreamHub hub, Javalin javalin, AlertRelay relay, List<TopicTail> topics, Audit audit) {
        try {
            hub.close();
            javalin.stop();
            relay.close();
            for (TopicTail topic : topics) {
                topic.close();
            }
            audit.close();
            LOG.info("board stopped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            LogManager.shutdown();
        }
    }
}
