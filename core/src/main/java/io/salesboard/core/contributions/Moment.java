package io.salesboard.core.contributions;

/**
 * When something counts, in business time.
 *
 * @param day epoch day
 * @param hour epoch minute of the local hour's start
 */
public record Moment(int day, int hour) {}
