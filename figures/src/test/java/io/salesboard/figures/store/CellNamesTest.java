package io.salesboard.figures.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.schemas.ResultKeys;
import io.salesboard.schemas.ResultKeys.CellKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellNamesTest {
    private final CellNames names = new CellNames();

    private CellNames.Name of(String key) {
        return names.of(key.getBytes(UTF_8));
    }

    @Test
    void readsWhatWasWritten() {
        for (String id : List.of("R1", "-", "~", "a/b", "/", "a//b/", "Tiệm số 1", "", " ")) {
            for (long start : new long[] {0, 20_780, 29_400_000, -7}) {
                for (WindowUnit unit : WindowUnit.values()) {
                    String key = ResultKeys.cell("leads", "lead_source", id, unit.key(), start);
                    CellKey written = ResultKeys.cellOf(key);
                    assertThat(of(key))
                            .isEqualTo(new CellNames.Name(
                                    new WindowKey(Measure.Group.LEADS, Scope.LEAD_SOURCE, unit, start), written.id()));
                }
            }
        }
    }

    @Test
    void cellsShareTheirNames() {
        CellNames.Name one = of("cell/sales/rep/R1/day/20780");
        CellNames.Name other = of("cell/sales/rep/R1/day/20780");
        assertThat(other.id()).isSameAs(one.id());
        assertThat(other.window()).isSameAs(one.window());
    }

    @Test
    void hasNoNameForAGroupItDoesNotKnow() {
        assertThat(of("cell/loyalty/planet/R1/day/20780")).isNull();
    }

    @Test
    void saysWhatIsWrongWithAKey() {
        assertThatThrownBy(() -> of("cell/sales/planet/R1/day/20780")).hasMessageStartingWith("unknown scope 'planet'");
        assertThatThrownBy(() -> of("cell/sales/rep/R1/decade/1"))
                .hasMessageStartingWith("unknown window unit 'decade'");
        for (String key :
                List.of("cell/", "cell/sales", "cell/sales/rep", "cell/sales/rep/R1", "cell/sales/rep/R1/day/x")) {
            assertThatThrownBy(() -> of(key)).as(key).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
