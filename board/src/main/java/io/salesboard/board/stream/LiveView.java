package io.salesboard.board.stream;

import io.salesboard.board.figures.Reading;
import java.util.Map;

/**
 * What the clients of one stream look at. Kept and refreshed by one thread; {@link #read} runs under the store's lock, so
 * it only computes, and the rest turns into text what it found.
 */
interface LiveView {
    /** Computes the view anew; what fails changes nothing. */
    void read(Reading reading);

    /** What changed at the last {@link #read}, or null: nothing did. */
    Update update();

    /** The whole view after the last {@link #read}. */
    Map<String, Object> whole();

    /** An event to send; {@code snapshot} says that it is the whole view. */
    record Update(boolean snapshot, Map<String, Object> data) {}
}
