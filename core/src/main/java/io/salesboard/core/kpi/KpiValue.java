package io.salesboard.core.kpi;

import io.salesboard.core.model.Measure;
import java.math.BigDecimal;
import java.util.function.ToLongFunction;

/**
 * One number of a KPI.
 *
 * @param key name in the API, KPI id and part: {@code K01.net}
 * @param vi Vietnamese name
 * @param en English name
 * @param unit what it is counted in
 * @param metric name of the Prometheus gauge that exports it, or null when none does
 * @param rankedBy the measure whose last change decides ties on a leaderboard, or null: then the id alone does
 * @param ofLocation whether that is the measure of the {@link Figures#located location}
 * @param text the formula in words, for the documentation
 * @param formula computes the value; null means "no value" (a zero denominator, no quota)
 */
public record KpiValue(
        String key,
        String vi,
        String en,
        Unit unit,
        String metric,
        Measure rankedBy,
        boolean ofLocation,
        String text,
        Formula formula) {
    /** A value of the row itself, not of a location. */
    public KpiValue(
            String key,
            String vi,
            String en,
            Unit unit,
            String metric,
            Measure rankedBy,
            String text,
            Formula formula) {
        this(key, vi, en, unit, metric, rankedBy, false, text, formula);
    }

    /** Money in minor units, a count, a quantity in units or a fraction; or null. */
    @FunctionalInterface
    public interface Formula {
        BigDecimal of(Figures figures);
    }

    /** The sum of a measure in money. */
    static KpiValue money(
            String key, String vi, String en, String metric, Measure rankedBy, String text, Measure measure) {
        return new KpiValue(key, vi, en, Unit.MONEY, metric, rankedBy, text, f -> BigDecimal.valueOf(f.of(measure)));
    }

    /** The sum of a measure that counts. */
    static KpiValue count(
            String key, String vi, String en, String metric, Measure rankedBy, String text, Measure measure) {
        return count(key, vi, en, metric, rankedBy, text, f -> f.of(measure));
    }

    /** A count that is not one measure's sum. */
    static KpiValue count(
            String key,
            String vi,
            String en,
            String metric,
            Measure rankedBy,
            String text,
            ToLongFunction<Figures> of) {
        return new KpiValue(
                key, vi, en, Unit.COUNT, metric, rankedBy, text, f -> BigDecimal.valueOf(of.applyAsLong(f)));
    }

    /** A fraction. */
    static KpiValue ratio(String key, String vi, String en, String metric, String text, Formula formula) {
        return new KpiValue(key, vi, en, Unit.RATIO, metric, null, text, formula);
    }
}
