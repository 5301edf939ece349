package io.salesboard.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Knows what the sum on the board must be after each commit, and when each commit was due.
 *
 * <p>Every sum occurs once, so a frame that shows it proves that exactly the commits up to it are in: no frame without a
 * change can count for it. Times are {@link System#nanoTime}. Latency runs from when the commit was due, not from when it
 * was made: a pause of writer or database counts (no coordinated omission).
 */
final class Ledger {
    /** Longest latency that is told apart; longer ones count as this. */
    private static final long LONGEST_MICROS = 300_000_000;

    private record Commit(Kind kind, long due) {}

    private final List<Commit> commits = new ArrayList<>();
    private final Map<Long, Integer> commitBySum = new HashMap<>();
    private final Map<Kind, Histogram> latencies = new EnumMap<>(Kind.class);
    private int shown;
    private long impossible;
    private long older;

    /** @param sum what the board shows before the first commit */
    Ledger(long sum) {
        commitBySum.put(sum, -1);
        for (Kind kind : Kind.values()) {
            latencies.put(kind, new Histogram(LONGEST_MICROS, 3));
        }
    }

    synchronized boolean occurred(long sum) {
        return commitBySum.containsKey(sum);
    }

    /** To be called before the commit, which may be on the screen before it returns. {@code due} 0: not measured. */
    synchronized void expect(Kind kind, long sum, long due) {
        if (commitBySum.putIfAbsent(sum, commits.size()) != null) {
            throw new IllegalArgumentException(
                    "the sum " + sum + " occurred before; a frame that shows it proves nothing");
        }
        commits.add(new Commit(kind, due));
    }

    /** A frame that arrived at {@code at} shows {@code sum}. */
    synchronized void show(long sum, long at) {
        Integer last = commitBySum.get(sum);
        if (last == null) {
            // Before the first commit is shown the sum may still be that of an interrupted run.
            impossible += shown > 0 ? 1 : 0;
            return;
        }
        older += last + 1 < shown ? 1 : 0;
        for (; shown <= last; shown++) {
            Commit commit = commits.get(shown);
            if (commit.due() != 0) {
                long micros = Math.max(0, (at - commit.due()) / 1_000);
                latencies.get(commit.kind()).recordValue(Math.min(micros, LONGEST_MICROS));
            }
        }
    }

    /** Commits that no frame has shown yet. */
    synchronized int missing() {
        return commits.size() - shown;
    }

    /** Whether a frame has shown a commit that was due at {@code time} or later. */
    synchronized boolean showsOneSince(long time) {
        return shown > 0 && commits.get(shown - 1).due() - time >= 0;
    }

    /** For how long the oldest commit that no frame has shown has been due at {@code time}; 0 where all were shown. */
    synchronized long behind(long time) {
        return shown == commits.size()
                ? 0
                : Math.max(0, time - commits.get(shown).due());
    }

    /** Frames that showed less than one before them. */
    synchronized long older() {
        return older;
    }

    /** Frames whose sum the databases never had. */
    synchronized long impossible() {
        return impossible;
    }

    /** Latencies in microseconds; to be read when nothing is recorded any more. */
    Map<Kind, Histogram> latencies() {
        return latencies;
    }
}
