package io.salesboard.capture;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.schemas.CaptureStatus;
import io.salesboard.schemas.ReadAgain;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one source: looks at its server, tables, topic and connector, each on a thread of its own, judges once a second
 * what is seen, writes what is to be said, and then does what is to be done.
 */
final class SourceWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration TABLES_EVERY = Duration.ofSeconds(2);
    private static final Duration POSITION_EVERY = Duration.ofSeconds(1);
    private static final Duration LOADS_EVERY = Duration.ofSeconds(2);
    private static final String PERMISSION_DENIED = "42501";

    private final Source source;
    private final IncludeList captured;
    private final JsonNode wanted;
    private final Parts parts;
    private final Rereading rereading;
    private final SourceDatabase ofServer;
    private final SourceDatabase ofTables;
    private final SourceDatabase ofWork;
    private final TableLoader loader;
    private final RowTopicReader topicReader;
    private final SnapshotsReader snapshotsReader;
    private final Look<ServerFacts> server;
    private final Look<TableFacts> tables;
    private final Look<TopicFacts> topic;
    private final Look<PositionFacts> position;
    private final Look<Map<String, LoadFacts>> loads;
    private final ScheduledExecutorService threads;
    private final AtomicReference<Outcome> outcome = new AtomicReference<>();
    private boolean busy;
    private String trouble;
    private Judge judge;

    /**
     * What all sources share.
     *
     * @param connectors look at all connectors of Connect
     * @param registry look at the registry
     * @param listener told each status when it is written
     * @param customerKey what is hashed is hashed with it
     */
    record Parts(
            Connect connect,
            Notebook notebook,
            Look<Map<String, Connect.Connector>> connectors,
            Look<Notebook.RegistryState> registry,
            Consumer<CaptureStatus> listener,
            Clock clock,
            byte[] customerKey) {}

    /** How an action ended: without an error, or with one. */
    private record Outcome(Action action, Exception error) {}

    SourceWatch(Source source, Parts parts, RowTopicReader topicReader, SnapshotsReader snapshotsReader) {
        this.source = source;
        this.parts = parts;
        this.topicReader = topicReader;
        this.snapshotsReader = snapshotsReader;
        captured = IncludeList.of(source.name());
        wanted = ConnectorConfig.of(source, captured, parts.customerKey());
        ofServer = new SourceDatabase(source, parts.clock());
        ofTables = new SourceDatabase(source, parts.clock());
        ofWork = new SourceDatabase(source, parts.clock());
        rereading = new Rereading(source, wanted, parts.connect(), ofWork, parts.notebook());
        loader = new TableLoader(source, wanted, parts.connect());
        server = new Look<>(this::lookAtServer, parts.clock());
        tables = new Look<>(() -> ofTables.tables(captured), parts.clock());
        topic = new Look<>(() -> topicReader.look(server.seen().value()), parts.clock());
        position = new Look<>(this::lookAtPosition, parts.clock());
        loads = new Look<>(snapshotsReader::look, parts.clock());
        threads = Executors.newScheduledThreadPool(7, work -> {
            Thread thread = new Thread(work, "watch-" + source.name());
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        repeat(server, EVERY);
        repeat(tables, TABLES_EVERY);
        repeat(topic, EVERY);
        repeat(position, POSITION_EVERY);
        repeat(loads, LOADS_EVERY);
        repeat(this::round, EVERY);
    }

    private void repeat(Runnable work, Duration every) {
        threads.scheduleWithFixedDelay(work, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private ServerFacts lookAtServer() throws SQLException {
        ServerFacts facts = ofServer.server();
        if (facts.slot() == null || facts.slot().confirmed() == 0) {
            ofServer.letSlotBegin();
        }
        return facts;
    }

    private PositionFacts lookAtPosition() throws IOException, InterruptedException {
        Map<String, Connect.Connector> known = parts.connectors().seen().value();
        if (known == null) {
            throw new IOException("Kafka Connect has not said yet which connectors it has");
        }
        boolean there = known.containsKey(source.connector());
        ServerFacts before = server.seen().value();
        return new PositionFacts(there ? parts.connect().position(source.connector()) : Connect.Position.NONE, before);
    }

    /** One judgement; nothing that happens in it ends the watch. */
    private void round() {
        try {
            if (judge == null) {
                judge = new Judge(
                        source,
                        captured,
                        wanted,
                        parts.notebook().status(source.name()),
                        parts.clock().instant());
            }
            takeIn(outcome.getAndSet(null));
            ReadAgain request = parts.notebook().request(source.name());
            Judge.Verdict verdict = judge.judge(sight(), request);
            parts.notebook().write(verdict.status());
            parts.listener().accept(verdict.status());
            if (verdict.action() != null) {
                busy = true;
                threads.execute(() -> carryOut(verdict.action()));
            }
        } catch (IOException e) {
            LOG.warn("the status of {} could not be written; it is written again in a second", source.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the watch of {} stumbled; it goes on in a second", source.name(), e);
        }
    }

    private Sight sight() {
        return new Sight(
                parts.clock().instant(),
                server.seen(),
                tables.seen(),
                parts.connectors().seen(),
                position.seen(),
                topic.seen(),
                loads.seen(),
                parts.registry().seen(),
                busy,
                trouble);
    }

    private void takeIn(Outcome done) {
        if (done == null) {
            return;
        }
        busy = false;
        if (done.action() instanceof Action.KeepMark) {
            if (done.error() instanceof SQLException e && PERMISSION_DENIED.equals(e.getSQLState())) {
                judge.markRefused();
            }
        } else if (done.error() == null) {
            trouble = null;
            judge.carriedOut(done.action(), parts.clock().instant());
        } else {
            trouble = done.error().getMessage();
        }
    }

    private void carryOut(Action action) {
        Exception error = null;
        try {
            if (action instanceof Action.Reread reread) {
                rereading.carryOut(reread);
            } else if (action instanceof Action.Load load) {
                loader.carryOut(load);
            } else if (action instanceof Action.Configure) {
                parts.connect().configure(source.connector(), wanted);
            } else if (action instanceof Action.Restart restart) {
                LOG.warn("starting {} again", source.connector());
                parts.connect().restart(source.connector(), !restart.all());
            } else if (action instanceof Action.KeepMark keep) {
                ofWork.keepMark(keep.mark());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            error = e;
        } catch (IOException | SQLException | RuntimeException e) {
            LOG.warn("{} of {} did not work; it is tried again", action, source.name(), e);
            error = e;
        }
        outcome.set(new Outcome(action, error));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(EVERY.multipliedBy(10).toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a thread of the watch of {} does not end", source.name());
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        ofServer.close();
        ofTables.close();
        ofWork.close();
        topicReader.close();
        snapshotsReader.close();
    }
}
