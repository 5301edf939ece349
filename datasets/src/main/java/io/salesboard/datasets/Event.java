package io.salesboard.datasets;

import java.time.Instant;
import java.util.List;

/**
 * Something that happened in the business: rows that change together.
 *
 * @param at business time
 * @param changes in order
 */
public record Event(Instant at, List<Change> changes) {}
