package io.salesboard.figures.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.schemas.Cell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoadedCellsTest {
    @Test
    void putsTheLastOfEachCellIntoTheState() {
        Random random = new Random(11);
        LoadedCells loaded = new LoadedCells();
        Map<CellNames.Name, byte[]> expected = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            // Made anew each time: the same name is not always the same object.
            WindowKey window =
                    new WindowKey(Measure.Group.SALES, Scope.REP, WindowUnit.DAY, 20_000 + random.nextInt(200));
            String id = "R" + random.nextInt(200);
            byte[] cell = random.nextInt(5) == 0 ? null : PackedCell.of(new Cell(i * 20L, i % 2, List.of((long) i)));
            loaded.put(window, id, cell);
            expected.put(new CellNames.Name(window, id), cell);
        }
        expected.values().removeIf(cell -> cell == null);
        long readable = expected.values().stream()
                .filter(cell -> PackedCell.layout(cell) == 0)
                .count();

        StateEdit all = new StateEdit(StoreState.EMPTY);
        assertThat(loaded.into(all, Set.of())).isZero();
        StateEdit some = new StateEdit(StoreState.EMPTY);
        assertThat(loaded.into(some, Set.of(1))).isEqualTo(expected.size() - readable);

        StoreState state = all.state(Layouts.NONE, null);
        assertThat(state.cellCount()).isEqualTo(expected.size());
        expected.forEach((name, cell) ->
                assertThat(state.cells().get(name.window()).get(name.id())).isSameAs(cell));
        assertThat(some.state(Layouts.NONE, null).cellCount()).isEqualTo(readable);
    }
}
