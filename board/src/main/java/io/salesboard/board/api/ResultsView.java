package io.salesboard.board.api;

/** What is known of the topic that figures come from. */
public interface ResultsView {
    /** Whether all that stood in it at the start was read, and makes a whole frame. */
    boolean isWhole();

    /** Results not read yet. */
    long lag();

    /** Whether Kafka says that there is no such topic. */
    boolean isMissing();
}
