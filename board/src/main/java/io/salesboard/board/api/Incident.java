package io.salesboard.board.api;

/**
 * Something between the databases and the board that is not as it must be.
 *
 * @param id what kind: the key of an {@link io.salesboard.schemas.IncidentKind}, the label of the metric
 * @param source which source database it concerns, or {@link #ALL}
 * @param place where
 * @param since since when, ISO
 * @param vi what it is and what to do, in Vietnamese
 * @param en the same in English
 * @param severity the key of an {@link io.salesboard.schemas.IncidentKind.Severity}
 */
public record Incident(String id, String source, String place, String since, Words vi, Words en, String severity) {
    /** What concerns all sources. */
    public static final String ALL = "all";

    /** What is wrong, and the next step. */
    public record Words(String what, String next) {}
}
