package io.salesboard.local.verify;

import io.salesboard.core.model.Scope;
import java.time.Instant;

/**
 * One row of the board in one window.
 *
 * @param start first instant of the window; the epoch for the window "now"
 */
record CellRow(Scope scope, String id, Instant start) {}
