package io.salesboard.capture;

import io.salesboard.core.settings.SecretFile;
import io.salesboard.schemas.CaptureStatus;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The capture watch: gives Connect its connectors and keeps them running, notices whatever can go wrong between a source
 * database and its row topic, says it in the topic {@code capture}, and mends what can be mended by reading again.
 */
public final class CaptureWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration REGISTRY_EVERY = Duration.ofSeconds(5);

    private final Notebook notebook;
    private final Look<Map<String, Connect.Connector>> connectors;
    private final Look<Notebook.RegistryState> registry;
    private final List<SourceWatch> watches = new ArrayList<>();
    private final ScheduledExecutorService threads;
    private boolean started;
    private boolean closed;

    /**
     * @param environment where the databases are, in the variables the connectors name
     * @param listener told each status when it is written
     * @throws IOException when the secret that customers are hashed with cannot be read or made
     */
    public CaptureWatch(
            CaptureSettings settings, Map<String, String> environment, Clock clock, Consumer<CaptureStatus> listener)
            throws IOException {
        List<Source> sources =
                Source.NAMES.stream().map(name -> Source.of(name, environment)).toList();
        byte[] customerKey = SecretFile.read(settings.customerKeyFile(), "the databases are read again");
        Connect connect = new Connect(settings.connect());
        notebook = new Notebook(settings.bootstrapServers(), settings.registry());
        connectors = new Look<>(connect::connectors, clock);
        registry = new Look<>(notebook::registry, clock);
        threads = Executors.newScheduledThreadPool(3, work -> {
            Thread thread = new Thread(work, "watch");
            thread.setDaemon(true);
            return thread;
        });
        SourceWatch.Parts parts =
                new SourceWatch.Parts(connect, notebook, connectors, registry, listener, clock, customerKey);
        for (Source source : sources) {
            watches.add(new SourceWatch(
                    source,
                    parts,
                    new RowTopicReader(settings.bootstrapServers(), source.topic(), settings.registry()),
                    new SnapshotsReader(settings.bootstrapServers(), settings.registry())));
        }
    }

    /** Begins; what is remembered is read first, for as long as it takes Kafka and the registry to answer. */
    public void start() {
        repeat(connectors, EVERY);
        repeat(registry, REGISTRY_EVERY);
        repeat(this::readNotebook, EVERY);
    }

    private void repeat(Runnable work, Duration every) {
        threads.scheduleWithFixedDelay(work, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void readNotebook() {
        try {
            if (notebook.read()) {
                startWatches();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("the topic capture cannot be read; tried again in a second", e);
        }
    }

    private synchronized void startWatches() {
        if (!started && !closed) {
            started = true;
            watches.forEach(SourceWatch::start);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        threads.shutdownNow();
        watches.forEach(SourceWatch::close);
        try {
            if (threads.awaitTermination(EVERY.multipliedBy(10).toMillis(), TimeUnit.MILLISECONDS)) {
                notebook.close();
            } else {
                LOG.warn("a thread of the watch does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
