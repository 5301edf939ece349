package io.salesboard.board.results;

import io.salesboard.board.api.ResultsView;

/** What the health answer asks of the results topic, by who reads it. */
public record FollowedResults(ResultsReader reader, TopicTail tail) implements ResultsView {
    @Override
    public boolean isWhole() {
        return reader.isWhole();
    }

    @Override
    public long lag() {
        return tail.lag();
    }

    @Override
    public boolean isMissing() {
        return tail.isMissing();
    }
}
