package io.salesboard.core.contributions;

import io.salesboard.core.time.BusinessCalendar;
import java.io.Serializable;
import java.time.Instant;
import java.util.Currency;

/**
 * What turns rows into figures besides the rows themselves.
 *
 * @param calendar the business's days and hours
 * @param currency the base currency; amounts in another one are kept out
 */
public record Accounting(BusinessCalendar calendar, Currency currency) implements Serializable {

    /** Whether an amount in {@code code} can be added up. */
    public boolean isBase(String code) {
        return currency.getCurrencyCode().equals(code);
    }

    /** When something counts that happened at an instant, epoch microseconds. */
    public Moment momentOf(long micros) {
        Instant at = Micros.instant(micros);
        return new Moment(calendar.dayOf(at), calendar.hourOf(at));
    }

    /** Digits of the currency's minor unit. */
    public int digits() {
        return currency.getDefaultFractionDigits();
    }
}
