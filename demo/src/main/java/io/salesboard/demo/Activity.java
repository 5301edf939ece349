package io.salesboard.demo;

import java.time.Instant;

/**
 * One call, email or meeting with everything that will ever happen to it.
 *
 * @param arranged when it is written down
 * @param done when it is noted as done; null: never
 */
record Activity(String type, String rep, Instant arranged, Instant scheduled, Instant done, String subject) {
    static final String MEETING = "meeting";
}
