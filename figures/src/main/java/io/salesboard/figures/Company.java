package io.salesboard.figures;

import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.BusinessClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Currency;

/**
 * What the board must know of the business besides its data.
 *
 * @param companyName name of the company's row
 * @param calendar its days
 * @param opens when a working day starts
 * @param closes when it ends
 * @param currency base currency of all money
 * @param businessClock from the machine's time to business time
 * @param wall the machine's clock
 */
public record Company(
        String companyName,
        BusinessCalendar calendar,
        LocalTime opens,
        LocalTime closes,
        Currency currency,
        BusinessClock businessClock,
        Clock wall) {

    /** Business time now, to the millisecond like the time of every frame. */
    public Instant now() {
        return businessClock.now(wall).truncatedTo(ChronoUnit.MILLIS);
    }

    /** The business time at an instant of the reader's clock, such as when a frame was closed; now where there is none yet. */
    public Instant asOf(long millis) {
        return millis == 0 ? now() : businessClock.at(Instant.ofEpochMilli(millis));
    }

    /** The first version that stands for a business time or a later one. */
    long versionAt(Instant businessTime) {
        double wallMillis =
                Duration.between(businessClock.businessStart(), businessTime).toMillis() / businessClock.speed();
        return businessClock.wallStart().toEpochMilli() + Math.round(wallMillis);
    }
}
