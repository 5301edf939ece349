package io.salesboard.local.launch;

import java.time.ZoneId;

/**
 * What the figures are computed for: the same for the job, the board and those who check them.
 *
 * @param companyName shown on the screens
 * @param zone business time zone
 * @param currency base currency
 * @param clock business clock, in the form of {@link io.salesboard.core.time.BusinessClock#parse}
 * @param opens start of a selling day, such as {@code 08:00}
 * @param closes end of a selling day
 */
record CompanySettings(String companyName, String zone, String currency, String clock, String opens, String closes) {
    /** The same in another time zone. */
    CompanySettings in(ZoneId other) {
        return new CompanySettings(companyName, other.getId(), currency, clock, opens, closes);
    }
}
