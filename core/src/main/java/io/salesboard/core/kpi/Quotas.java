package io.salesboard.core.kpi;

import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.core.time.WorkingTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;

/**
 * The quota of a window, from the quotas of whole months, quarters and years that were set (K51).
 *
 * <p>A quota set for exactly the window wins. Else a quarter or year has the sum of the months' quotas in it. A day has
 * its share of the month's quota by working weight, rounded so that the days of a month add up to it; a week has the sum
 * of its days.
 */
public final class Quotas {
    /** What was set: the quota of one row for exactly one window, or null. */
    @FunctionalInterface
    public interface Set {
        Long of(WindowUnit unit, long start);
    }

    private Quotas() {}

    /** @return minor units, or null where no quota covers any of the window */
    public static Long of(Window window, Set set, WorkingTime working) {
        Long exact = set.of(window.unit(), window.start());
        if (exact != null) {
            return exact;
        }
        LocalDate from = LocalDate.ofEpochDay(window.start());
        LocalDate end = BusinessCalendar.endOf(window.unit(), from);
        return switch (window.unit()) {
            case DAY, WEEK -> sumOfDays(from, end, set, working);
            case QUARTER, YEAR -> sumOfMonths(from, end, set);
            case MONTH, HOUR, NOW -> null;
        };
    }

    private static Long sumOfMonths(LocalDate from, LocalDate end, Set set) {
        Long sum = null;
        for (LocalDate month = from; month.isBefore(end); month = month.plusMonths(1)) {
            sum = plus(sum, set.of(WindowUnit.MONTH, month.toEpochDay()));
        }
        return sum;
    }

    private static Long sumOfDays(LocalDate from, LocalDate end, Set set, WorkingTime working) {
        Long sum = null;
        for (LocalDate day = from; day.isBefore(end); day = day.plusDays(1)) {
            sum = plus(sum, dayOf(day, set, working));
        }
        return sum;
    }

    private static Long dayOf(LocalDate day, Set set, WorkingTime working) {
        LocalDate first = day.withDayOfMonth(1);
        Long month = set.of(WindowUnit.MONTH, first.toEpochDay());
        if (month == null) {
            return null;
        }
        BigDecimal total = BigDecimal.ZERO;
        BigDecimal before = BigDecimal.ZERO;
        for (LocalDate d = first; d.isBefore(first.plusMonths(1)); d = d.plusDays(1)) {
            if (d.equals(day)) {
                before = total;
            }
            total = total.add(working.weight((int) d.toEpochDay()));
        }
        if (total.signum() == 0) {
            return 0L;
        }
        BigDecimal upTo = before.add(working.weight((int) day.toEpochDay()));
        return share(month, upTo, total) - share(month, before, total);
    }

    private static long share(long amount, BigDecimal part, BigDecimal total) {
        return BigDecimal.valueOf(amount)
                .multiply(part)
                .divide(total, 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    private static Long plus(Long sum, Long more) {
        return more == null ? sum : (Long) (more + (sum == null ? 0 : sum));
    }
}
