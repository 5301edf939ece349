package io.salesboard.core.time;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Map;

/**
 * How much working time of a window has passed; the ground of pace (K54).
 *
 * <p>A day weighs what the business calendar says, 1 when it says nothing. The present day passes evenly between opening
 * and closing time.
 *
 * @param calendar the business's days
 * @param weights epoch day to working weight 0..1
 * @param opens when a working day starts
 * @param closes when it ends
 */
public record WorkingTime(
        BusinessCalendar calendar, Map<Integer, BigDecimal> weights, LocalTime opens, LocalTime closes) {

    public WorkingTime {
        if (!opens.isBefore(closes)) {
            throw new IllegalArgumentException("a working day that opens at " + opens + " cannot close at " + closes);
        }
    }

    /** Sum of the weights of the days in a window of whole days. */
    public BigDecimal total(Window window) {
        return sum(window.start(), endDay(window));
    }

    /** Sum of the weights of what has passed of a window of whole days at {@code now}, exact to six decimals of a day. */
    public BigDecimal elapsed(Window window, Instant now) {
        int today = calendar.dayOf(now);
        long end = endDay(window);
        if (today < window.start()) {
            return BigDecimal.ZERO;
        }
        if (today >= end) {
            return total(window);
        }
        return sum(window.start(), today).add(weight(today).multiply(shareOfDay(now)));
    }

    public BigDecimal weight(int epochDay) {
        return weights.getOrDefault(epochDay, BigDecimal.ONE);
    }

    /** Sum of the weights of the epoch days from one up to, not including, another. */
    public BigDecimal sum(long from, long to) {
        BigDecimal sum = BigDecimal.ZERO;
        for (long day = from; day < to; day++) {
            sum = sum.add(weight((int) day));
        }
        return sum;
    }

    /** The share of the working day that has passed, 0..1, six decimals, from milliseconds. */
    BigDecimal shareOfDay(Instant now) {
        ZonedDateTime local = now.atZone(calendar.zone());
        long millis = (local.toLocalTime().toNanoOfDay() - opens.toNanoOfDay()) / 1_000_000;
        long length = (closes.toNanoOfDay() - opens.toNanoOfDay()) / 1_000_000;
        long passed = Math.max(0, Math.min(millis, length));
        return BigDecimal.valueOf(passed).divide(BigDecimal.valueOf(length), 6, RoundingMode.HALF_UP);
    }

    /** Whether people are at work: a day of half the weight ends half way between opening and closing. */
    public boolean isWorking(Instant at) {
        int day = calendar.dayOf(at);
        return !at.isBefore(opening(day)) && at.isBefore(closing(day));
    }

    /** Working minutes that passed between two instants, whole ones. */
    public long minutes(Instant from, Instant to) {
        long millis = 0;
        for (int day = calendar.dayOf(from); day <= calendar.dayOf(to); day++) {
            Instant begin = later(from, opening(day));
            Instant end = earlier(to, closing(day));
            millis += Math.max(0, end.toEpochMilli() - begin.toEpochMilli());
        }
        return millis / 60_000;
    }

    private Instant opening(int day) {
        return LocalDate.ofEpochDay(day).atTime(opens).atZone(calendar.zone()).toInstant();
    }

    private Instant closing(int day) {
        long length = (closes.toNanoOfDay() - opens.toNanoOfDay()) / 1_000_000;
        long worked = weight(day).multiply(BigDecimal.valueOf(length)).longValue();
        return opening(day).plusMillis(worked);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static long endDay(Window window) {
        return BusinessCalendar.endOf(window.unit(), LocalDate.ofEpochDay(window.start()))
                .toEpochDay();
    }
}
