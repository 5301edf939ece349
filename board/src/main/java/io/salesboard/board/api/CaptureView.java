package io.salesboard.board.api;

import java.util.List;
import java.util.Optional;

/** What is known of the capture of the source databases. */
public interface CaptureView {
    /** All that is not as it must be there, now. */
    List<Incident> incidents();

    /** What is known of one source; empty when nothing is. */
    Optional<Source> source(String name);

    /**
     * One source database.
     *
     * @param topicEnd offset behind the newest record of its row topic
     * @param logPosition how far its log has come
     * @param rowsChanged rows changed in its captured tables since its statistics began, rolled-back ones too
     * @param streaming whether changes are read, and so every snapshot stands in the topic to its end
     * @param loading whether tables or columns are being loaded that this release has begun to read
     * @param clockAheadMillis how far its server's clock is ahead of ours; negative when it is behind
     */
    record Source(
            long topicEnd,
            long logPosition,
            long rowsChanged,
            boolean streaming,
            boolean loading,
            long clockAheadMillis) {}
}
