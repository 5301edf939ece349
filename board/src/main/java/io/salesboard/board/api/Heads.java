package io.salesboard.board.api;

import io.salesboard.board.figures.Reading;
import io.salesboard.core.time.Window;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every event of figures begins with: which instant, which currency, which window. */
public final class Heads {
    private Heads() {}

    /** @param window the window the event is about, or null where it is about several */
    public static Map<String, Object> of(Reading reading, Window window) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("asOf", reading.asOf().toString());
        head.put("version", reading.store().version());
        head.put("currency", reading.business().currency().getCurrencyCode());
        if (window != null) {
            head.put("window", Answers.window(reading, window));
        }
        head.put("clock", reading.business().now().toString());
        return head;
    }
}
