package io.salesboard.board.api;

import io.salesboard.schemas.SourceProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How much is committed and not in the figures yet, and how long it will take at the rate at which it has been read so far.
 *
 * <p>What stands in the source's log and not in its row topic yet is known by the server's count of changed rows: whenever
 * figures hold everything, the count and the rows read are noted, and both are counted on from there. Positions of the log say
 * nothing of it, since the rows of a transaction stand there long before they are committed. The server counts what a session
 * changed when that is idle: a procedure that commits as it goes is counted at its end, and how much waits is not known until then.
 */
final class Backlog {
    /** A rate is taken over at least this long. */
    private static final Duration SPAN = Duration.ofSeconds(2);

    /** So much of the log without a counted row says that rows are not counted yet. */
    private static final long UNCOUNTED_BYTES = 1 << 20;

    private final Map<String, Level> levels = new HashMap<>();
    private final Map<String, Begin> begins = new HashMap<>();

    /** When figures held everything: rows changed by then, and rows read. */
    private record Level(long changed, long rows) {}

    /** When they began not to, and how far the topic was read. */
    private record Begin(Instant at, long offset) {}

    /**
     * What waits of one source.
     *
     * @param shown up to where it is in the figures
     * @param read up to where the job has read it
     * @param source what is known of its capture
     */
    synchronized Health.Behind of(SourceProgress shown, SourceProgress read, CaptureView.Source source, Instant now) {
        String name = shown.getSource();
        long inTopic = Math.max(0, source.topicEnd() - shown.getOffset());
        if (inTopic == 0 && shown.getLsn() >= source.logPosition()) {
            levels.put(name, new Level(source.rowsChanged(), shown.getRows()));
        }
        long changed = changedSince(levels.get(name), source.rowsChanged(), shown.getRows());
        if (changed == 0 && source.logPosition() - shown.getLsn() > UNCOUNTED_BYTES) {
            return new Health.Behind(null, null);
        }
        long records = Math.max(inTopic, changed);
        if (records == 0) {
            begins.remove(name);
            return new Health.Behind(0L, 0L);
        }
        Begin begin = begins.get(name);
        if (begin == null || read.getOffset() < begin.offset()) {
            begin = new Begin(now, read.getOffset());
            begins.put(name, begin);
        }
        long unread = Math.max(0, records - (read.getOffset() - shown.getOffset()));
        return new Health.Behind(records, seconds(unread, read.getOffset() - begin.offset(), begin.at(), now));
    }

    /** Rows changed and not in the figures; 0 where the counts began anew and nothing can be said. */
    private static long changedSince(Level level, long changed, long rows) {
        if (level == null || changed < level.changed() || rows < level.rows()) {
            return 0;
        }
        return Math.max(0, changed - level.changed() - (rows - level.rows()));
    }

    private static Long seconds(long unread, long readSince, Instant since, Instant now) {
        if (unread == 0) {
            return 0L;
        }
        Duration passed = Duration.between(since, now);
        if (passed.compareTo(SPAN) < 0 || readSince == 0) {
            return null;
        }
        return 1 + unread * passed.toMillis() / (readSince * 1000);
    }
}
