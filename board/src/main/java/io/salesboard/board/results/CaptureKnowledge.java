package io.salesboard.board.results;

import io.salesboard.board.api.CaptureView;
import io.salesboard.board.api.Incident;
import io.salesboard.schemas.CaptureStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the topic of the capture watch says, as the health answer wants it. */
public final class CaptureKnowledge implements CaptureView {
    private final CaptureReader reader;
    private final CaptureIncidents incidents;

    public CaptureKnowledge(CaptureReader reader, CaptureIncidents incidents) {
        this.reader = reader;
        this.incidents = incidents;
    }

    @Override
    public List<Incident> incidents() {
        return incidents.now().stream().map(CaptureKnowledge::incident).toList();
    }

    private static Incident incident(CaptureIncidents.Found found) {
        io.salesboard.schemas.Incident said = found.incident();
        return new Incident(
                said.getId(),
                found.source(),
                said.getPlace(),
                Instant.ofEpochMilli(said.getSinceMillis()).toString(),
                new Incident.Words(said.getViWhat(), said.getViNext()),
                new Incident.Words(said.getEnWhat(), said.getEnNext()),
                said.getSeverity());
    }

    @Override
    public Optional<Source> source(String name) {
        CaptureReader.Heard heard = reader.heard().get(name);
        if (heard == null) {
            return Optional.empty();
        }
        CaptureStatus status = heard.status();
        return Optional.of(new Source(
                status.getRowTopicEnd(),
                status.getLogPosition(),
                status.getRowsChanged(),
                status.getStreaming(),
                !status.getLoading().isEmpty(),
                status.getClockAheadMillis()));
    }
}
