package io.salesboard.board.api;

import io.salesboard.schemas.SourceProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How much waits to come into the figures, and how long it will take, judged by how it went lately. */
final class Backlog {
    /** Rates are taken over at least this long. */
    private static final Duration SPAN = Duration.ofSeconds(5);

    private final Map<String, Sample> samples = new HashMap<>();

    private record Sample(Instant at, long offset, long lsn, double perSecond, double bytesPerRecord) {}

    /**
     * What waits of one source.
     *
     * @param shown up to where it is in the figures
     * @param read up to where the job has read it
     * @param topicEnd offset behind the newest record of its topic
     * @param logPosition how far its log has come
     */
    synchronized Health.Behind of(
            SourceProgress shown, SourceProgress read, long topicEnd, long logPosition, Instant now) {
        Sample last = samples.get(shown.getSource());
        if (last == null || read.getOffset() < last.offset() || read.getLsn() < last.lsn()) {
            last = new Sample(now, read.getOffset(), read.getLsn(), 0, 0);
            samples.put(shown.getSource(), last);
        }
        long passed = Duration.between(last.at(), now).toMillis();
        if (passed >= SPAN.toMillis() && read.getOffset() > last.offset()) {
            double records = read.getOffset() - last.offset();
            last = new Sample(
                    now,
                    read.getOffset(),
                    read.getLsn(),
                    records * 1000 / passed,
                    (read.getLsn() - last.lsn()) / records);
            samples.put(shown.getSource(), last);
        }
        long waiting = waiting(shown, topicEnd, logPosition, last);
        if (waiting == 0) {
            return new Health.Behind(0L, 0L);
        }
        long unread = waiting(read, topicEnd, logPosition, last);
        return new Health.Behind(waiting, last.perSecond() > 0 ? (Long) Math.round(unread / last.perSecond()) : null);
    }

    /** What is in the log and not in the topic yet can only be judged by its size. */
    private static long waiting(SourceProgress at, long topicEnd, long logPosition, Sample rates) {
        long records = Math.max(0, topicEnd - at.getOffset());
        return rates.bytesPerRecord() > 0
                ? Math.max(records, Math.round((logPosition - at.getLsn()) / rates.bytesPerRecord()))
                : records;
    }
}
