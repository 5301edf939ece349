package io.salesboard.board;

import io.salesboard.board.api.ResultsView;

/** A results topic that is read but for three records; a test may take it away. */
final class FakeResults implements ResultsView {
    volatile boolean missing;

    @Override
    public boolean isWhole() {
        return true;
    }

    @Override
    public long lag() {
        return 3;
    }

    @Override
    public boolean isMissing() {
        return missing;
    }
}
