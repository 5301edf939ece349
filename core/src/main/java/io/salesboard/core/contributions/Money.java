package io.salesboard.core.contributions;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.stream.LongStream;

/** Exact arithmetic on amounts: ten-thousandths in, minor units out, rounded half up away from zero like SQL's round. */
final class Money {
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    private Money() {}

    /** An amount of ten-thousandths in minor units with {@code digits} decimals. */
    static long minor(long tenThousandths, int digits) {
        return divide(tenThousandths, POWERS[4 - digits]);
    }

    /** The product of two numbers of ten-thousandths in minor units with {@code digits} decimals. */
    static long product(long a, long b, int digits) {
        long power = POWERS[8 - digits];
        if (Math.multiplyHigh(a, b) == (a * b) >> 63) {
            return divide(a * b, power);
        }
        return new BigDecimal(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)))
                .divide(BigDecimal.valueOf(power), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /**
     * {@code round(amount × part ÷ total)}. Where lines of both signs nearly cancel out, a part can be a huge multiple of the
     * total.
     *
     * @throws ArithmeticException when the share does not fit into 64 bits
     */
    static long share(long amount, long part, long total) {
        // by -1 not, since the lowest number has no counterpart
        if (Math.multiplyHigh(amount, part) == (amount * part) >> 63 && total != -1) {
            return divide(amount * part, total);
        }
        return new BigDecimal(BigInteger.valueOf(amount).multiply(BigInteger.valueOf(part)))
                .divide(BigDecimal.valueOf(total), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** @throws ArithmeticException when the sum does not fit into 64 bits */
    static long sum(LongStream amounts) {
        return amounts.reduce(0, Math::addExact);
    }

    private static long divide(long dividend, long divisor) {
        if (divisor == 1) {
            return dividend;
        }
        long quotient = dividend / divisor;
        long rest = Math.abs(dividend % divisor);
        // rest >= |divisor| - rest is 2 × rest >= |divisor| without its overflow
        if (rest >= Math.abs(divisor) - rest) {
            quotient += (dividend < 0) == (divisor < 0) ? 1 : -1;
        }
        return quotient;
    }
}
