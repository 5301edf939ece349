package io.salesboard.core.time;

import java.io.Serializable;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * Maps the machine's time to business time, so that a past quarter can be watched in three minutes.
 *
 * <p>{@code business = businessStart + (wall - wallStart) × speed}. The default maps every instant to itself.
 *
 * @param wallStart the machine's time at which {@code businessStart} was "now"
 * @param businessStart business time at that moment
 * @param speed how many business seconds pass in a second
 */
public record BusinessClock(Instant wallStart, Instant businessStart, double speed) implements Serializable {

    public static final BusinessClock REAL = new BusinessClock(Instant.EPOCH, Instant.EPOCH, 1);

    public BusinessClock {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("business clock: the speed " + speed + " is not a number above 0");
        }
    }

    public Instant at(Instant wall) {
        if (isReal()) {
            return wall;
        }
        long millis = Duration.between(wallStart, wall).toMillis();
        return businessStart.plusMillis(Math.round(millis * speed));
    }

    /** The machine's time at which it is {@code business}; the inverse of {@link #at}, rounded up to a millisecond. */
    public Instant wallOf(Instant business) {
        if (isReal()) {
            return business;
        }
        double millis = Duration.between(businessStart, business).toMillis() / speed;
        return wallStart.plusMillis((long) Math.ceil(millis));
    }

    private boolean isReal() {
        return speed == 1 && wallStart.equals(businessStart);
    }

    public Instant now(Clock clock) {
        return at(clock.instant());
    }

    /** Reads {@code real}, or {@code <wall start>/<business start>/<speed>} with ISO instants. */
    public static BusinessClock parse(String text) {
        if (text.equals("real")) {
            return REAL;
        }
        String[] parts = text.split("/");
        try {
            if (parts.length == 3) {
                return new BusinessClock(
                        Instant.parse(parts[0]), Instant.parse(parts[1]), Double.parseDouble(parts[2]));
            }
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException(refusal(text) + ": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(refusal(text));
    }

    private static String refusal(String text) {
        return "business clock '" + text + "' is neither 'real' nor '<wall start>/<business start>/<speed>', such as"
                + " 2026-11-23T08:00:00Z/2018-06-30T10:00:00Z/60";
    }

    @Override
    public String toString() {
        return this.equals(REAL) ? "real" : wallStart + "/" + businessStart + "/" + speed;
    }
}
