package io.salesboard.jobs.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.core.contributions.Accounting;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.schemas.QuarantineReason;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import org.junit.jupiter.api.Test;

class PlausibilityTest {
    private static final Accounting ACCOUNTING =
            new Accounting(new BusinessCalendar(ZoneId.of("Asia/Ho_Chi_Minh")), Currency.getInstance("VND"));

    private static Row row(Table table, Object... columns) {
        Row row = Row.empty(table, "1", 1, 1);
        for (int i = 0; i < columns.length; i += 2) {
            String column = (String) columns[i];
            if (columns[i + 1] instanceof String text) {
                row.set(table.textColumn(column), text);
            } else {
                row.set(table.numberColumn(column), (long) columns[i + 1]);
            }
        }
        return row;
    }

    private static void refused(Row row, QuarantineReason reason) {
        assertThatThrownBy(() -> Plausibility.check(row, ACCOUNTING))
                .isInstanceOfSatisfying(
                        UnreadableException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(row.table().key() + " 1");
    }

    private static void taken(Row row) {
        assertThatCode(() -> Plausibility.check(row, ACCOUNTING)).doesNotThrowAnyException();
    }

    private static Row quota(String from, String to) {
        return row(
                Table.QUOTA,
                "quota_id",
                1L,
                "scope_type",
                "rep",
                "scope_id",
                "an",
                "period_start",
                LocalDate.parse(from).toEpochDay(),
                "period_end",
                LocalDate.parse(to).toEpochDay());
    }

    @Test
    void anAmountNeedsTheCurrencyOfTheBusiness() {
        taken(row(Table.POS_ORDER, "currency", "VND"));
        refused(row(Table.POS_ORDER), QuarantineReason.MISSING_CURRENCY);
        refused(row(Table.POS_ORDER, "currency", "USD"), QuarantineReason.FOREIGN_CURRENCY);
        taken(row(Table.OPPORTUNITY));
        taken(row(Table.OPPORTUNITY, "amount", 5L, "currency", "VND"));
        refused(row(Table.OPPORTUNITY, "amount", 5L), QuarantineReason.MISSING_CURRENCY);
        refused(row(Table.OPPORTUNITY, "amount", 5L, "currency", " "), QuarantineReason.MISSING_CURRENCY);
        refused(row(Table.OPPORTUNITY, "amount", 5L, "currency", "EUR"), QuarantineReason.FOREIGN_CURRENCY);
        taken(row(Table.POS_PAYMENT, "order_id", "1"));
        refused(row(Table.POS_PAYMENT, "order_id", "1", "amount", 5L), QuarantineReason.MISSING_CURRENCY);
        taken(row(Table.POS_REFUND, "order_id", "1", "refund_ts", 5L));
        refused(
                row(Table.POS_REFUND, "order_id", "1", "refund_ts", 5L, "amount", 5L, "currency", "USD"),
                QuarantineReason.FOREIGN_CURRENCY);
    }

    @Test
    void aQuotaIsForAWholePeriodOfSomethingThatHasQuotas() {
        taken(quota("2026-11-01", "2026-12-01"));
        refused(quota("2026-11-01", "2026-11-30"), QuarantineReason.BAD_PERIOD);
        Row ofWhat = quota("2026-11-01", "2026-12-01");
        ofWhat.set(Table.QUOTA.textColumn("scope_type"), "person");
        refused(ofWhat, QuarantineReason.OUT_OF_RANGE);
    }

    @Test
    void aLineWorthMoreThanFiguresCanAddUpIsRefused() {
        taken(line(9_000_0000L, 100_000_000_000_0000L));
        refused(line(9_999_999_999_0000L, 900_000_000_000_000_0000L), QuarantineReason.OUT_OF_RANGE);
        refused(line(-9_999_999_999_0000L, 900_000_000_000_000_0000L), QuarantineReason.OUT_OF_RANGE);
    }

    private static Row line(long qty, long price) {
        return row(Table.POS_ORDER_LINE, "order_id", "1", "line_id", 1L, "qty", qty, "unit_price", price);
    }

    @Test
    void aRowWithoutWhatItSaysIsRefused() {
        refused(row(Table.POS_ORDER_LINE, "order_id", "1", "line_id", 1L, "qty", 1L), QuarantineReason.MISSING_VALUE);
        refused(row(Table.POS_REFUND, "order_id", "1"), QuarantineReason.MISSING_VALUE);
        refused(row(Table.REP_ASSIGNMENT, "assignment_id", 1L), QuarantineReason.MISSING_VALUE);
    }

    @Test
    void aTextOfThousandsOfCharactersIsRefused() {
        taken(row(Table.STORE, "name", "đ".repeat(1000)));
        refused(row(Table.STORE, "name", "đ".repeat(1001)), QuarantineReason.OUT_OF_RANGE);
    }
}
