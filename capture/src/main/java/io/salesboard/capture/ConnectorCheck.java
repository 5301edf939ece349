package io.salesboard.capture;

import io.salesboard.capture.Connect.Connector;
import io.salesboard.schemas.IncidentKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Whether a source's connector runs and gets on.
 *
 * <p>Connect calls a connector RUNNING that tries the same thing again and again; so what arrives in the row topic is
 * watched: heartbeats come ten times a second while changes are read, rows while a snapshot is taken.
 */
final class ConnectorCheck {
    /** A failure that is over sooner is not worth a word. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** A connector that has just started makes its slot first, which takes a quiet server up to 15 s. */
    private static final Duration START = Duration.ofSeconds(20);

    private static final Duration STUCK = Duration.ofSeconds(7);

    /** This long without a failure, and its past failures are forgotten. */
    private static final Duration PEACE = Duration.ofSeconds(30);

    private static final long BEHIND_BYTES = 16L << 20;
    private static final Duration RATE_OVER = Duration.ofSeconds(10);

    private final Source source;
    private final Backoff backoff = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1));
    private Instant notWellSince;
    private Instant lastFailure = Instant.EPOCH;
    private String lastTrace = "";
    private Instant runningSince;
    private Instant begun = Instant.EPOCH;
    private long end = -1;
    private Instant moved = Instant.EPOCH;
    private Instant behindSince;
    private final Deque<ServerFacts> sends = new ArrayDeque<>();

    ConnectorCheck(Source source) {
        this.source = source;
    }

    /** Forgets what it has seen, as the connector begins anew. */
    void begin(Instant now) {
        notWellSince = null;
        runningSince = null;
        moved = now;
        begun = now;
        lastFailure = Instant.EPOCH;
    }

    /** It was started again, which is not to be done once more before its tasks can be there. */
    void restarted(Instant now) {
        begun = now;
    }

    /** What is to be said of the connector's state. */
    Optional<Finding> state(Connector connector, Instant now) {
        boolean well = connector.running();
        if (connector.failed()) {
            lastFailure = now;
            lastTrace = connector.trace();
        }
        notWellSince = well ? null : notWellSince == null ? now : notWellSince;
        runningSince = !well ? null : runningSince == null ? now : runningSince;
        if (connector.halted()) {
            return after(PATIENCE, now, () -> stopped(connector));
        }
        if (!well && !connector.failed()) {
            return after(
                    STUCK,
                    now,
                    () -> failed("không có tác vụ nào chạy", "has no running task (" + states(connector) + ")"));
        }
        boolean lately = Duration.between(lastFailure, now).compareTo(PEACE) < 0;
        if (!lately) {
            backoff.reset();
            return Optional.empty();
        }
        // One that fails, is started again and fails again is not well in between.
        return connector.failed() || !backoff.due(now.plus(PATIENCE))
                ? Optional.of(failed("bị lỗi: " + lastTrace, "failed: " + lastTrace))
                : Optional.empty();
    }

    /** How long a connector may be without a task. */
    private Duration patience(Instant now) {
        return Duration.between(begun, now).compareTo(START) < 0 ? START : STUCK;
    }

    private Optional<Finding> after(Duration patience, Instant now, Supplier<Finding> said) {
        return Duration.between(notWellSince, now).compareTo(patience) >= 0
                ? Optional.of(said.get())
                : Optional.empty();
    }

    private static String states(Connector connector) {
        return connector.state()
                + connector.tasks().stream().map(state -> ", task " + state).collect(Collectors.joining());
    }

    private Finding stopped(Connector connector) {
        String state = connector.state().toLowerCase(Locale.ROOT);
        return new Finding(
                IncidentKind.CONNECTOR_STOPPED,
                source.name() + ": " + source.connector(),
                new Finding.Words(
                        "có người đã dừng connector " + source.connector() + " (" + state
                                + "); không có thay đổi nào được đọc",
                        "cho chạy tiếp: curl -X PUT <Connect>/connectors/" + source.connector() + "/resume"),
                new Finding.Words(
                        "somebody has " + state + " the connector " + source.connector() + "; no change is read",
                        "let it go on: curl -X PUT <Connect>/connectors/" + source.connector() + "/resume"));
    }

    private Finding failed(String vi, String en) {
        return new Finding(
                IncidentKind.CONNECTOR_FAILED,
                source.name() + ": " + source.connector(),
                new Finding.Words(
                        "connector " + source.connector() + " " + vi,
                        "nó được khởi động lại tự động, ngày càng thưa; nếu vẫn lỗi thì sửa nguyên nhân đã nêu, xem log của"
                                + " Connect"),
                new Finding.Words(
                        "the connector " + source.connector() + " " + en,
                        "it is started again by itself, at growing intervals; if that does not help, mend the reason it names"
                                + " and look at the log of Connect"));
    }

    /** Whether the connector, or a task of it, is to be started again now. */
    Optional<Action> restart(Connector connector, Instant now) {
        Instant idleSince = notWellSince == null ? now : notWellSince.isAfter(begun) ? notWellSince : begun;
        boolean idle = !connector.halted()
                && connector.tasks().isEmpty()
                && Duration.between(idleSince, now).compareTo(patience(now)) >= 0;
        if ((connector.failed() || idle) && backoff.due(now)) {
            backoff.attempt(now);
            return Optional.of(new Action.Restart(connector.tasks().isEmpty()));
        }
        return Optional.empty();
    }

    /** What is to be said of a connector that runs and does not get on. */
    Optional<Finding> stuck(TopicFacts topic, ServerFacts server, TableFacts tables, Instant now) {
        if (topic.end() != end) {
            end = topic.end();
            moved = now;
        }
        if (runningSince == null) {
            return Optional.empty();
        }
        String locks = tables == null
                ? ""
                : tables.locks().stream()
                        .map(lock -> lock.table() + " (" + lock.process() + ")")
                        .collect(Collectors.joining(", "));
        boolean young = Duration.between(runningSince, now).compareTo(START) < 0;
        if (Duration.between(moved, now).compareTo(STUCK) < 0 || young && locks.isEmpty()) {
            return Optional.empty();
        }
        String seconds = Long.toString(Duration.between(moved, now).toSeconds());
        boolean unread =
                server != null && (server.slot() == null || !server.slot().active());
        String viWhy = !locks.isEmpty()
                ? "; bảng đang bị khóa (tiến trình): " + locks
                : unread ? "; không ai đọc khe sao chép " + source.slot() : "";
        String enWhy = !locks.isEmpty()
                ? "; locked tables (by server process): " + locks
                : unread ? "; nobody reads the replication slot " + source.slot() : "";
        return Optional.of(new Finding(
                IncidentKind.CAPTURE_STUCK,
                source.name() + ": " + source.connector(),
                new Finding.Words(
                        "connector " + source.connector() + " báo đang chạy nhưng " + seconds
                                + " giây nay không có gì tới chủ đề " + source.topic() + viWhy,
                        locks.isEmpty()
                                ? "sửa các lỗi khác nêu ở đây; nếu không có, xem log của Connect và khởi động lại connector"
                                : "kết thúc phiên đang giữ khóa: select pg_terminate_backend(<tiến trình>)"),
                new Finding.Words(
                        "the connector " + source.connector()
                                + " says it is running, but nothing has come to the topic " + source.topic() + " for "
                                + seconds + " s" + enWhy,
                        locks.isEmpty()
                                ? "mend what else is said here; if nothing is, look at the log of Connect and restart the"
                                        + " connector"
                                : "end the session that holds the lock: select pg_terminate_backend(<process>)")));
    }

    /** What is to be said of changes that wait in the server's log. */
    Optional<Finding> behind(ServerFacts server, Instant now) {
        sends.addLast(server);
        while (Duration.between(sends.getFirst().seen(), server.seen()).compareTo(RATE_OVER) > 0) {
            sends.removeFirst();
        }
        behindSince = server.unsent() < BEHIND_BYTES ? null : behindSince == null ? now : behindSince;
        if (behindSince == null || Duration.between(behindSince, now).compareTo(PATIENCE) < 0) {
            return Optional.empty();
        }
        ServerFacts first = sends.getFirst();
        double seconds = Duration.between(first.seen(), server.seen()).toMillis() / 1000.0;
        double rate = seconds == 0 || first.sent() == 0 ? 0 : (server.sent() - first.sent()) / seconds;
        boolean moves = rate > 1;
        long left = moves ? Math.round(server.unsent() / rate) : 0;
        String megabytes = ServerCheck.megabytes(server.unsent());
        return Optional.of(new Finding(
                IncidentKind.CAPTURE_BEHIND,
                source.name(),
                new Finding.Words(
                        megabytes + " MB thay đổi của " + source.name() + " chưa được đọc"
                                + (moves ? ", còn khoảng " + left + " giây" : ""),
                        "đợi; nếu số này không giảm thì xem log của Connect"),
                new Finding.Words(
                        megabytes + " MB of changes of " + source.name() + " are not read yet"
                                + (moves ? ", about " + left + " s to go" : ""),
                        "wait; if it does not fall, look at the log of Connect")));
    }
}
