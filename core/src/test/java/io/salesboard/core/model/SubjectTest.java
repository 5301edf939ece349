package io.salesboard.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.core.time.WindowUnit;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SubjectTest {
    @Test
    void aKeySaysBothIdsOfACombinationWhateverTheyAre() {
        for (String first : new String[] {"north", "a|b", "a\\", "\\|", "", "Bắc"}) {
            for (String second : new String[] {"tea", "x|y", "\\", "|", ""}) {
                Subject both = Subject.of(Scope.REGION_PRODUCT, first, second);
                assertThat(Subject.parse(Scope.REGION_PRODUCT, both.key())).isEqualTo(both);
            }
        }
        assertThat(Subject.of(Scope.REGION_PRODUCT, "a|b", "c|d").key()).isEqualTo("a\\|b|c|d");
    }

    @Test
    void aPlainKeyIsTheId() {
        assertThat(Subject.parse(Scope.REP, "a|b")).isEqualTo(Subject.of(Scope.REP, "a|b"));
        assertThat(Subject.of(Scope.REP, "a|b").key()).isEqualTo("a|b");
        assertThat(Subject.of(Scope.REP, null).id()).isEqualTo(Scope.UNASSIGNED);
    }

    @Test
    void aKeyOfOneIdIsNoCombination() {
        assertThatThrownBy(() -> Subject.parse(Scope.REGION_PRODUCT, "north"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'north' names no region_product; it is <region>|<product>");
    }

    @Test
    void aCombinationIsKeptWithItsFirst() {
        assertThat(Subject.of(Scope.REP_PRODUCT, "an", "tea").home())
                .isEqualTo(Subject.of(Scope.REP, "an").home())
                .isEqualTo("rep/an");
    }

    /** Which labels have a row is decided of a label as a whole: nobody could tell the rows of a combination. */
    @Test
    void noCombinationIsByALabel() {
        assertThat(Arrays.stream(Scope.values()).filter(Scope::isCombined))
                .isNotEmpty()
                .noneMatch(scope -> scope.first().isLabel() || scope.second().isLabel());
    }

    @Test
    void whatARepSoldOfAProductIsPartOfTheRepsRegionAndOfNothingElse() {
        Row assignment =
                Row.empty(Table.REP_ASSIGNMENT, "1", 1, 1).set(Table.REP_ASSIGNMENT.textColumn("region_id"), "north");
        Subject sold = Subject.of(Scope.REP_PRODUCT, "an", "tea");
        assertThat(Parent.of(Scope.REP_PRODUCT).stream().map(parent -> parent.of(sold, assignment)))
                .containsExactly(null, null, Subject.of(Scope.REGION_PRODUCT, "north", "tea"));
    }

    @Test
    void aCombinationIsKeptForFewerWindows() {
        assertThat(Measure.Group.SALES.windows(Scope.REGION_PRODUCT))
                .containsExactly(WindowUnit.DAY, WindowUnit.WEEK, WindowUnit.MONTH, WindowUnit.QUARTER);
        assertThat(Measure.Group.SALES.windows(Scope.REP)).isEqualTo(WindowUnit.CALENDAR);
        assertThat(Measure.Group.LEADS.windows(Scope.REGION_PRODUCT)).isEmpty();
    }
}
