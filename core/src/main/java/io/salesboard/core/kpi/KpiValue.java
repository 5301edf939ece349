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

    /** Money in minor units, a count, a quantity in units or a fraction; or null. */
    @FunctionalInterface
    public interface Formula {
        BigDecimal of(Figures figures);
    }

    /** Begins the declaration of a value. */
    static Draft value(String key, String vi, String en) {
        return new Draft(key, vi, en);
    }

    /** A value that is being declared; what it is counted in, with its formula, ends the declaration. */
    static final class Draft {
        private final String key;
        private final String vi;
        private final String en;
        private String metric;
        private Measure rankedBy;
        private boolean ofLocation;
        private String text;

        private Draft(String key, String vi, String en) {
            this.key = key;
            this.vi = vi;
            this.en = en;
        }

        /** Exported as a gauge of this name. */
        Draft metric(String name) {
            metric = name;
            return this;
        }

        /** Of equal values the one first whose measure has been so for longer; the sum of a ranked measure is so by itself. */
        Draft rankedBy(Measure measure) {
            rankedBy = measure;
            return this;
        }

        /** Ranked by the sums of the location. */
        Draft ofLocation() {
            ofLocation = true;
            return this;
        }

        /** The formula in words. */
        Draft means(String words) {
            text = words;
            return this;
        }

        /** The sum of a measure, in money. */
        KpiValue money(Measure measure) {
            return sum(Unit.MONEY, measure);
        }

        KpiValue money(Formula formula) {
            return new KpiValue(key, vi, en, Unit.MONEY, metric, rankedBy, ofLocation, text, formula);
        }

        /** The sum of a measure that counts. */
        KpiValue count(Measure measure) {
            return sum(Unit.COUNT, measure);
        }

        KpiValue count(ToLongFunction<Figures> of) {
            Formula formula = figures -> BigDecimal.valueOf(of.applyAsLong(figures));
            return new KpiValue(key, vi, en, Unit.COUNT, metric, rankedBy, ofLocation, text, formula);
        }

        KpiValue quantity(Formula formula) {
            return new KpiValue(key, vi, en, Unit.QUANTITY, metric, rankedBy, ofLocation, text, formula);
        }

        KpiValue ratio(Formula formula) {
            return new KpiValue(key, vi, en, Unit.RATIO, metric, rankedBy, ofLocation, text, formula);
        }

        private KpiValue sum(Unit unit, Measure measure) {
            Measure by = rankedBy == null && measure.ranked() ? measure : rankedBy;
            Formula formula = figures -> BigDecimal.valueOf(figures.of(measure));
            return new KpiValue(key, vi, en, unit, metric, by, ofLocation, text, formula);
        }
    }
}
