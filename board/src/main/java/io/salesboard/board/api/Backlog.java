package io.salesboard.board.api;

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
     * @param offset up to where the source's topic is in the figures
     * @param lsn up to where its log is in the figures
     * @param inTopic records of the topic that are not
     * @param unsentBytes bytes of the log that are not in the topic yet
     */
    synchronized Health.Behind of(String source, long offset, long lsn, long inTopic, long unsentBytes, Instant now) {
        Sample last = samples.get(source);
        if (last == null || offset < last.offset() || lsn < last.lsn()) {
            last = new Sample(now, offset, lsn, 0, 0);
            samples.put(source, last);
        }
        long passed = Duration.between(last.at(), now).toMillis();
        if (passed >= SPAN.toMillis() && offset > last.offset()) {
            double records = offset - last.offset();
            last = new Sample(now, offset, lsn, records * 1000 / passed, (lsn - last.lsn()) / records);
            samples.put(source, last);
        }
        long waiting = Math.max(0, inTopic);
        if (last.bytesPerRecord() > 0) {
            waiting += Math.round(unsentBytes / last.bytesPerRecord());
        }
        Long seconds = last.perSecond() > 0 ? (Long) Math.round(waiting / last.perSecond()) : null;
        return new Health.Behind(waiting, waiting == 0 ? (Long) 0L : seconds);
    }
}
