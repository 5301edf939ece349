package io.salesboard.core.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Every result equals what BigDecimal says, and so what SQL's round says. */
class MoneyTest {
    private final Random random = new Random(20261123);

    /** Of all magnitudes, both signs. */
    private long any() {
        return random.nextLong() >> random.nextInt(64);
    }

    @Test
    void roundsHalvesAwayFromZero() {
        assertThat(Money.minor(25_000, 0)).isEqualTo(3);
        assertThat(Money.minor(-25_000, 0)).isEqualTo(-3);
        assertThat(Money.minor(24_999, 0)).isEqualTo(2);
        assertThat(Money.minor(-24_999, 0)).isEqualTo(-2);
        assertThat(Money.minor(12_350, 2)).isEqualTo(124);
        assertThat(Money.minor(12_350, 4)).isEqualTo(12_350);
        assertThat(Money.minor(Long.MIN_VALUE + 1, 0)).isEqualTo(-922_337_203_685_478L);
    }

    @Test
    void minorUnitsEqualBigDecimals() {
        for (int n = 0; n < 20_000; n++) {
            long value = any();
            int digits = random.nextInt(4);
            assertThat(Money.minor(value, digits))
                    .isEqualTo(rounded(BigDecimal.valueOf(value, 4).movePointRight(digits)));
        }
    }

    @Test
    void productsEqualBigDecimalsAlsoBeyondSixtyFourBits() {
        int beyond = 0;
        for (int n = 0; n < 20_000; n++) {
            long a = any();
            long b = any();
            int digits = random.nextInt(4);
            BigDecimal exact = BigDecimal.valueOf(a, 4)
                    .multiply(BigDecimal.valueOf(b, 4))
                    .movePointRight(digits)
                    .setScale(0, RoundingMode.HALF_UP);
            beyond += exact.movePointRight(8).toBigInteger().bitLength() > 63 ? 1 : 0;
            if (exact.toBigInteger().bitLength() <= 63) {
                assertThat(Money.product(a, b, digits)).as("%s × %s", a, b).isEqualTo(exact.longValueExact());
            } else {
                assertThatThrownBy(() -> Money.product(a, b, digits)).isInstanceOf(ArithmeticException.class);
            }
        }
        assertThat(beyond).as("products beyond 64 bits").isGreaterThan(1000);
    }

    @Test
    void sharesEqualBigDecimalsAndAreRefusedBeyondSixtyFourBits() {
        int beyond = 0;
        for (int n = 0; n < 20_000; n++) {
            long amount = any();
            long part = any();
            long total = any();
            if (total == 0) {
                continue;
            }
            BigDecimal exact = BigDecimal.valueOf(amount)
                    .multiply(BigDecimal.valueOf(part))
                    .divide(BigDecimal.valueOf(total), 0, RoundingMode.HALF_UP);
            if (exact.toBigInteger().bitLength() <= 63) {
                assertThat(Money.share(amount, part, total))
                        .as("%s × %s ÷ %s", amount, part, total)
                        .isEqualTo(exact.longValueExact());
            } else {
                beyond++;
                assertThatThrownBy(() -> Money.share(amount, part, total)).isInstanceOf(ArithmeticException.class);
            }
        }
        assertThat(beyond).as("shares beyond 64 bits").isGreaterThan(1000);
    }

    @Test
    void aShareThatJustDoesNotFitIsRefusedToo() {
        assertThatThrownBy(() -> Money.share(1L << 31, -(1L << 32), -1)).isInstanceOf(ArithmeticException.class);
        assertThat(Money.share(1L << 31, -(1L << 32), 1)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void aSumIsNeverWrappedAround() {
        assertThat(Money.sum(LongStream.of(Long.MAX_VALUE, -1, 1))).isEqualTo(Long.MAX_VALUE);
        assertThat(Money.sum(LongStream.empty())).isZero();
        assertThatThrownBy(() -> Money.sum(LongStream.of(Long.MAX_VALUE, 1, -1)))
                .isInstanceOf(ArithmeticException.class);
    }

    private static long rounded(BigDecimal value) {
        return value.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }
}
