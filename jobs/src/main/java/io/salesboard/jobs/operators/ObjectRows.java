package io.salesboard.jobs.operators;

import io.salesboard.core.contributions.BusinessObject;
import io.salesboard.core.contributions.ObjectType;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.jobs.state.RowName;
import io.salesboard.jobs.state.RowSerializer;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.BooleanSerializer;

/**
 * The rows of the current object, each an entry of state. Those of a large object in which only the first is told apart from the
 * others stand in order too: a change then reads the rows that change and the first, however many there are.
 */
final class ObjectRows {
    private final MapState<RowName, Row> rows;
    private final MapState<SortKey, Boolean> order;

    ObjectRows(KeyedStateStore state) {
        rows = state.getMapState(new MapStateDescriptor<>("rows", RowName.Serializer.INSTANCE, RowSerializer.INSTANCE));
        order = state.getMapState(
                new MapStateDescriptor<>("order", SortKey.Serializer.INSTANCE, BooleanSerializer.INSTANCE));
    }

    /**
     * An object as it was before a change.
     *
     * @param object all rows; of one in order those that the change concerns, so that what it added and what it adds after the
     *     change differ by as much as those of the whole object
     * @param rows how many it has after the change
     */
    record Before(BusinessObject object, int rows) {}

    /** Writes changes, only the rows that are others then; returns what was there before. */
    Before change(ObjectType type, Standing standing, List<Row> changes) throws Exception {
        BusinessObject before = new BusinessObject();
        if (standing.inOrder()) {
            applyFirst(type, before);
        } else if (standing.rows() > 0) {
            rows.values().forEach(before::apply);
        }
        BusinessObject after = new BusinessObject();
        Set<RowName> names = new LinkedHashSet<>();
        for (Row row : changes) {
            RowName name = RowName.of(row);
            if (names.add(name)) {
                Row was = standing.inOrder() ? rows.get(name) : before.row(name.table(), name.key());
                if (was != null) {
                    before.apply(was);
                    after.apply(was);
                }
            }
            after.apply(row);
        }
        int count = standing.rows();
        for (RowName name : names) {
            Row was = before.row(name.table(), name.key());
            Row now = after.row(name.table(), name.key());
            count += (now == null ? 0 : 1) - (was == null ? 0 : 1);
            write(name, now);
            if (standing.inOrder()) {
                move(type, was, now);
            }
        }
        if (standing.inOrder()) {
            Row first = first(type);
            if (first != null && !names.contains(RowName.of(first))) {
                before.apply(first);
            }
        }
        return new Before(before, count);
    }

    private void write(RowName name, Row now) throws Exception {
        if (now == null) {
            rows.remove(name);
        } else {
            rows.put(name, now);
        }
    }

    private void move(ObjectType type, Row was, Row now) throws Exception {
        if (was != null) {
            order.remove(place(type, was));
        }
        if (now != null) {
            order.put(place(type, now), true);
        }
    }

    private void applyFirst(ObjectType type, BusinessObject to) throws Exception {
        Row first = first(type);
        if (first != null) {
            to.apply(first);
        }
    }

    private Row first(ObjectType type) throws Exception {
        Iterator<SortKey> places = order.keys().iterator();
        return places.hasNext()
                ? rows.get(new RowName(table(type), places.next().key()))
                : null;
    }

    /** Puts all rows in order, once there are many. */
    void putInOrder(ObjectType type) throws Exception {
        for (Row row : rows.values()) {
            order.put(place(type, row), true);
        }
    }

    private static Table table(ObjectType type) {
        return type.firstBy().table();
    }

    private static SortKey place(ObjectType type, Row row) {
        return new SortKey(row.number(type.firstBy()), row.key());
    }
}
