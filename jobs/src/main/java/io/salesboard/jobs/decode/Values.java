package io.salesboard.jobs.decode;

import io.salesboard.core.model.ColumnType;
import io.salesboard.jobs.decode.UnreadableException.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Turns what Debezium writes into the numbers a row keeps. */
final class Values {
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000};
    private static final long MICROS_PER_SECOND = 1_000_000;

    private Values() {}

    /** An unscaled decimal of a scale in ten-thousandths. */
    static long tenThousandths(long unscaled, int scale, String column) throws UnreadableException {
        if (scale == ColumnType.DECIMAL_DIGITS) {
            return unscaled;
        }
        if (scale < ColumnType.DECIMAL_DIGITS && scale >= 0) {
            long power = POWERS[ColumnType.DECIMAL_DIGITS - scale];
            if (Math.multiplyHigh(unscaled, power) == (unscaled * power) >> 63) {
                return unscaled * power;
            }
        }
        return tenThousandths(BigDecimal.valueOf(unscaled, scale), column);
    }

    static long tenThousandths(byte[] unscaled, int scale, String column) throws UnreadableException {
        return tenThousandths(new BigDecimal(new BigInteger(unscaled), scale), column);
    }

    static long tenThousandths(BigDecimal value, String column) throws UnreadableException {
        try {
            return value.movePointRight(ColumnType.DECIMAL_DIGITS).longValueExact();
        } catch (ArithmeticException e) {
            throw new UnreadableException(
                    Reason.OUT_OF_RANGE,
                    column + " = " + value.toPlainString() + " has more than four decimals or is beyond ±9·10^14");
        }
    }

    /** ISO instant with offset, as Debezium writes timestamptz, in epoch microseconds. */
    static long micros(String text, String column) throws UnreadableException {
        try {
            Instant at = text.endsWith("Z")
                    ? Instant.parse(text)
                    : OffsetDateTime.parse(text).toInstant();
            return Math.addExact(Math.multiplyExact(at.getEpochSecond(), MICROS_PER_SECOND), at.getNano() / 1000);
        } catch (DateTimeException | ArithmeticException e) {
            throw new UnreadableException(Reason.OUT_OF_RANGE, column + " = '" + text + "' is not an instant");
        }
    }

    /**
     * The usual form, {@code 2026-11-23T03:44:13.123456Z}, read digit by digit from the bytes; any other form as text.
     */
    static long micros(ByteReader in, String column) throws UnreadableException {
        int length = (int) in.peekLength();
        if (length < 20 || length > 27) {
            return micros(in.readString(), column);
        }
        int start = in.position() + 1;
        if (in.at(start + length - 1) != 'Z' || in.at(start + 4) != '-' || in.at(start + 10) != 'T') {
            return micros(in.readString(), column);
        }
        int year = digits(in, start, 4);
        int month = digits(in, start + 5, 2);
        int day = digits(in, start + 8, 2);
        int hour = digits(in, start + 11, 2);
        int minute = digits(in, start + 14, 2);
        int second = digits(in, start + 17, 2);
        if (year < 1 || month < 1 || month > 12 || day < 1 || day > 28 || hour > 23 || minute > 59 || second > 59) {
            return micros(in.readString(), column);
        }
        long micros = 0;
        if (length > 20) {
            int places = length - 21;
            int fraction = digits(in, start + 20, places);
            if (in.at(start + 19) != '.' || fraction < 0) {
                return micros(in.readString(), column);
            }
            micros = fraction;
            for (int i = places; i < 6; i++) {
                micros *= 10;
            }
        }
        in.skipBytes();
        long days = LocalDate.of(year, month, day).toEpochDay();
        return ((days * 24 + hour) * 60 + minute) * 60 * MICROS_PER_SECOND + second * MICROS_PER_SECOND + micros;
    }

    private static int digits(ByteReader in, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            int digit = in.at(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
