package io.salesboard.bench;

import io.salesboard.stack.Stack;
import java.io.IOException;

/** The stack of a replay, for whoever starts parts: Kafka and registry run, the topics are empty, job and board wait. */
public interface ReplayParts {
    /** Where the parts are that run now; it has no databases. */
    Stack stack();

    /** Starts both side by side, and does not wait until they work. A part that dies is started again at once. */
    void startJobAndBoard();

    /** @throws IOException when a part cannot be started or kept running, saying why */
    void check() throws IOException;
}
