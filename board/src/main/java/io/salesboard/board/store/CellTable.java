package io.salesboard.board.store;

import io.salesboard.core.model.Measure;
import java.util.function.Consumer;

/** The sums of one group of measures of the rows of a scope in a window. Never changes once made. */
public final class CellTable {
    private final Measure.Group group;
    private final PersistentMap<String, byte[]> cells;
    private final Layouts layouts;

    CellTable(Measure.Group group, PersistentMap<String, byte[]> cells, Layouts layouts) {
        this.group = group;
        this.cells = cells;
        this.layouts = layouts;
    }

    /** The sums of a row, or null where it has no cell. */
    public Sums get(String id) {
        byte[] cell = cells.get(id);
        return cell == null ? null : layouts.sums(group, cell);
    }

    /** Visits the id of every row that has a cell, in no order. */
    public void forEachId(Consumer<String> visitor) {
        cells.forEach((id, cell) -> visitor.accept(id));
    }
}
