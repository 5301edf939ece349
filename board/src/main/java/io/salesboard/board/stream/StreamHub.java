package io.salesboard.board.stream;

import io.salesboard.board.api.Health;
import io.salesboard.board.api.Json;
import io.salesboard.board.stream.ScreenView.Update;
import io.salesboard.figures.Company;
import io.salesboard.figures.Reading;
import io.salesboard.figures.store.CellStore;
import io.salesboard.figures.store.StoreState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Keeps what clients look at fresh and tells them what changed.
 *
 * <p>One thread does it all, so that a client's snapshot and its changes never overlap: it takes new clients in, refreshes
 * every view that someone looks at when the store has changed - as soon as its {@link Pace} allows - and once a second,
 * when clock-driven values move on and the health of the pipeline is told. Between two seconds the business time of the
 * views stands still; else the pace of every rep would change with every sale of one.
 */
public final class StreamHub implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(StreamHub.class);
    private static final long TICK = Duration.ofSeconds(1).toNanos();

    private final CellStore store;
    private final Company business;
    private final Health health;
    private final Map<ScreenView.Key, Audience> watched = new HashMap<>();
    private final Seats seats;
    private final Pace pace = new Pace(System.nanoTime());
    private final LongAdder frames = new LongAdder();
    private final Thread thread = new Thread(this::run, "stream-hub");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private List<Runnable> tasks = new ArrayList<>();
    private boolean changed;
    private boolean stopped;

    private Instant clock;
    private Reading reading;
    private long nextTick = System.nanoTime();

    /** A view, those who look at it, and the version its last event told of. */
    private static final class Audience {
        private final ScreenView view;
        private final Set<SseClient> clients = new LinkedHashSet<>();
        private byte[] snapshot;

        Audience(ScreenView view) {
            this.view = view;
        }
    }

    /**
     * @param maxClients how many streams may be open
     * @param maxViews how many different views they may show
     * @param maxOfAddress how many streams one address may have open
     */
    public StreamHub(CellStore store, Company business, Health health, int maxClients, int maxViews, int maxOfAddress) {
        this.seats = new Seats(maxClients, maxViews, maxOfAddress);
        this.store = store;
        this.business = business;
        this.health = health;
        store.onChange(this::wake);
    }

    /** Starts the thread. */
    public StreamHub start() {
        thread.start();
        return this;
    }

    Seats seats() {
        return seats;
    }

    /** Shows a view to a client, who has a seat, until it is gone; clients with equal keys share the view. */
    void attach(SseClient client, Seats.Seat seat, Supplier<ScreenView> view) {
        ScreenView.Key key = seat.view();
        client.closed().whenComplete((done, error) -> submit(() -> detach(client, seat)));
        submit(() -> {
            Audience shown = watched.get(key);
            if (shown == null) {
                shown = new Audience(view.get());
                if (read(fresh(), List.of(shown)).isEmpty()) {
                    client.close();
                    return;
                }
                shown.view.update();
                watched.put(key, shown);
            }
            shown.clients.add(client);
            client.send(snapshot(shown));
            client.send(event("health", health.now().version(), health.now()));
            frames.increment();
        });
    }

    /** Clients connected now. */
    public int clients() {
        return seats.taken();
    }

    /** Events of figures sent to clients since the start. */
    public long frames() {
        return frames.sum();
    }

    @Override
    public void close() throws InterruptedException {
        submit(() -> {
            stopped = true;
            watched.values().forEach(shown -> List.copyOf(shown.clients).forEach(SseClient::close));
        });
        thread.join(Duration.ofSeconds(5).toMillis());
    }

    private void detach(SseClient client, Seats.Seat seat) {
        seats.giveBack(seat);
        ScreenView.Key key = seat.view();
        Audience shown = watched.get(key);
        if (shown != null && shown.clients.remove(client) && shown.clients.isEmpty()) {
            watched.remove(key);
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed = true;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    private void submit(Runnable task) {
        lock.lock();
        try {
            tasks.add(task);
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (!stopped) {
            try {
                boolean refresh = awaitNews();
                boolean tick = System.nanoTime() - nextTick >= 0;
                if (tick) {
                    nextTick += TICK * Math.max(1, (System.nanoTime() - nextTick) / TICK + 1);
                    clock = null;
                }
                if (refresh || tick) {
                    long began = System.nanoTime();
                    refresh();
                    pace.refreshed(began, System.nanoTime());
                }
                if (tick) {
                    showOut();
                    tellHealth();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.error("refreshing the streams failed; they go on with the next change", e);
            }
        }
    }

    /** Waits for something to do, runs the tasks, and tells whether the views need a refresh now. */
    private boolean awaitNews() throws InterruptedException {
        List<Runnable> due;
        boolean refresh;
        lock.lock();
        try {
            long wait = untilNext();
            while (tasks.isEmpty() && wait > 0) {
                news.awaitNanos(wait);
                wait = untilNext();
            }
            due = tasks;
            tasks = new ArrayList<>();
            refresh = changed && pace.rest(System.nanoTime()) <= 0;
            if (refresh) {
                changed = false;
            }
        } finally {
            lock.unlock();
        }
        due.forEach(StreamHub::guarded);
        return refresh;
    }

    /** One client's trouble is not the others'. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a view could not be computed or a client not be served; the others go on", e);
        }
    }

    private long untilNext() {
        long now = System.nanoTime();
        long tick = nextTick - now;
        return changed ? Math.min(tick, pace.rest(now)) : tick;
    }

    private void refresh() {
        StoreState state = store.state();
        reading = reading == null ? fresh() : reading.next(state, clock(state));
        for (Audience shown : read(reading, List.copyOf(watched.values()))) {
            Update update = shown.view.update();
            if (update != null) {
                shown.snapshot = null;
                byte[] event = event(update.snapshot() ? "snapshot" : "change", version(update.data()), update.data());
                shown.clients.forEach(client -> client.send(event));
                frames.add(shown.clients.size());
            }
            for (SseClient client : shown.clients) {
                if (client.behind()) {
                    client.catchUp(snapshot(shown));
                }
            }
        }
    }

    /** What there is now, for who decides what of it a client may see. */
    Reading present() {
        return Reading.of(store.state(), business);
    }

    private Reading fresh() {
        StoreState state = store.state();
        return new Reading(state, business, clock(state));
    }

    private Instant clock(StoreState state) {
        if (clock == null) {
            clock = business.asOf(state.closed());
        }
        return clock;
    }

    /** Computes views anew, and returns those that could be computed. */
    private static List<Audience> read(Reading reading, List<Audience> views) {
        List<Audience> done = new ArrayList<>(views.size());
        for (Audience shown : views) {
            guarded(() -> {
                shown.view.read(reading);
                done.add(shown);
            });
        }
        return done;
    }

    private byte[] snapshot(Audience shown) {
        if (shown.snapshot == null) {
            Map<String, Object> whole = shown.view.whole();
            shown.snapshot = event("snapshot", version(whole), whole);
        }
        return shown.snapshot;
    }

    /** Ends the streams of those who may not stay: at most a second after their account was revoked. */
    private void showOut() {
        watched.values()
                .forEach(shown -> shown.clients.stream()
                        .filter(client -> !client.mayStay())
                        .forEach(SseClient::close));
    }

    private void tellHealth() {
        Health.Answer answer = health.now();
        byte[] event = event("health", answer.version(), answer);
        watched.values().forEach(shown -> shown.clients.forEach(client -> client.send(event)));
    }

    private static long version(Map<String, Object> data) {
        return (long) data.get("version");
    }

    private static byte[] event(String name, long version, Object data) {
        return ("id: " + version + "\nevent: " + name + "\ndata: "
                        + new String(Json.bytes(data), StandardCharsets.UTF_8) + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
