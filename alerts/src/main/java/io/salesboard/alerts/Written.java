package io.salesboard.alerts;

import io.salesboard.alerts.Rule.Measured;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.Window;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.Currency;
import java.util.Locale;

/** Figures, times and windows as sentences of one language have them: {@code 1.234.567 ₫}, {@code 71,3 %}, {@code 10:04 27/11}. */
enum Written {
    VI('.', ','),
    EN(',', '.');

    private static final char MINUS = '−';
    private static final char SPACE = ' ';
    private static final DateTimeFormatter TIME_VI = DateTimeFormatter.ofPattern("HH:mm dd/MM");
    private static final DateTimeFormatter TIME_EN = DateTimeFormatter.ofPattern("HH:mm 'on' d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_EN = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH_EN = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);

    private final DecimalFormatSymbols symbols;

    Written(char group, char point) {
        symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setGroupingSeparator(group);
        symbols.setDecimalSeparator(point);
        symbols.setMinusSign(MINUS);
    }

    /** A figure in the unit it is measured in. */
    String figure(Measured measured, BigDecimal value, Currency currency) {
        return switch (measured) {
            case MONEY -> money(value, currency);
            case RATIO -> number(value.movePointRight(2).setScale(1, RoundingMode.HALF_UP), 1) + SPACE + "%";
            case COUNT, QUANTITY, PLACE -> number(value, 4);
            case MINUTES -> number(value, 0) + SPACE + (this == VI ? "phút" : "min");
        };
    }

    /** An amount in major units, whole: {@code 1.234.567 ₫}, {@code ₫1,234,567}. */
    String money(BigDecimal amount, Currency currency) {
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        DecimalFormat format = new DecimalFormat("#,##0", symbols);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        format.setRoundingMode(RoundingMode.HALF_UP);
        String sign = currency.getCurrencyCode().equals("VND") ? "₫" : currency.getSymbol(Locale.US);
        String number = format.format(amount.abs());
        String minus = amount.signum() < 0 ? String.valueOf(MINUS) : "";
        return this == VI ? minus + number + SPACE + sign : minus + sign + number;
    }

    private String number(BigDecimal value, int mostDigits) {
        DecimalFormat format = new DecimalFormat("#,##0", symbols);
        format.setMaximumFractionDigits(mostDigits);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(value);
    }

    /** A time of day with its date. */
    String time(Instant at, BusinessCalendar calendar) {
        ZonedDateTime local = at.atZone(calendar.zone());
        return local.format(this == VI ? TIME_VI : TIME_EN);
    }

    /** A window by its name: {@code tháng 11/2026}, {@code Q4 2026}; nothing for what is now. */
    String window(Window window, BusinessCalendar calendar) {
        LocalDate day = window.from().atZone(calendar.zone()).toLocalDate();
        int year = day.getYear();
        return switch (window.unit()) {
            case NOW -> this == VI ? "hiện tại" : "now";
            case HOUR -> {
                int hour = window.from().atZone(calendar.zone()).getHour();
                yield this == VI ? hour + " giờ" : hour + ":00";
            }
            case DAY -> this == VI ? "ngày " + day.getDayOfMonth() + "/" + day.getMonthValue() : day.format(DAY_EN);
            case WEEK -> (this == VI ? "tuần " : "week ") + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case MONTH -> this == VI ? "tháng " + day.getMonthValue() + "/" + year : day.format(MONTH_EN);
            case QUARTER -> {
                int quarter = day.get(IsoFields.QUARTER_OF_YEAR);
                yield this == VI ? "quý " + quarter + "/" + year : "Q" + quarter + " " + year;
            }
            case YEAR -> this == VI ? "năm " + year : String.valueOf(year);
        };
    }
}
