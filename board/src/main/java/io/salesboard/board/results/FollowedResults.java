package io.salesboard.board.results;

import io.salesboard.board.api.ResultsView;
import io.salesboard.figures.results.TopicTail;
import io.salesboard.figures.store.CellStore;

/** What the health answer asks of the results topic, by who reads it. */
public record FollowedResults(CellStore store, TopicTail tail) implements ResultsView {
    @Override
    public boolean isWhole() {
        return store.isWhole();
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
