package io.salesboard.jobs;

import io.salesboard.schemas.Cell;
import io.salesboard.schemas.GroupLayout;
import io.salesboard.schemas.Layout;
import io.salesboard.schemas.ResultKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A cell as a reader of the results topic understands it: its key, and its sums by the names its layout gives them. */
public record ShownCell(ResultKeys.CellKey key, Map<String, Long> sums, long version) {
    public static ShownCell of(String key, Cell cell, Layout layout) {
        ResultKeys.CellKey parts = ResultKeys.cellOf(key);
        GroupLayout group = layout.getGroups().stream()
                .filter(g -> g.getName().equals(parts.group()))
                .findFirst()
                .orElseThrow();
        Map<String, Long> sums = new HashMap<>();
        List<Long> values = cell.getValues();
        for (int i = 0; i < group.getMeasures().size(); i++) {
            sums.put(group.getMeasures().get(i), values.get(i));
        }
        for (int i = 0; i < group.getRanked().size(); i++) {
            sums.put(
                    "reached_" + group.getRanked().get(i),
                    values.get(group.getMeasures().size() + i));
        }
        return new ShownCell(parts, sums, cell.getVersion());
    }

    long of(String measure) {
        return sums.getOrDefault(measure, 0L);
    }

    boolean is(String scope, String unit) {
        return key.scope().equals(scope) && key.unit().equals(unit);
    }
}
