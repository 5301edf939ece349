package io.salesboard.verify;

import java.util.ArrayList;
import java.util.List;

/** The answers that were given at one cut and within one business hour; as many as memory has room for. */
final class Batch {
    /** Answers are kept as text; an eighth of the heap leaves room for reading one and for what SQL says. */
    private static final long ROOM = Runtime.getRuntime().maxMemory() / 8;

    private final List<Answer> answers = new ArrayList<>();
    private Health health;
    private long bytes;
    private int asked;
    private String end = "the board did not answer in time";

    /**
     * Adds what was answered at once.
     *
     * @param questions how many questions that does away with; some are not asked any more
     * @param said the board's health then
     */
    void add(List<Answer> some, int questions, Health said) {
        answers.addAll(some);
        some.forEach(answer -> bytes += answer.json().length);
        asked += questions;
        health = said;
    }

    boolean isFull() {
        return bytes >= ROOM;
    }

    /** Says why no more was asked. */
    void end(String reason) {
        end = reason;
    }

    String end() {
        return end;
    }

    /** How many questions are done. */
    int asked() {
        return asked;
    }

    List<Answer> answers() {
        return answers;
    }

    /** What the board said of itself at the last answer. */
    Health health() {
        return health;
    }
}
