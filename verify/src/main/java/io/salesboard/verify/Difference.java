package io.salesboard.verify;

import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.time.Instant;

/**
 * One cell in which the board and the databases disagree.
 *
 * @param value key of the KPI's value; for a leaderboard with what of it: {@code K01.net rank}
 * @param start first instant of the window
 * @param board what the board says, as text
 * @param database what SQL says, as text: also NaN and infinity, which no board can say
 */
public record Difference(
        String value, Scope scope, String id, WindowUnit unit, Instant start, String board, String database) {
    /** What a cell without a value says. */
    static final String NO_VALUE = "no value";
}
