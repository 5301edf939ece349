package io.salesboard.figures.store;

import io.salesboard.core.model.Measure;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The sums of one group of measures of the rows of a scope in a window: of its cells, or of those of the windows that make it.
 * Never changes once made.
 */
public final class CellTable {
    private final Measure.Group group;
    private final List<PersistentMap<String, byte[]>> parts;
    private final Layouts layouts;

    /** @param parts the cells by id, of each window that makes this one; none where nothing happened */
    CellTable(Measure.Group group, List<PersistentMap<String, byte[]>> parts, Layouts layouts) {
        this.group = group;
        this.parts = parts;
        this.layouts = layouts;
    }

    /** The sums of a row, or null where it has no cell. */
    public Sums get(String id) {
        Sums sums = null;
        for (PersistentMap<String, byte[]> cells : parts) {
            byte[] cell = cells.get(id);
            if (cell != null) {
                Sums part = layouts.sums(group, cell);
                sums = sums == null ? part : sums.plus(part);
            }
        }
        return sums;
    }

    /** Visits the id of every row that has a cell once, in no order. */
    public void forEachId(Consumer<String> visitor) {
        if (parts.size() == 1) {
            parts.get(0).forEach((id, cell) -> visitor.accept(id));
            return;
        }
        Set<String> ids = new HashSet<>();
        parts.forEach(cells -> cells.forEach((id, cell) -> ids.add(id)));
        ids.forEach(visitor);
    }
}
