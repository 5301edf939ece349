package io.salesboard.figures.store;

import static io.salesboard.core.model.Measure.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.schemas.Cell;
import io.salesboard.schemas.FrameMark;
import io.salesboard.schemas.GroupLayout;
import io.salesboard.schemas.Layout;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A job of another release says what its cells hold. */
class LayoutsTest {
    private static final String KEY = "cell/sales/rep/R1/day/20000";

    private final CellStore store = new CellStore();
    private long version = 9;

    /** A layout that knows net, something new, and orders, which it ranks the other way round. */
    private static Layout layout(int number) {
        return new Layout(
                number,
                24,
                400,
                List.of(
                        new GroupLayout("sales", List.of("net", "tips", "orders"), List.of("tips", "orders", "net")),
                        new GroupLayout("loyalty", List.of("points"), List.of())));
    }

    private void accept(String key, int layout, Long... values) {
        store.accept(key, new Cell(version, layout, List.of(values)));
    }

    private void frame() {
        store.accept("mark", new FrameMark(version, version, List.of()));
    }

    private Sums sales() {
        return store.state()
                .cells(Measure.Group.SALES, Scope.REP, WindowUnit.DAY, 20_000)
                .get("R1");
    }

    @Test
    void findsMeasuresByNameIgnoresWhatIsNewAndCountsWhatIsMissingAsNothing() {
        store.accept("layout/7", layout(7));
        accept(KEY, 7, 50L, 1L, 3L, 4L, 5L, 6L);
        frame();

        assertThat(sales().of(NET)).isEqualTo(50);
        assertThat(sales().reached(NET)).isEqualTo(6);
        assertThat(sales().of(ORDERS)).isEqualTo(3);
        assertThat(sales().reached(ORDERS)).isEqualTo(5);
        assertThat(sales().of(GROSS)).isZero();
        assertThat(sales().reached(UNITS)).isZero();
    }

    @Test
    void ignoresAGroupItDoesNotKnow() {
        store.accept("layout/7", layout(7));
        assertThatCode(() -> accept("cell/loyalty/rep/R1/day/20000", 7, 5L)).doesNotThrowAnyException();
        assertThatCode(() -> store.remove("cell/loyalty/rep/R1/day/20000", 9)).doesNotThrowAnyException();
        frame();

        assertThat(store.state().cellCount()).isZero();
    }

    @Test
    void refusesACellThatNobodyCanUnderstandAndKeepsTheOneItHad() {
        store.accept("layout/7", layout(7));
        accept(KEY, 7, 50L, 1L, 3L, 4L, 5L, 6L);
        frame();
        version = 10;

        assertThatThrownBy(() -> accept(KEY, 8, 1L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("layout 8 does not stand before the cells that name it");
        assertThatThrownBy(() -> accept(KEY, 7, 1L))
                .hasMessageStartingWith("cells of group 'sales' have 1 numbers, but layout 7 says 6");
        assertThatThrownBy(() -> accept("cell/quotas/rep/R1/month/20000", 7, 1L, 1L))
                .hasMessageStartingWith("cells of group 'quotas' have 2 numbers, but layout 7 says nothing of such");
        frame();
        assertThat(sales().of(NET)).isEqualTo(50);
    }

    @Test
    void cellsOfALayoutThatIsGoneAreReadAndNewOnesAreNot() {
        store.accept("layout/7", layout(7));
        accept(KEY, 7, 50L, 1L, 3L, 4L, 5L, 6L);
        frame();
        store.remove("layout/7", 9);
        version = 10;
        assertThatThrownBy(() -> accept(KEY, 7, 51L, 1L, 3L, 4L, 5L, 6L)).hasMessageStartingWith("layout 7");
        frame();

        assertThat(sales().of(NET)).isEqualTo(50);
    }

    @Test
    void theNewestLayoutSaysHowLongHoursAndDaysAreKept() {
        assertThat(store.state().hoursKept()).isEqualTo(WindowUnit.HOURS_KEPT);
        assertThat(store.state().daysKept()).isEqualTo(Integer.MAX_VALUE);
        store.accept("layout/7", layout(7));
        store.accept("layout/5", new Layout(5, 12, 30, List.of()));
        frame();
        assertThat(store.state().hoursKept()).isEqualTo(12);
        assertThat(store.state().daysKept()).isEqualTo(30);

        store.remove("layout/5", 9);
        frame();
        assertThat(store.state().hoursKept()).isEqualTo(24);
        assertThat(store.state().daysKept()).isEqualTo(400);
    }

    @Test
    void atTheStartALayoutMayStandBehindTheCellsThatNameIt() {
        store.load();
        accept(KEY, 7, 50L, 1L, 3L, 4L, 5L, 6L);
        accept("cell/sales/rep/R2/day/20000", 8, 1L);
        store.accept("layout/7", layout(7));
        frame();
        assertThat(store.isWhole()).isFalse();

        store.loaded();

        assertThat(store.isWhole()).isTrue();
        assertThat(sales().of(NET)).isEqualTo(50);
        assertThat(store.state().cellCount())
                .as("what nobody can understand is not held")
                .isEqualTo(1);
    }
}
