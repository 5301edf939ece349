package io.salesboard.board.alerts;

import io.salesboard.alerts.AlertBook;
import io.salesboard.schemas.Alert;
import io.salesboard.schemas.AlertState;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Tells an Alertmanager of the alerts that fire: at once when one comes or ends, and all of them again every half a minute, since
 * Alertmanager keeps none over its own restart; ended ones for as long as it may need to notice. What becomes of them - grouping,
 * silences, who is told in which way - is its business. One thread for each Alertmanager: one that is away delays no other.
 */
public final class AlertRelay implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(AlertRelay.class);

    private static final Duration AGAIN = Duration.ofSeconds(30);

    /** A restart of the board must end no alert: Prometheus counts with four minutes. */
    private static final Duration LASTS = Duration.ofMinutes(5);

    private static final Duration ENDED = Duration.ofMinutes(5);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofSeconds(5);

    private final AlertBook book;
    private final String page;
    private final Clock clock;
    private final List<Line> lines = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** The connection to one Alertmanager. */
    private final class Line implements Runnable {
        private final Alertmanager alertmanager;
        private final BlockingQueue<Alert> news = new LinkedBlockingQueue<>();
        private final Thread thread;
        private volatile boolean reached;
        private volatile Set<Map<String, String>> quiet = Set.of();
        private Instant toldAll = Instant.EPOCH;
        private Instant askedQuiet = Instant.EPOCH;

        Line(URI address) {
            alertmanager = new Alertmanager(address);
            thread = new Thread(this, "alerts-to-" + address.getAuthority());
            thread.setDaemon(true);
        }

        @Override
        public void run() {
            while (stopped.getCount() > 0) {
                try {
                    work();
                } catch (IOException e) {
                    if (reached || toldAll.equals(Instant.EPOCH)) {
                        LOG.warn(
                                "cannot tell {} of alerts: {}; trying again every second",
                                alertmanager.address(),
                                e.toString());
                    }
                    reached = false;
                    toldAll = Instant.MIN; // it may have lost them: all again
                    pause();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }

        private void work() throws IOException, InterruptedException {
            Alert first = news.poll(RETRY.toMillis(), TimeUnit.MILLISECONDS);
            Instant now = clock.instant();
            if (!book.isWhole()) {
                return;
            }
            if (toldAll.equals(Instant.EPOCH) || toldAll.equals(Instant.MIN) || !now.isBefore(toldAll.plus(AGAIN))) {
                news.clear();
                tell(book.alerts(), now);
                toldAll = now;
                if (!reached) {
                    LOG.info("{} is told of alerts", alertmanager.address());
                }
                reached = true;
            } else if (first != null) {
                List<Alert> some = new ArrayList<>(List.of(first));
                news.drainTo(some);
                tell(some, now);
            }
            if (!now.isBefore(askedQuiet.plus(QUIET))) {
                quiet = new HashSet<>(alertmanager.quiet());
                askedQuiet = now;
            }
        }

        private void tell(Iterable<Alert> alerts, Instant now) throws IOException, InterruptedException {
            List<PostedAlert> due = due(alerts, now);
            if (!due.isEmpty()) {
                alertmanager.post(due);
            }
        }

        private void pause() {
            try {
                stopped.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** @param page where the board shows alerts, as whoever gets a message reaches it */
    public AlertRelay(AlertBook book, List<URI> alertmanagers, String page, Clock clock) {
        this.book = book;
        this.page = page;
        this.clock = clock;
        alertmanagers.forEach(address -> lines.add(new Line(address)));
    }

    /** Starts telling. */
    public void start() {
        book.onAlert(alert -> lines.forEach(line -> line.news.add(alert)));
        lines.forEach(line -> line.thread.start());
    }

    /** What an Alertmanager must know now; of several alerts with the same labels the newest. */
    List<PostedAlert> due(Iterable<Alert> alerts, Instant now) {
        List<Alert> some = new ArrayList<>();
        alerts.forEach(some::add);
        some.sort(Comparator.comparingLong(Alert::getRaisedFrame));
        Map<Map<String, String>, PostedAlert> due = new LinkedHashMap<>();
        for (Alert alert : some) {
            if (isDue(alert, now)) {
                due.put(PostedAlert.labels(alert), PostedAlert.of(alert, now, LASTS, page));
            }
        }
        return List.copyOf(due.values());
    }

    private static boolean isDue(Alert alert, Instant now) {
        if (alert.getOnce()) {
            return now.isBefore(PostedAlert.told(alert).plus(PostedAlert.MESSAGE));
        }
        return alert.getState() == AlertState.FIRING
                || now.isBefore(Instant.ofEpochMilli(alert.getEndedFrame()).plus(ENDED));
    }

    /** The Alertmanagers, and whether each was reached when it was tried last. */
    public Map<URI, Boolean> reached() {
        Map<URI, Boolean> reached = new LinkedHashMap<>();
        lines.forEach(line -> reached.put(line.alertmanager.address(), line.reached));
        return reached;
    }

    /** Whether an Alertmanager keeps an alert quiet. */
    public boolean isQuiet(Alert alert) {
        Map<String, String> labels = PostedAlert.labels(alert);
        return lines.stream().anyMatch(line -> line.quiet.contains(labels));
    }

    @Override
    public void close() throws InterruptedException {
        stopped.countDown();
        for (Line line : lines) {
            line.thread.interrupt();
            line.thread.join(Duration.ofSeconds(6).toMillis());
        }
    }
}
