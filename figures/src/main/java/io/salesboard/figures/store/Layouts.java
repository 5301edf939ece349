package io.salesboard.figures.store;

import io.salesboard.core.model.Measure;
import io.salesboard.core.time.WindowUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The layouts the topic holds, and those it held once: cells that name them may be held still. Never changes once made. */
final class Layouts {
    static final Layouts NONE = new Layouts(Map.of(), List.of());

    private final Map<Integer, CellLayout> ever;
    private final List<CellLayout> present;

    private Layouts(Map<Integer, CellLayout> ever, List<CellLayout> present) {
        this.ever = ever;
        this.present = present;
    }

    Layouts with(CellLayout layout) {
        Map<Integer, CellLayout> more = new HashMap<>(ever);
        more.put(layout.number(), layout);
        List<CellLayout> newestLast = new ArrayList<>(without(layout.number()).present);
        newestLast.add(layout);
        return new Layouts(more, newestLast);
    }

    Layouts without(int number) {
        return new Layouts(
                ever,
                present.stream().filter(layout -> layout.number() != number).toList());
    }

    boolean contains(int number) {
        for (CellLayout layout : present) {
            if (layout.number() == number) {
                return true;
            }
        }
        return false;
    }

    /**
     * Looks a new cell over.
     *
     * @throws IllegalArgumentException when its layout does not stand before it, or says another number of numbers
     */
    void check(Measure.Group group, int layout, int count) {
        if (!contains(layout)) {
            throw new IllegalArgumentException("layout " + layout + " does not stand before the cells that name it, so"
                    + " nobody can tell what they say; the job must publish them again: start it anew");
        }
        ever.get(layout).check(group, count);
    }

    Sums sums(Measure.Group group, byte[] cell) {
        return ever.get(PackedCell.layout(cell)).sums(group, cell);
    }

    int hoursKept() {
        return present.isEmpty() ? WindowUnit.HOURS_KEPT : newest().hours();
    }

    int daysKept() {
        return present.isEmpty() ? Integer.MAX_VALUE : newest().days();
    }

    private CellLayout newest() {
        return present.get(present.size() - 1);
    }
}
