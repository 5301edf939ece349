package io.salesboard.core.time;

import java.time.Instant;

/**
 * One window of business time.
 *
 * @param unit its length
 * @param start as {@link WindowUnit} says
 * @param from first instant in it
 * @param to first instant after it
 */
public record Window(WindowUnit unit, long start, Instant from, Instant to) {}
