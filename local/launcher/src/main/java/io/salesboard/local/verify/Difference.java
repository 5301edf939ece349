package io.salesboard.local.verify;

import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * One cell in which the board and the databases disagree.
 *
 * @param value key of the KPI's value; for a leaderboard with what of it: {@code K01.net rank}
 * @param start first instant of the window
 * @param board what the board says; null is "no value"
 * @param database what SQL says
 */
public record Difference(
        String value, Scope scope, String id, WindowUnit unit, Instant start, BigDecimal board, BigDecimal database) {}
