package io.salesboard.core.model;

import static io.salesboard.core.model.ColumnType.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The canonical tables and the columns the job reads of each; other columns are skipped.
 *
 * <p>A row's values stand in slots: text and numbers each have their own, numbered in the order of declaration. Append
 * tables and columns only at the end: the job's state holds a row's table by position and its values by slot.
 */
public enum Table {
    STORE(Role.REFERENCE, text("store_id"), text("name"), text("region_id"), text("kind")),
    PRODUCT(
            Role.REFERENCE,
            text("product_id"),
            text("name"),
            text("category"),
            column("unit_cost", DECIMAL),
            text("currency")),
    POS_ORDER(
            Role.OBJECT,
            text("store_id"),
            text("rep_id"),
            text("channel"),
            text("status"),
            text("currency"),
            column("completed_ts", INSTANT),
            column("deleted_at", INSTANT),
            column("discount", DECIMAL),
            column("tax", DECIMAL),
            column("shipping", DECIMAL)),
    POS_ORDER_LINE(
            Role.PART,
            text("order_id"),
            text("product_id"),
            column("line_id", INTEGER),
            column("qty", DECIMAL),
            column("unit_price", DECIMAL),
            column("discount", DECIMAL),
            column("tax", DECIMAL)),
    POS_PAYMENT(Role.PART, text("order_id"), text("status"), text("currency"), column("amount", DECIMAL)),
    POS_REFUND(
            Role.PART,
            text("order_id"),
            text("currency"),
            text("line_id"),
            column("amount", DECIMAL),
            column("refund_ts", INSTANT)),
    REGION(Role.REFERENCE, text("region_id"), text("name")),
    TEAM(Role.REFERENCE, text("team_id"), text("name"), text("region_id")),
    REP(Role.REFERENCE, text("rep_id"), text("name"), column("hire_date", DATE), column("active", BOOLEAN)),
    REP_ASSIGNMENT(
            Role.REFERENCE,
            text("rep_id"),
            text("team_id"),
            text("region_id"),
            column("assignment_id", INTEGER),
            column("valid_from", DATE),
            column("valid_to", DATE)),
    QUOTA(
            Role.PART,
            text("scope_type"),
            text("scope_id"),
            text("metric"),
            text("currency"),
            column("quota_id", INTEGER),
            column("period_start", DATE),
            column("period_end", DATE),
            column("amount", DECIMAL),
            column("version", INTEGER)),
    BUSINESS_DAY(Role.REFERENCE, text("calendar_id"), column("date", DATE), column("working_weight", DECIMAL)),
    LEAD(
            Role.OBJECT,
            text("source"),
            text("owner_rep_id"),
            text("status"),
            column("created_ts", INSTANT),
            column("converted_ts", INSTANT)),
    OPPORTUNITY(
            Role.OBJECT,
            text("owner_rep_id"),
            text("source"),
            text("product_id"),
            text("currency"),
            text("outcome"),
            text("lost_reason"),
            column("amount", DECIMAL),
            column("probability", DECIMAL),
            column("created_ts", INSTANT),
            column("closed_ts", INSTANT)),
    /** Captured for the KPIs of the funnel; no figure of this release reads it. */
    OPPORTUNITY_STAGE_HISTORY(Role.UNREAD),
    /** Not a table: the heartbeat through the source's log that tells how far it has been read. */
    HEARTBEAT(Role.UNREAD);

    /** What the job does with a table's rows. */
    public enum Role {
        /** The root of a business object: an order, a lead, an opportunity. */
        OBJECT,
        /** Belongs to an object that another column names. */
        PART,
        /** Names, groups and paces the board's rows. */
        REFERENCE,
        /** Counted only. */
        UNREAD
    }

    /**
     * A column.
     *
     * @param name as in the database
     * @param type how its value is kept
     * @param slot its place among the row's texts or numbers
     */
    public record Column(String name, ColumnType type, int slot) {}

    private static final Map<String, Table> BY_KEY =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Table::key, Function.identity()));

    private final Role role;
    private final List<Column> columns;
    private final int texts;
    private final int numbers;

    Table(Role role, Column... declared) {
        this.role = role;
        List<Column> slotted = new ArrayList<>();
        int text = 0;
        int number = 0;
        for (Column column : declared) {
            slotted.add(new Column(column.name(), column.type(), column.type() == TEXT ? text++ : number++));
        }
        this.columns = List.copyOf(slotted);
        this.texts = text;
        this.numbers = number;
    }

    private static Column text(String name) {
        return column(name, TEXT);
    }

    private static Column column(String name, ColumnType type) {
        return new Column(name, type, -1);
    }

    /** The table's name in the database. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The table of a name, or null where Salesboard does not read such a table. */
    public static Table byKey(String key) {
        return BY_KEY.get(key);
    }

    public Role role() {
        return role;
    }

    public List<Column> columns() {
        return columns;
    }

    public int texts() {
        return texts;
    }

    public int numbers() {
        return numbers;
    }

    /** The slot of a column; a wrong name is a mistake in our code. */
    public int slot(String column) {
        return columns.stream()
                .filter(c -> c.name().equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(key() + " has no column " + column))
                .slot();
    }
}
