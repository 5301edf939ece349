package io.salesboard.board.api;

import io.salesboard.schemas.Load;
import io.salesboard.schemas.Reading;
import java.time.Instant;
import java.util.List;

/**
 * How far the job's reader is with a source that it is behind with.
 *
 * @param rows rows read since it began to be behind
 * @param total no fewer than it will have read in the end; null where nobody knows, as within a snapshot that still runs
 * @param rowsPerSecond over the last ten seconds; null for the first two
 * @param secondsLeft null without a total or without a speed
 */
public record Progress(String source, long rows, Long total, Long rowsPerSecond, Long secondsLeft) {

    /**
     * Of all sources; empty where the reader is not behind, or silent.
     *
     * @param reading what the reader told last, or null before it did
     * @param sources what health says of them
     */
    static List<Progress> of(Reading reading, List<Health.Source> sources, CaptureView capture, Instant now) {
        if (reading == null || ReaderIncidents.isSilent(reading, now)) {
            return List.of();
        }
        return reading.getLoads().stream()
                .map(load -> {
                    boolean snapshot = reading.getSources().stream()
                            .anyMatch(read -> read.getSource().equals(load.getSource()) && read.getLoading());
                    if (snapshot && !isWritten(load, capture)) {
                        return of(load, null, null);
                    }
                    return of(load, snapshot ? 0 : committed(load, sources));
                })
                .toList();
    }

    /** Whether the snapshot stands in the topic to its end. */
    private static boolean isWritten(Load load, CaptureView capture) {
        return capture.source(load.getSource())
                .map(CaptureView.Source::streaming)
                .orElse(false);
    }

    /** What was committed since, by the server's count: it stands in the server's log before it does in the topic. */
    private static long committed(Load load, List<Health.Source> sources) {
        return sources.stream()
                .filter(source -> source.name().equals(load.getSource())
                        && source.behind().records() != null)
                .mapToLong(source -> source.behind().records())
                .findFirst()
                .orElse(0);
    }

    private static Progress of(Load load, long committed) {
        Long waiting = load.getWaiting();
        long unread = committed - load.getRows();
        if (unread > 0 && (waiting == null || unread > waiting)) {
            Long speed = load.getRowsPerSecond();
            return of(load, unread, speed == null || speed == 0 ? null : 1 + unread / speed);
        }
        return of(load, waiting, load.getSecondsLeft());
    }

    private static Progress of(Load load, Long left, Long secondsLeft) {
        return new Progress(
                load.getSource(),
                load.getRows(),
                left == null ? null : load.getRows() + left,
                load.getRowsPerSecond(),
                secondsLeft);
    }
}
