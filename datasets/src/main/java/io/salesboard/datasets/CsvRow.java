package io.salesboard.datasets;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;

/** A row of a CSV file that says where it stands when one of its values cannot be read. */
final class CsvRow {
    /** Whole digits a quantity may have, as the tables have it. */
    static final int QUANTITY = 10;

    /** Whole digits an amount of money may have, as the tables have it. */
    static final int MONEY = 15;

    /** What is beyond the four that tables keep is rounded; this many are no amount any more. */
    private static final int DECIMALS = 30;

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2199;

    /** Strict: others make the 28th of the 30th of February. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    private static final int SHOWN = 60;

    private final CSVRecord record;
    private final String file;
    private final long line;

    CsvRow(CSVRecord record, String file, long line) {
        this.record = record;
        this.file = file;
        this.line = line;
    }

    /** What stands in a column; null where nothing does. */
    String textOrNull(String column) {
        if (!record.isMapped(column)) {
            throw new IllegalArgumentException(file + ", line 1: there is no column '" + column + "' among "
                    + String.join(", ", record.getParser().getHeaderNames())
                    + "; name it in the header and start again");
        }
        String text = record.get(column);
        if (text != null && text.indexOf('\0') >= 0) {
            throw wrong(column, "holds a NUL character, which no database takes");
        }
        return text;
    }

    String text(String column) {
        String text = textOrNull(column);
        if (text == null) {
            throw wrong(column, "stands where something is needed");
        }
        return text;
    }

    /** A key of this row. @param isNew false when a row before had it */
    String unique(String column, Predicate<String> isNew) {
        String key = text(column);
        if (!isNew.test(key)) {
            throw wrong(column, "stands there twice");
        }
        return key;
    }

    /** @param digits that may stand before the point */
    BigDecimal decimal(String column, int digits) {
        try {
            BigDecimal value = new BigDecimal(text(column));
            if (value.signum() == 0) {
                return BigDecimal.ZERO;
            }
            if ((long) value.precision() - value.scale() > digits) {
                throw wrong(column, "has more than " + digits + " digits before the point");
            }
            if (value.scale() > DECIMALS) {
                throw wrong(column, "has more than " + DECIMALS + " digits behind the point");
            }
            return value;
        } catch (NumberFormatException e) {
            throw wrong(column, "is not a number such as 1234.50");
        }
    }

    BigDecimal decimalOrNull(String column, int digits) {
        return textOrNull(column) == null ? null : decimal(column, digits);
    }

    /** The number in a value of some form. @param form with the digits as its only group */
    long number(String column, Pattern form, String example) {
        var matcher = form.matcher(text(column));
        if (!matcher.matches()) {
            throw wrong(column, "is not of the form " + example);
        }
        return Long.parseLong(matcher.group(1));
    }

    LocalDate day(String column) {
        try {
            return known(column, LocalDate.parse(text(column)));
        } catch (DateTimeException e) {
            throw wrong(column, "is not a day such as 2017-03-01");
        }
    }

    LocalDate dayOrNull(String column) {
        return textOrNull(column) == null ? null : day(column);
    }

    /** An instant, written as UTC. */
    Instant time(String column) {
        try {
            LocalDateTime time = LocalDateTime.parse(text(column), TIME);
            known(column, time.toLocalDate());
            return time.toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw wrong(column, "is not a time such as 2010-12-01 08:26:00");
        }
    }

    private LocalDate known(String column, LocalDate day) {
        if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
            throw wrong(column, "is not from " + FIRST_YEAR + " to " + LAST_YEAR);
        }
        return day;
    }

    /** For a value that is not right. @param why a verb and what follows, such as {@code is not a number} */
    IllegalArgumentException wrong(String column, String why) {
        String value = record.get(column);
        String shown = value == null
                ? "nothing"
                : "'"
                        + (value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value)
                                .replaceAll("\\p{Cntrl}", "?")
                        + "'";
        return new IllegalArgumentException(file + ", line " + line + ", column '" + column + "': " + shown + " " + why
                + "; correct it, or take the" + " line out, and start again");
    }

    /** For a row that is not right as a whole. */
    IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException(
                file + ", line " + line + " " + why + "; correct it, or take the line out, and start again");
    }
}
