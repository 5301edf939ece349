package io.salesboard.board.store;

import io.salesboard.core.model.MeasureGroup;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.schemas.ResultKeys;
import io.salesboard.schemas.ResultKeys.CellKey;
import java.util.Map;

/**
 * Reads the keys of cells. Millions of them name some thousand windows and ids: the last of these are remembered, so that most
 * cells share them.
 */
final class CellNames {
    private static final Map<String, MeasureGroup> GROUPS = ByKey.of(MeasureGroup.class, MeasureGroup::key);
    private static final Map<String, Scope> SCOPES = ByKey.of(Scope.class, Scope::key);
    private static final Map<String, WindowUnit> UNITS = ByKey.of(WindowUnit.class, WindowUnit::key);
    private static final int REMEMBERED = 1 << 14;

    private final Object[] last = new Object[REMEMBERED];

    /** Which cell it is. */
    record Name(WindowKey window, String id) {}

    /**
     * Reads a key.
     *
     * @return null for a cell of a group of measures this release does not know
     * @throws IllegalArgumentException when it is none of a cell, or its scope or window is unknown
     */
    Name of(String key) {
        CellKey cell = ResultKeys.cellOf(key);
        MeasureGroup group = GROUPS.get(cell.group());
        if (group == null) {
            return null;
        }
        Scope scope = SCOPES.get(cell.scope());
        WindowUnit unit = UNITS.get(cell.unit());
        WindowKey window = new WindowKey(
                group,
                scope == null ? Scope.of(cell.scope()) : scope,
                unit == null ? WindowUnit.of(cell.unit()) : unit,
                cell.start());
        return new Name(shared(window), shared(cell.id()));
    }

    @SuppressWarnings("unchecked") // what is equal is of the same class
    private <T> T shared(T name) {
        int at = (name.hashCode() * 0x9E3779B9) >>> (Integer.SIZE - 14);
        if (!name.equals(last[at])) {
            last[at] = name;
        }
        return (T) last[at];
    }
}
