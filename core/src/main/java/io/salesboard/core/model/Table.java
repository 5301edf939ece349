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
 * The canonical tables: the columns the job reads of each, and those that are captured beside them. This is the only list
 * there is: publication, grants, connectors and what is compared follow from it, and what stands in no declaration never
 * leaves a database.
 *
 * <p>A row's values stand in slots: text and numbers each have their own, numbered in the order of declaration. Append
 * tables and columns only at the end: the job's state holds a row's table by position and its values by slot.
 */
public enum Table {
    STORE(Source.POS, Role.REFERENCE, text("store_id"), text("name"), text("region_id"), text("kind")),
    PRODUCT(
            Source.POS,
            Role.REFERENCE,
            text("product_id"),
            text("name"),
            text("category"),
            column("unit_cost", DECIMAL),
            text("currency")),
    POS_ORDER(
            Source.POS,
            Role.FIGURES,
            unread("order_id"),
            unread("order_ts"),
            text("store_id"),
            text("rep_id"),
            hashed("customer_id"),
            text("channel"),
            text("status"),
            text("currency"),
            column("completed_ts", INSTANT),
            column("deleted_at", INSTANT),
            column("discount", DECIMAL),
            column("tax", DECIMAL),
            column("shipping", DECIMAL)),
    POS_ORDER_LINE(
            Source.POS,
            Role.FIGURES,
            required("order_id", TEXT),
            text("product_id"),
            required("line_id", INTEGER),
            required("qty", DECIMAL),
            required("unit_price", DECIMAL),
            column("discount", DECIMAL),
            column("tax", DECIMAL),
            unread("line_type")),
    POS_PAYMENT(
            Source.POS,
            Role.FIGURES,
            unread("payment_id"),
            unread("paid_ts"),
            unread("method"),
            required("order_id", TEXT),
            text("status"),
            text("currency"),
            column("amount", DECIMAL)),
    POS_REFUND(
            Source.POS,
            Role.FIGURES,
            unread("refund_id"),
            required("order_id", TEXT),
            text("currency"),
            text("line_id"),
            column("amount", DECIMAL),
            required("refund_ts", INSTANT)),
    REGION(Source.CRM, Role.REFERENCE, text("region_id"), text("name")),
    TEAM(Source.CRM, Role.REFERENCE, text("team_id"), text("name"), text("region_id")),
    REP(Source.CRM, Role.REFERENCE, text("rep_id"), text("name"), column("hire_date", DATE), column("active", BOOLEAN)),
    REP_ASSIGNMENT(
            Source.CRM,
            Role.REFERENCE,
            required("rep_id", TEXT),
            text("team_id"),
            text("region_id"),
            required("assignment_id", INTEGER),
            column("valid_from", DATE),
            column("valid_to", DATE),
            unread("manager_id")),
    QUOTA(
            Source.CRM,
            Role.FIGURES,
            required("scope_type", TEXT),
            required("scope_id", TEXT),
            text("metric"),
            text("currency"),
            required("quota_id", INTEGER),
            column("period_start", DATE),
            column("period_end", DATE),
            column("amount", DECIMAL),
            column("version", INTEGER)),
    BUSINESS_DAY(
            Source.CRM, Role.REFERENCE, text("calendar_id"), column("date", DATE), column("working_weight", DECIMAL)),
    LEAD(
            Source.CRM,
            Role.FIGURES,
            unread("lead_id"),
            unread("first_contact_ts"),
            unread("converted_opp_id"),
            text("source"),
            text("owner_rep_id"),
            text("status"),
            column("created_ts", INSTANT),
            column("converted_ts", INSTANT)),
    OPPORTUNITY(
            Source.CRM,
            Role.FIGURES,
            unread("opp_id"),
            unread("stage"),
            column("expected_close", DATE),
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
    OPPORTUNITY_STAGE_HISTORY(
            Source.CRM, Role.UNREAD, unread("history_id"), unread("opp_id"), unread("stage"), unread("entered_ts")),
    /** Not a table: the heartbeat through the source's log that tells how far it has been read. */
    HEARTBEAT(null, Role.UNREAD),
    ACTIVITY(
            Source.CRM,
            Role.FIGURES,
            unread("activity_id"),
            text("type"),
            text("rep_id"),
            column("scheduled_ts", INSTANT),
            column("done_ts", INSTANT)),
    /** A completed order as its customer has it; the key is the order's. */
    CUSTOMER_ORDER(
            null,
            Role.DERIVED,
            text("customer_id"),
            text("rep_id"),
            text("store_id"),
            column("completed_ts", INSTANT),
            column("net", INTEGER)),
    /** Alert rules; no figure is made of them. */
    ALERT_RULE(
            Source.CRM,
            Role.REFERENCE,
            text("rule"),
            text("vi"),
            text("en"),
            text("compare"),
            text("kpi"),
            text("scope"),
            text("ids"),
            text("window_unit"),
            text("above"),
            text("below"),
            text("clear"),
            text("after"),
            text("hold"),
            text("severity"),
            column("working_hours", BOOLEAN),
            text("action_vi"),
            text("action_en"),
            text("receiver"),
            column("enabled", BOOLEAN));

    /** The database a table stands in. */
    public enum Source {
        POS,
        CRM;

        /** As in the names of topics, connectors and the health answer. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the job does with a table's rows. */
    public enum Role {
        /** Makes figures, as a part of a business object. */
        FIGURES,
        /** Names, groups and paces the board's rows, or rules its alerts. */
        REFERENCE,
        /** In no database: what a business object hands on to another one. */
        DERIVED,
        /** Counted only. */
        UNREAD
    }

    /**
     * A column.
     *
     * @param name as in the database
     * @param type how its value is kept
     * @param slot its place among the row's texts or numbers
     * @param required whether a row says nothing without it; one in which it is NULL is left out
     * @param hashed whether the capture replaces it by a keyed hash, because it names a person
     */
    public record Column(String name, ColumnType type, int slot, boolean required, boolean hashed) {
        Column inSlot(int place) {
            return new Column(name, type, place, required, hashed);
        }
    }

    private static final Map<String, Table> BY_KEY =
            inDatabases().stream().collect(Collectors.toUnmodifiableMap(Table::key, Function.identity()));

    private final String key = name().toLowerCase(Locale.ROOT);
    private final Source source;
    private final Role role;
    private final List<String> captured;
    private final List<Column> columns;
    private final int texts;
    private final int numbers;

    Table(Source source, Role role, Column... declared) {
        this.source = source;
        this.role = role;
        List<Column> slotted = new ArrayList<>();
        int text = 0;
        int number = 0;
        for (Column column : declared) {
            if (column.type() == null) {
                continue;
            }
            slotted.add(column.inSlot(column.type() == TEXT ? text++ : number++));
        }
        this.captured = Arrays.stream(declared).map(Column::name).toList();
        this.columns = List.copyOf(slotted);
        this.texts = text;
        this.numbers = number;
    }

    private static Column text(String name) {
        return column(name, TEXT);
    }

    private static Column column(String name, ColumnType type) {
        return new Column(name, type, -1, false, false);
    }

    /** Names a person: only a keyed hash of it leaves the database. */
    private static Column hashed(String name) {
        return new Column(name, TEXT, -1, false, true);
    }

    /** Captured and not read: the primary key, which the job reads from a record's key, and what the next KPIs need. */
    private static Column unread(String name) {
        return column(name, null);
    }

    private static Column required(String name, ColumnType type) {
        return new Column(name, type, -1, true, false);
    }

    /** The table's name in the database. */
    public String key() {
        return key;
    }

    /** The table of a name, or null where Salesboard does not read such a table. */
    public static Table byKey(String key) {
        return BY_KEY.get(key);
    }

    /** The tables that stand in a database. */
    public static List<Table> inDatabases() {
        return Arrays.stream(values()).filter(table -> table.source != null).toList();
    }

    /** The tables of a database. */
    public static List<Table> of(String source) {
        return inDatabases().stream()
                .filter(table -> table.source.key().equals(source))
                .toList();
    }

    /** The database it stands in, or null. */
    public Source source() {
        return source;
    }

    public Role role() {
        return role;
    }

    /** The columns figures are computed from. */
    public List<Column> columns() {
        return columns;
    }

    /** All columns that leave the database. */
    public List<String> captured() {
        return captured;
    }

    public int texts() {
        return texts;
    }

    public int numbers() {
        return numbers;
    }

    /** A column of texts; a wrong name is a mistake in our code. */
    public TextColumn textColumn(String column) {
        return new TextColumn(this, declared(column, true).slot());
    }

    /** A column of numbers, days or instants; a wrong name is a mistake in our code. */
    public NumberColumn numberColumn(String column) {
        return new NumberColumn(this, declared(column, false).slot());
    }

    private Column declared(String column, boolean text) {
        return columns.stream()
                .filter(c -> c.name().equals(column) && (c.type() == TEXT) == text)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        key() + " has no column " + column + " of " + (text ? "texts" : "numbers")));
    }
}
