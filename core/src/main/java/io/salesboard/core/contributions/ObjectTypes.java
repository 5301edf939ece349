package io.salesboard.core.contributions;

import io.salesboard.core.model.Parent;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All kinds of business objects there are. A table is of one of them; what others need of it is handed on. */
public final class ObjectTypes {
    /** To be raised with every change of a formula, so that no job goes on from sums of another one. */
    public static final int RELEASE = 4;

    private final Map<Table, ObjectType> byTable = new EnumMap<>(Table.class);
    private final Map<String, ObjectType> byName = new HashMap<>();

    /** @throws IllegalStateException when two of them have the same name or table */
    public ObjectTypes(List<ObjectType> types) {
        for (ObjectType type : types) {
            boolean known = byName.put(type.name(), type) != null;
            for (Table table : type.tables()) {
                known |= byTable.put(table, type) != null;
            }
            if (known) {
                throw new IllegalStateException(
                        "two kinds of objects have the name " + type.name() + " or a table of it");
            }
        }
    }

    /**
     * The key of the object a present row belongs to: {@code order/17}; for a row that says under which parents a leaf stands,
     * the leaf; for another reference row itself.
     */
    public String keyOf(Row row) {
        if (Parent.isToldBy(row.table())) {
            return Parent.childIn(row).home();
        }
        ObjectType type = byTable.get(row.table());
        return type == null ? row.table().key() + "/" + row.key() : type.keyOf(row);
    }

    /** The kind of an object, or null where its key is none of an object. */
    public ObjectType of(String key) {
        return byName.get(key.substring(0, Math.max(0, key.indexOf('/'))));
    }

    /** The kind of object that a table's rows make, or null. */
    public ObjectType of(Table table) {
        return byTable.get(table);
    }
}
