package io.salesboard.core.kpi;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Division as the formulas mean it: a zero denominator is "no value". */
public final class Ratio {
    /** Digits of a fraction. */
    public static final int DIGITS = 6;

    private Ratio() {}

    /** A fraction of {@link #DIGITS} digits, or null. */
    static BigDecimal of(long numerator, long denominator) {
        return divide(numerator, denominator, DIGITS);
    }

    /** A quotient rounded half up to {@code digits}, or null. */
    static BigDecimal divide(long numerator, long denominator, int digits) {
        return divide(BigDecimal.valueOf(numerator), BigDecimal.valueOf(denominator), digits);
    }

    /** A quotient rounded half up to {@code digits}, or null. */
    static BigDecimal divide(BigDecimal numerator, BigDecimal denominator, int digits) {
        return denominator.signum() == 0 ? null : numerator.divide(denominator, digits, RoundingMode.HALF_UP);
    }
}
