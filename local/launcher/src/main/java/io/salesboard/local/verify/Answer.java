package io.salesboard.local.verify;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * What the board answered.
 *
 * @param asOf the business time it computed clock-driven values for
 * @param rows id to value key to value; null is "no value"
 */
record Answer(Question question, Instant asOf, Map<String, Map<String, BigDecimal>> rows) {}
