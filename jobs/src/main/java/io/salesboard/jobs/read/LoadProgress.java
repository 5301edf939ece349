package io.salesboard.jobs.read;

import io.salesboard.schemas.Load;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * How far the reader is with a source while it is behind: what it has read since, how fast, and what stands before it. It is
 * behind once two seconds have passed without a cut: within a snapshot, within one transaction, or before what stood in the
 * topic at the start. While it is not, nothing is kept, asked or said.
 */
final class LoadProgress {
    /** What is over within this is not worth a word; a speed is taken over at least as long. */
    private static final long LEAST_MILLIS = Duration.ofSeconds(2).toMillis();

    private static final long SPEED_MILLIS = Duration.ofSeconds(10).toMillis();
    private static final long ASK_MILLIS = Duration.ofSeconds(1).toMillis();

    private final String topic;
    private final SourceState source;
    private final Logs logs;
    private final Deque<Point> points = new ArrayDeque<>();
    private long rowsAtBegin;
    private long since = Long.MAX_VALUE;
    private CompletableFuture<Long> asked;
    private long askedAt;
    private Long end;

    /** How far it was at a time. */
    private record Point(long at, long rows, long offset) {}

    /** @param logs asked where the topic ends, about once a second */
    LoadProgress(String topic, SourceState source, Logs logs) {
        this.topic = topic;
        this.source = source;
        this.logs = logs;
    }

    /** Looks how far it is, a few times a second; null where nothing is to be said. */
    Load look(long now) {
        if (source.isAtCut() || source.rowsReadAtCut() != rowsAtBegin || now < since) {
            begin(now);
            return null;
        }
        points.addLast(new Point(now, source.rowsRead(), source.offset()));
        while (now - points.getFirst().at() > SPEED_MILLIS) {
            points.removeFirst();
        }
        if (now - since < LEAST_MILLIS || source.rowsRead() == rowsAtBegin) {
            return null;
        }
        ask(now);
        return load(points.getFirst(), points.getLast());
    }

    private void begin(long now) {
        rowsAtBegin = source.rowsReadAtCut();
        since = now;
        points.clear();
        asked = null;
        end = null;
    }

    private void ask(long now) {
        if (asked != null && asked.isDone()) {
            end = asked.join();
            asked = null;
        }
        if (asked == null && Math.abs(now - askedAt) >= ASK_MILLIS) {
            askedAt = now;
            asked = logs.askEnd(topic).exceptionally(failure -> null);
        }
    }

    private Load load(Point first, Point last) {
        Long waiting = end == null ? null : Math.max(0, end - last.offset());
        long millis = last.at() - first.at();
        boolean known = millis >= LEAST_MILLIS;
        return new Load(
                source.name(),
                last.rows() - rowsAtBegin,
                waiting,
                known ? (last.rows() - first.rows()) * 1000 / millis : null,
                known ? (last.offset() - first.offset()) * 1000 / millis : null);
    }
}
