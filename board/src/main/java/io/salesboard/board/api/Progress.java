package io.salesboard.board.api;

import io.salesboard.schemas.Load;
import io.salesboard.schemas.Reading;
import io.salesboard.schemas.SourceProgress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
                    Long left = left(load, reading, sources, capture.source(load.getSource()));
                    return new Progress(
                            load.getSource(),
                            load.getRows(),
                            left == null ? null : load.getRows() + left,
                            load.getRowsPerSecond(),
                            left == null ? null : seconds(left, load.getPlacesPerSecond()));
                })
                .toList();
    }

    /** What is not read yet: the most that anybody knows of; null where nobody does. */
    private static Long left(
            Load load, Reading reading, List<Health.Source> sources, Optional<CaptureView.Source> captured) {
        SourceProgress read = reading.getSources().stream()
                .filter(source -> source.getSource().equals(load.getSource()))
                .findFirst()
                .orElseThrow();
        if (read.getLoading() && !captured.map(CaptureView.Source::streaming).orElse(false)) {
            return null;
        }
        // The reader may have asked for the end when a snapshot was still being written; the watch says both at once.
        long inTopic = Math.max(
                load.getWaiting() == null ? -1 : load.getWaiting(),
                captured.map(source -> source.topicEnd() - read.getOffset()).orElse(-1L));
        long left = Math.max(inTopic, read.getLoading() ? -1 : committed(load, sources) - load.getRows());
        return left < 0 ? null : left;
    }

    /** What was committed since, by the server's count: it stands in the server's log before it does in the topic. */
    private static long committed(Load load, List<Health.Source> sources) {
        return sources.stream()
                .filter(source -> source.name().equals(load.getSource())
                        && source.behind().records() != null)
                .mapToLong(source -> source.behind().records())
                .findFirst()
                .orElse(-1);
    }

    private static Long seconds(long left, Long perSecond) {
        return perSecond == null || perSecond == 0 ? null : (left + perSecond - 1) / perSecond;
    }
}
