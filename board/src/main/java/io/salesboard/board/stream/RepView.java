package io.salesboard.board.stream;

import io.salesboard.board.api.Heads;
import io.salesboard.board.api.RepAnswer;
import io.salesboard.board.figures.Reading;
import java.util.Map;

/** One rep's own figures, whole every time: what the phone shows. */
final class RepView implements LiveView {
    private final String rep;
    private RepAnswer before;
    private RepAnswer now;
    private Map<String, Object> head;

    /** Clients that look at the same rep share one view. */
    record Key(String rep) {}

    RepView(String rep) {
        this.rep = rep;
    }

    @Override
    public void read(Reading reading) {
        RepAnswer next = RepAnswer.of(reading, rep);
        before = now;
        now = next;
        head = Heads.of(reading, null);
    }

    @Override
    public Update update() {
        return now.equals(before) ? null : new Update(before == null, whole());
    }

    @Override
    public Map<String, Object> whole() {
        return now.under(head);
    }
}
