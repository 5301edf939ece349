package io.salesboard.jobs.decode;

import io.salesboard.core.contributions.Accounting;
import io.salesboard.core.contributions.PeriodQuotas;
import io.salesboard.core.model.ColumnType;
import io.salesboard.core.model.Measure;
import io.salesboard.core.model.NumberColumn;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Table;
import io.salesboard.core.model.TextColumn;
import io.salesboard.schemas.QuarantineReason;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Refuses rows that can be read but cannot be true: an amount without a currency, a quota for no calendar period, an absurd amount. */
public final class Plausibility {
    /** A text, or a key, is not longer; names and ids of real tables are far below. */
    static final int MOST_CHARACTERS = 1000;

    private static final TextColumn QUOTA_SCOPE = Table.QUOTA.textColumn("scope_type");
    private static final NumberColumn LINE_QTY = Table.POS_ORDER_LINE.numberColumn("qty");
    private static final NumberColumn LINE_PRICE = Table.POS_ORDER_LINE.numberColumn("unit_price");

    private static final Map<Table, TextColumn> CURRENCIES = new EnumMap<>(Table.class);
    private static final Map<Table, NumberColumn> AMOUNTS = new EnumMap<>(Table.class);

    static {
        CURRENCIES.put(Table.POS_ORDER, Table.POS_ORDER.textColumn("currency"));
        for (Table table : new Table[] {Table.POS_PAYMENT, Table.POS_REFUND, Table.OPPORTUNITY, Table.QUOTA}) {
            CURRENCIES.put(table, table.textColumn("currency"));
            AMOUNTS.put(table, table.numberColumn("amount"));
        }
    }

    /** Upper half of 10^15 × 10^8: the most a line may be worth, in the square of ten-thousandths, over 2^64. */
    private static final long MOST_PRODUCT = 5421;

    private Plausibility() {}

    /** @throws UnreadableException when the row cannot be true */
    public static void check(Row row, Accounting accounting) throws UnreadableException {
        columns(row);
        switch (row.table()) {
            case POS_ORDER -> currency(row, accounting);
            case POS_ORDER_LINE -> product(row);
            case POS_PAYMENT, POS_REFUND, OPPORTUNITY -> currencyOfAmount(row, accounting);
            case QUOTA -> {
                currencyOfAmount(row, accounting);
                scope(row);
                if (PeriodQuotas.periodOf(row).isEmpty()) {
                    throw new UnreadableException(
                            QuarantineReason.BAD_PERIOD,
                            name(row) + ": its period is not a whole month, quarter or year");
                }
            }
            default -> {}
        }
    }

    private static void columns(Row row) throws UnreadableException {
        for (Table.Column column : row.table().columns()) {
            boolean text = column.type() == ColumnType.TEXT;
            if (column.required() && (text ? row.textIn(column.slot()) == null : row.isNullIn(column.slot()))) {
                throw new UnreadableException(
                        QuarantineReason.MISSING_VALUE, name(row) + ": " + column.name() + " is NULL");
            }
            if (text) {
                length(row, column);
            }
        }
    }

    private static void length(Row row, Table.Column column) throws UnreadableException {
        String text = row.textIn(column.slot());
        if (text != null && text.length() > MOST_CHARACTERS) {
            throw new UnreadableException(
                    QuarantineReason.OUT_OF_RANGE,
                    name(row) + ": " + column.name() + " has more than " + MOST_CHARACTERS + " characters");
        }
    }

    /** Keeps out a line whose value would be beyond what figures can add up. */
    private static void product(Row line) throws UnreadableException {
        long upper = Math.multiplyHigh(line.numberOrZero(LINE_QTY), line.numberOrZero(LINE_PRICE));
        if (upper > MOST_PRODUCT || upper < -MOST_PRODUCT) {
            throw new UnreadableException(
                    QuarantineReason.OUT_OF_RANGE, name(line) + ": qty × unit_price is beyond ±10^15");
        }
    }

    private static void scope(Row quota) throws UnreadableException {
        String scope = quota.text(QUOTA_SCOPE);
        if (Arrays.stream(Scope.values()).noneMatch(s -> s.key().equals(scope) && Measure.Group.QUOTAS.isKeptBy(s))) {
            throw new UnreadableException(
                    QuarantineReason.OUT_OF_RANGE,
                    name(quota) + ": scope_type '" + scope + "' is none that has quotas");
        }
    }

    private static void currencyOfAmount(Row row, Accounting accounting) throws UnreadableException {
        if (!row.isNull(AMOUNTS.get(row.table()))) {
            currency(row, accounting);
        }
    }

    private static void currency(Row row, Accounting accounting) throws UnreadableException {
        String currency = row.text(CURRENCIES.get(row.table()));
        if (currency == null || currency.isBlank()) {
            throw new UnreadableException(
                    QuarantineReason.MISSING_CURRENCY, name(row) + " has an amount without a currency");
        }
        if (!accounting.isBase(currency)) {
            throw new UnreadableException(
                    QuarantineReason.FOREIGN_CURRENCY,
                    name(row) + " is in " + currency + "; there is no rate to " + accounting.currency());
        }
    }

    private static String name(Row row) {
        return row.table().key() + " " + row.key();
    }
}
