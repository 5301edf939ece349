package io.salesboard.core.kpi;

import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.core.time.WorkingTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;

/**
 * The quotas of one window, from the quotas of whole months, quarters and years that were set (K51).
 *
 * <p>A quota set for exactly the window wins. Else a quarter or year has the sum of the months' quotas in it. A day has
 * its share of the month's quota by working weight, rounded so that the days of a month add up to it; a week has the sum
 * of its days. Which share that is, is the same for every row, and computed once.
 */
public final class Quotas {
    private final Window window;
    private final List<Part> parts;

    /** What was set: the quota of one row for exactly one window, or null. */
    @FunctionalInterface
    public interface Set {
        Long of(WindowUnit unit, long start);
    }

    /** A month's quota from one sum of its working weights up to another. */
    private record Part(long month, BigDecimal from, BigDecimal to, BigDecimal total) {
        long of(long quota) {
            return total.signum() == 0 ? 0 : share(quota, to) - share(quota, from);
        }

        private long share(long quota, BigDecimal upTo) {
            return BigDecimal.valueOf(quota)
                    .multiply(upTo)
                    .divide(total, 0, RoundingMode.HALF_UP)
                    .longValueExact();
        }
    }

    public Quotas(Window window, WorkingTime working) {
        this.window = window;
        this.parts = switch (window.unit()) {
            case DAY, WEEK -> days(window, working);
            case QUARTER, YEAR -> months(window);
            case MONTH, HOUR, NOW -> List.of();
        };
    }

    /** @return minor units, or null where no quota covers any of the window */
    public Long of(Set set) {
        Long exact = set.of(window.unit(), window.start());
        if (exact != null) {
            return exact;
        }
        Long sum = null;
        for (Part part : parts) {
            Long month = set.of(WindowUnit.MONTH, part.month());
            if (month != null) {
                sum = part.of(month) + (sum == null ? 0 : sum);
            }
        }
        return sum;
    }

    private static List<Part> months(Window window) {
        LocalDate from = LocalDate.ofEpochDay(window.start());
        return from.datesUntil(BusinessCalendar.endOf(window.unit(), from), Period.ofMonths(1))
                .map(month -> new Part(month.toEpochDay(), BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.ONE))
                .toList();
    }

    private static List<Part> days(Window window, WorkingTime working) {
        LocalDate from = LocalDate.ofEpochDay(window.start());
        return from.datesUntil(BusinessCalendar.endOf(window.unit(), from))
                .map(day -> day(day, working))
                .toList();
    }

    private static Part day(LocalDate day, WorkingTime working) {
        LocalDate month = day.withDayOfMonth(1);
        BigDecimal before = working.sum(month.toEpochDay(), day.toEpochDay());
        BigDecimal upTo = before.add(working.weight((int) day.toEpochDay()));
        BigDecimal after = working.sum(day.toEpochDay() + 1, month.plusMonths(1).toEpochDay());
        return new Part(month.toEpochDay(), before, upTo, upTo.add(after));
    }
}
