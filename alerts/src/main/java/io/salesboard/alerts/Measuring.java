package io.salesboard.alerts;

import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.kpi.Ratio;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.figures.FiguresOf;
import io.salesboard.figures.Ranking;
import io.salesboard.figures.Reading;
import io.salesboard.figures.store.Org;
import io.salesboard.schemas.Correction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The figures that rules compare, of one {@link Reading}: the same that screens show, by the same formulas. Null means there is
 * none, and raises and ends nothing.
 */
final class Measuring {
    private static final KpiValue QUOTA = Catalogue.value("K51.quota");
    private static final int MINUTES_OF_AN_HOUR = 60;

    private final Reading reading;
    private final LastSales sales;

    Measuring(Reading reading) {
        this(reading, List.of());
    }

    /** @param undone corrections that the reading leaves out: a sale that only came with one of them was none */
    Measuring(Reading reading, List<Correction> undone) {
        this.reading = reading;
        this.sales = new LastSales(
                reading, undone.stream().map(Correction::getObject).collect(Collectors.toSet()));
    }

    Reading reading() {
        return reading;
    }

    LastSales sales() {
        return sales;
    }

    /** The window that a rule looks at now. */
    Window window(Rule rule) {
        return reading.present(rule.window());
    }

    /** Whether a rule may raise an alert now: enough of its window has passed, and where it asks for that, people are at work. */
    boolean mayRaise(Rule rule) {
        if (rule.workingHours() && !isWorked()) {
            return false;
        }
        if (rule.after().signum() == 0) {
            return true;
        }
        Window window = window(rule);
        BigDecimal passed = quotient(
                reading.working().elapsed(window, reading.asOf()),
                reading.working().total(window));
        return passed != null && passed.compareTo(rule.after()) >= 0;
    }

    /** Whether people are at work now, or were on a day that is over. */
    private boolean isWorked() {
        return reading.isPast()
                ? reading.working().weight(reading.today()).signum() > 0
                : reading.working().isWorking(reading.asOf());
    }

    /** The rows that a rule looks at: those that exist now, and of reps those who work. */
    List<String> subjects(Rule rule) {
        return reading.ids(rule.scope(), window(rule)).stream()
                .filter(id -> rule.ids().isEmpty() || rule.ids().contains(id))
                .filter(id -> isSomebody(rule.scope(), id))
                .toList();
    }

    private boolean isSomebody(Scope scope, String id) {
        if (id.equals(Scope.UNASSIGNED) || id.equals(Scope.OTHERS)) {
            return false;
        }
        Org.Rep rep = scope == Scope.REP ? reading.org().rep(id) : null;
        return scope != Scope.REP || (rep != null && rep.worksOn(reading.today()));
    }

    /** The figure that a rule compares, in the unit of {@link Rule#measured}; null where there is none. */
    BigDecimal figure(Rule rule, String id) {
        return switch (rule.comparison()) {
            case VALUE -> row(rule, id).value(rule.kpi());
            case QUOTA -> shareOfQuota(rule, id, BigDecimal.ONE, BigDecimal.ONE);
            case PACE -> pace(rule, id);
            case CHANGE -> change(rule, id);
            case RANK -> place(rule, id);
            case NO_SALE -> sales.minutesSince(rule.scope(), id);
            case WON_DEAL -> throw new IllegalArgumentException("a deal is no state of " + id);
        };
    }

    private FiguresOf row(Rule rule, String id) {
        return reading.in(window(rule)).of(rule.scope(), id);
    }

    private BigDecimal pace(Rule rule, String id) {
        Window window = window(rule);
        return shareOfQuota(
                rule, id, reading.working().total(window), reading.working().elapsed(window, reading.asOf()));
    }

    /** (value × total) ÷ (quota × elapsed). */
    private BigDecimal shareOfQuota(Rule rule, String id, BigDecimal total, BigDecimal elapsed) {
        BigDecimal value = row(rule, id).value(rule.kpi());
        BigDecimal quota = row(rule, id).value(QUOTA);
        return value == null || quota == null ? null : quotient(value.multiply(total), quota.multiply(elapsed));
    }

    private BigDecimal place(Rule rule, String id) {
        Ranking.Entry entry =
                reading.ranking(rule.kpi(), rule.scope(), window(rule)).of(id);
        return entry == null || entry.rank() == null ? null : BigDecimal.valueOf(entry.rank());
    }

    /** Whole parts only, of both windows as many as the present one has behind it. */
    private BigDecimal change(Rule rule, String id) {
        Window window = window(rule);
        Window before = reading.business().calendar().previous(window);
        long parts = parts(window);
        if (parts == 0) {
            return null;
        }
        BigDecimal now = reading.beginningOf(window, partAt(window, parts))
                .of(rule.scope(), id)
                .value(rule.kpi());
        BigDecimal then = reading.beginningOf(before, Math.min(partAt(before, parts), end(before)))
                .of(rule.scope(), id)
                .value(rule.kpi());
        if (now == null || then == null || then.signum() <= 0) {
            return null;
        }
        BigDecimal quotient = quotient(now, then);
        return quotient == null ? null : quotient.subtract(BigDecimal.ONE);
    }

    private long parts(Window window) {
        return window.unit() == WindowUnit.DAY
                ? (reading.business().calendar().hourOf(reading.asOf()) - firstHour(window)) / MINUTES_OF_AN_HOUR
                : reading.wholeDaysUntil() - window.start();
    }

    private static long partAt(Window window, long parts) {
        return window.unit() == WindowUnit.DAY
                ? firstHour(window) + parts * MINUTES_OF_AN_HOUR
                : window.start() + parts;
    }

    private static long end(Window window) {
        return window.unit() == WindowUnit.DAY
                ? window.to().getEpochSecond() / MINUTES_OF_AN_HOUR
                : BusinessCalendar.endOf(window.unit(), java.time.LocalDate.ofEpochDay(window.start()))
                        .toEpochDay();
    }

    private static long firstHour(Window window) {
        return window.from().getEpochSecond() / MINUTES_OF_AN_HOUR;
    }

    private static BigDecimal quotient(BigDecimal numerator, BigDecimal denominator) {
        return denominator.signum() == 0 ? null : numerator.divide(denominator, Ratio.DIGITS, RoundingMode.HALF_UP);
    }
}
