package io.salesboard.board;

import io.salesboard.board.api.CaptureView;
import io.salesboard.board.api.Incident;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a test says of the capture. */
final class FakeCapture implements CaptureView {
    final List<Incident> incidents = new ArrayList<>();
    final Map<String, Source> sources = new HashMap<>();

    @Override
    public List<Incident> incidents() {
        return incidents;
    }

    @Override
    public Optional<Source> source(String name) {
        return Optional.ofNullable(sources.get(name));
    }
}
