package io.salesboard.jobs.decode;

import io.salesboard.core.model.ColumnType;
import io.salesboard.core.model.Row;
import io.salesboard.schemas.QuarantineReason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.apache.avro.Schema;

/** Turns what Debezium writes into the numbers a row keeps. */
final class Values {
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000};
    private static final long MICROS_PER_SECOND = 1_000_000;

    private static final Instant YEAR_1 = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");
    private static final long DAY_1 = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long DAY_10000 = LocalDate.of(10_000, 1, 1).toEpochDay();

    /**
     * What the connectors have Debezium write for a text stored out of line that an update did not touch; no text of PostgreSQL
     * can hold its NUL.
     */
    static final String NOT_SENT = "unchanged\0value";

    private Values() {}

    /** A text, or {@link Row#UNCHANGED} where it was not sent. */
    static String text(String sent) {
        return NOT_SENT.equals(sent) ? Row.UNCHANGED : sent;
    }

    /** A part of a primary key as text: numbers plain, without zeros behind the point. */
    static String keyText(Object value, Schema schema) {
        if (value instanceof ByteBuffer bytes) {
            byte[] unscaled = new byte[bytes.remaining()];
            bytes.duplicate().get(unscaled);
            BigDecimal number = new BigDecimal(new BigInteger(unscaled), Math.max(0, WriterSchema.scaleOf(schema)));
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        return String.valueOf(value);
    }

    /** A day, as epoch day. */
    static long day(long epochDay, String column) throws UnreadableException {
        if (epochDay >= DAY_1 && epochDay < DAY_10000) {
            return epochDay;
        }
        throw new UnreadableException(
                QuarantineReason.OUT_OF_RANGE, column + " = day " + epochDay + " is not in the years 1 to 9999");
    }

    /** A decimal number as text, read digit by digit from the bytes; any other form, such as NaN, as text. */
    static long tenThousandths(ByteReader in, String column) throws UnreadableException {
        int length = (int) in.peekLength();
        // Up to 63 bytes the length takes one byte; 18 digits fit into 64 bits in any case.
        if (length < 1 || length > 18) {
            return tenThousandths(in.readString(), column);
        }
        int start = in.position() + 1;
        boolean negative = in.at(start) == '-';
        long value = 0;
        int digits = 0;
        int places = -1;
        for (int i = negative ? 1 : 0; i < length; i++) {
            byte next = in.at(start + i);
            if (next == '.' && places < 0) {
                places = 0;
            } else if (next >= '0' && next <= '9') {
                value = value * 10 + (next - '0');
                digits++;
                places += places < 0 ? 0 : 1;
            } else {
                return tenThousandths(in.readString(), column);
            }
        }
        if (digits == 0) {
            return tenThousandths(in.readString(), column);
        }
        in.skipBytes();
        return tenThousandths(negative ? -value : value, Math.max(places, 0), column);
    }

    static long tenThousandths(String text, String column) throws UnreadableException {
        try {
            return tenThousandths(new BigDecimal(text), column);
        } catch (NumberFormatException e) {
            throw new UnreadableException(QuarantineReason.OUT_OF_RANGE, column + " = '" + text + "' is not a number");
        }
    }

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
                    QuarantineReason.OUT_OF_RANGE,
                    column + " = " + value + " has more than four decimals or is beyond ±9·10^14");
        }
    }

    /** ISO instant with offset, as Debezium writes timestamptz, in epoch microseconds. */
    static long micros(String text, String column) throws UnreadableException {
        try {
            Instant at = text.endsWith("Z")
                    ? Instant.parse(text)
                    : OffsetDateTime.parse(text).toInstant();
            if (!at.isBefore(YEAR_1) && at.isBefore(YEAR_10000)) {
                return at.getEpochSecond() * MICROS_PER_SECOND + at.getNano() / 1000;
            }
        } catch (DateTimeException e) {
            throw new UnreadableException(
                    QuarantineReason.OUT_OF_RANGE, column + " = '" + text + "' is not an instant");
        }
        throw new UnreadableException(
                QuarantineReason.OUT_OF_RANGE, column + " = '" + text + "' is not in the years 1 to 9999");
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
        boolean usual = in.at(start + length - 1) == 'Z'
                && in.at(start + 4) == '-'
                && in.at(start + 7) == '-'
                && in.at(start + 10) == 'T'
                && in.at(start + 13) == ':'
                && in.at(start + 16) == ':'
                && length != 21;
        if (!usual) {
            return micros(in.readString(), column);
        }
        int year = digits(in, start, 4);
        int month = digits(in, start + 5, 2);
        int day = digits(in, start + 8, 2);
        int hour = digits(in, start + 11, 2);
        int minute = digits(in, start + 14, 2);
        int second = digits(in, start + 17, 2);
        // Days 29 to 31 may not exist; the text parser knows.
        usual = year >= 1 && within(month, 1, 12) && within(day, 1, 28) && within(hour, 0, 23);
        if (!usual || !within(minute, 0, 59) || !within(second, 0, 59)) {
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

    private static boolean within(int value, int least, int most) {
        return value >= least && value <= most;
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
