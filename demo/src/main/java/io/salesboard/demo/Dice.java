package io.salesboard.demo;

import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Repeatable chance: the same seed, purpose and index give the same draws on every JDK.
 *
 * <p>Only methods whose algorithm the specification fixes are used ({@link Random}, {@link StrictMath}).
 */
final class Dice {
    private final Random random;

    Dice(long seed, String purpose, long index) {
        random = new Random(mix(seed ^ mix(purpose.hashCode() ^ mix(index))));
    }

    /** Neighbouring seeds must not give neighbouring draws (the finaliser of SplitMix64). */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    double uniform(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    double gaussian() {
        return random.nextGaussian();
    }

    /** A whole number of {@code from..to}, both possible. */
    int between(int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    /** A long of {@code from..to}, both possible. */
    long betweenLong(long from, long to) {
        return from + (long) (random.nextDouble() * (to - from + 1));
    }

    double logNormal(double median, double sigma) {
        return median * StrictMath.exp(sigma * random.nextGaussian());
    }

    double exponential(double mean) {
        return -mean * StrictMath.log(1 - random.nextDouble());
    }

    int poisson(double mean) {
        if (mean > 30) {
            return (int) Math.max(0, Math.round(mean + StrictMath.sqrt(mean) * random.nextGaussian()));
        }
        double limit = StrictMath.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    <T> T pick(List<T> items, ToDoubleFunction<T> weight) {
        double total = 0;
        for (T item : items) {
            total += weight.applyAsDouble(item);
        }
        double left = random.nextDouble() * total;
        for (T item : items) {
            left -= weight.applyAsDouble(item);
            if (left < 0) {
                return item;
            }
        }
        return items.get(items.size() - 1);
    }

    /** The index of one of {@code weights}. */
    int pickIndex(double... weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double left = random.nextDouble() * total;
        for (int i = 0; i < weights.length; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }
}
