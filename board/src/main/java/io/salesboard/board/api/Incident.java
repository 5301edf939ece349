package io.salesboard.board.api;

/**
 * Something between the databases and the board that is not as it must be.
 *
 * @param id what kind; a closed set, the label of the metric
 * @param place where
 * @param since since when, ISO
 * @param vi what it is and what to do, in Vietnamese
 * @param en the same in English
 * @param severity {@link #WRONG} where figures are not complete or stand still, {@link #WARNING} where they may come to
 */
public record Incident(String id, String place, String since, Words vi, Words en, String severity) {
    public static final String WRONG = "wrong";
    public static final String WARNING = "warning";

    /** What is wrong, and the next step. */
    public record Words(String what, String next) {}
}
