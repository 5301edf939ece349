package io.salesboard.core.contributions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.salesboard.core.model.NumberColumn;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.core.model.TextColumn;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A kind of business object, declared: which tables make it, how their rows find it, and what it says - what it adds to which
 * leaf cell, when that changes by the clock, which rows it hands on to objects of another kind.
 *
 * <p>Pure: the same rows say the same, in whatever order they came. The engine subtracts what an object added before a change
 * and adds what it adds after it.
 */
public abstract class ObjectType {
    private final String name;
    private final Map<Table, Function<Row, String>> tables;

    /**
     * A table of an object.
     *
     * @param id which object a row belongs to
     */
    protected record Part(Table table, Function<Row, String> id) {}

    /** @param name the first part of an object's key: {@code order} */
    protected ObjectType(String name, Part... parts) {
        this.name = name;
        Map<Table, Function<Row, String>> found = new EnumMap<>(Table.class);
        Arrays.stream(parts).forEach(part -> found.put(part.table(), part.id()));
        this.tables = Collections.unmodifiableMap(found);
    }

    /** A table whose rows are one object each. */
    protected static Part root(Table table) {
        return new Part(table, Row::key);
    }

    /** A table whose rows name their object in a column. */
    protected static Part part(Table table, String column) {
        TextColumn id = table.textColumn(column);
        return new Part(table, row -> row.text(id));
    }

    /** An object is a deal from the deal's instant on: one that is dated later is none yet. */
    protected static void deal(Deal deal, Instant now, Contributions to) {
        Instant at = Instant.ofEpochMilli(deal.at());
        if (at.isAfter(now)) {
            to.wakeAt(at);
        } else {
            to.deal(deal);
        }
    }

    public final String name() {
        return name;
    }

    /** The tables whose rows make it. */
    public final Set<Table> tables() {
        return tables.keySet();
    }

    /** Whether only other objects make it. */
    public final boolean isDerived() {
        return tables.keySet().stream().allMatch(table -> table.role() == Table.Role.DERIVED);
    }

    /**
     * Of an object of one table whose rows add each by itself, but for which of them is the first: by which number, then by the
     * bytes of their key, they stand; so that few of many rows need be looked at where one changes. Null of any other object.
     */
    public NumberColumn firstBy() {
        return null;
    }

    /** The first row of such an object. */
    protected final Row first(BusinessObject object) {
        NumberColumn column = firstBy();
        return Collections.min(
                object.rows(),
                Comparator.<Row>comparingLong(row -> row.number(column))
                        .thenComparing(row -> row.key().getBytes(UTF_8), Arrays::compareUnsigned));
    }

    /** The key of the object that a present row belongs to: {@code order/17}. */
    final String keyOf(Row row) {
        return name + "/" + tables.get(row.table()).apply(row);
    }

    /**
     * Says what an object is at an instant of business time.
     *
     * @param object at least one row
     * @throws ArithmeticException when a sum is beyond what can be added up; the object then counts for nothing
     */
    public abstract void contribute(BusinessObject object, Accounting accounting, Instant now, Contributions to);
}
