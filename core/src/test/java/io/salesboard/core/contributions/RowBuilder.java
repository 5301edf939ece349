package io.salesboard.core.contributions;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Words for the rows of a test: {@code order(17).by("an").at("2026-11-23T10:00")}. Each row is younger than the one before. */
final class RowBuilder {
    static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private static long nextLsn = 1;

    private final Row row;

    private RowBuilder(Table table, long key) {
        row = Row.empty(table, Long.toString(key), nextLsn, nextLsn * 1000);
        nextLsn++;
    }

    /** A completed order in đồng; nobody's, nowhere, until said otherwise. */
    static RowBuilder order(long id) {
        return new RowBuilder(Table.POS_ORDER, id).text("status", "completed").text("currency", "VND");
    }

    static RowBuilder line(long id, long order) {
        return new RowBuilder(Table.POS_ORDER_LINE, id)
                .number("line_id", id)
                .text("order_id", Long.toString(order))
                .decimal("qty", "1");
    }

    static RowBuilder payment(long id, long order, String amount) {
        return new RowBuilder(Table.POS_PAYMENT, id)
                .text("order_id", Long.toString(order))
                .text("status", "settled")
                .text("currency", "VND")
                .decimal("amount", amount);
    }

    static RowBuilder refund(long id, long order, String amount) {
        return new RowBuilder(Table.POS_REFUND, id)
                .text("order_id", Long.toString(order))
                .text("currency", "VND")
                .decimal("amount", amount);
    }

    static RowBuilder lead(long id) {
        return new RowBuilder(Table.LEAD, id).text("status", "new");
    }

    static RowBuilder opportunity(long id) {
        return new RowBuilder(Table.OPPORTUNITY, id).text("currency", "VND");
    }

    static RowBuilder activity(long id) {
        return new RowBuilder(Table.ACTIVITY, id).text("type", "meeting");
    }

    static RowBuilder quota(long id, String scope, String of, String start, String end) {
        return new RowBuilder(Table.QUOTA, id)
                .number("quota_id", id)
                .text("scope_type", scope)
                .text("scope_id", of)
                .text("metric", "revenue")
                .text("currency", "VND")
                .number("version", 1)
                .date("period_start", start)
                .date("period_end", end);
    }

    RowBuilder by(String rep) {
        return text(row.table() == Table.POS_ORDER ? "rep_id" : "owner_rep_id", rep);
    }

    RowBuilder in(String store) {
        return text("store_id", store);
    }

    RowBuilder via(String channel) {
        return text("channel", channel);
    }

    RowBuilder of(String product) {
        return text("product_id", product);
    }

    RowBuilder from(String source) {
        return text("source", source);
    }

    /** When an order was completed, a refund made, a lead or an opportunity created; local time. */
    RowBuilder at(String local) {
        return switch (row.table()) {
            case POS_ORDER -> instant("completed_ts", local);
            case POS_REFUND -> instant("refund_ts", local);
            default -> instant("created_ts", local);
        };
    }

    RowBuilder text(String column, String value) {
        row.set(row.table().textColumn(column), value);
        return this;
    }

    RowBuilder number(String column, long value) {
        row.set(row.table().numberColumn(column), value);
        return this;
    }

    RowBuilder decimal(String column, String value) {
        return number(column, new BigDecimal(value).movePointRight(4).longValueExact());
    }

    RowBuilder date(String column, String value) {
        return number(column, LocalDate.parse(value).toEpochDay());
    }

    RowBuilder instant(String column, String local) {
        Instant at = LocalDateTime.parse(local).atZone(ZONE).toInstant();
        return number(column, ChronoUnit.MICROS.between(Instant.EPOCH, at));
    }

    Row row() {
        return row;
    }

    /** The row's deletion, younger than the row. */
    Row deleted() {
        long lsn = nextLsn++;
        return Row.absent(row.table(), row.key(), lsn, lsn * 1000);
    }
}
