package io.salesboard.core.contributions;

import static io.salesboard.core.contributions.RowBuilder.line;
import static io.salesboard.core.contributions.RowBuilder.order;
import static io.salesboard.core.contributions.RowBuilder.payment;
import static io.salesboard.core.contributions.RowBuilder.refund;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How the rows of an object become what is known of it. */
class BusinessObjectTest {
    private final RowBuilder order = order(1).by("an").at("2026-11-23T10:00");
    private final RowBuilder line = line(1, 1).of("tea").decimal("unit_price", "100");
    private final RowBuilder edited = line(1, 1).of("tea").decimal("unit_price", "120");

    @Test
    void aRepeatedRowChangesNothing() {
        BusinessObject object = Tally.object(order, line, line, order);
        assertThat(Tally.of(object).of("rep/an")).containsEntry("2026-11-23/net", 100L);
        assertThat(object.rows()).hasSize(2);
    }

    @Test
    void aNewVersionTakesThePlaceOfTheOneBefore() {
        BusinessObject object = Tally.object(order, line, edited);
        assertThat(Tally.of(object).of("rep/an")).containsEntry("2026-11-23/net", 120L);
        assertThat(object.parts(Table.POS_ORDER_LINE)).containsExactly(edited.row());
    }

    @Test
    void aTextThatWasNotSentKeepsTheValueBeforeIt() {
        RowBuilder partial = line(1, 1).of(Row.UNCHANGED).decimal("unit_price", "120");
        BusinessObject object = Tally.object(order, line, partial);
        assertThat(Tally.of(object).of("product/tea")).containsEntry("2026-11-23/net", 120L);
        assertThat(object.parts(Table.POS_ORDER_LINE)).noneMatch(Row::isPartial);
    }

    @Test
    void aDeletedRowLeavesNothingBehind() {
        BusinessObject object = Tally.object(order, line);
        object.apply(line.deleted());
        assertThat(Tally.of(object).of("rep/an")).doesNotContainKey("2026-11-23/net");
        object.apply(order.deleted());
        assertThat(object.isEmpty()).isTrue();
        assertThat(Tally.of(object).sums()).isEmpty();
    }

    @Test
    void aRowWrittenAgainAfterItsDeletionCounts() {
        BusinessObject object = Tally.object(order, line);
        object.apply(line.deleted());
        object.apply(line(1, 1).of("tea").decimal("unit_price", "50").row());
        assertThat(Tally.of(object).of("rep/an")).containsEntry("2026-11-23/net", 50L);
    }

    @Test
    void partsWaitForTheirRoot() {
        BusinessObject object = Tally.object(line, payment(1, 1, "40"));
        assertThat(Tally.of(object).sums()).isEmpty();
        object.apply(order.row());
        assertThat(Tally.of(object).of("rep/an"))
                .containsEntry("2026-11-23/net", 100L)
                .containsEntry("2026-11-23/paid", 40L);
    }

    @Test
    void rowsMayComeInAnyOrderAsLongAsTheVersionsOfOneDoNot() {
        List<List<Row>> versions = List.of(
                List.of(
                        order.row(),
                        order(1).by("bình")
                                .at("2026-11-22T10:00")
                                .decimal("discount", "10")
                                .row()),
                List.of(line.row(), edited.row()),
                List.of(line(2, 1).of("cup").decimal("unit_price", "77").row()),
                List.of(
                        line(3, 1).of("cup").decimal("unit_price", "5").row(),
                        line(3, 1).deleted()),
                List.of(payment(1, 1, "40").row()),
                List.of(refund(1, 1, "9").at("2026-11-24T10:00").row()));
        Map<String, Long> expected = Tally.of(
                        Tally.object(versions.stream().flatMap(List::stream).toArray(Row[]::new)))
                .sums();
        assertThat(expected).containsEntry("rep/bình/2026-11-22/net", 178L);
        Random random = new Random(7);
        for (int n = 0; n < 200; n++) {
            List<Deque<Row>> left = new ArrayList<>();
            versions.forEach(of -> left.add(new ArrayDeque<>(of)));
            BusinessObject object = new BusinessObject();
            while (!left.isEmpty()) {
                Deque<Row> next = left.get(random.nextInt(left.size()));
                object.apply(next.remove());
                left.removeIf(Deque::isEmpty);
            }
            assertThat(Tally.of(object).sums()).isEqualTo(expected);
        }
    }

    @Test
    void rowsNameTheObjectTheyBelongTo() {
        assertThat(Catalogue.OBJECTS.keyOf(order.row())).isEqualTo("order/1");
        assertThat(Catalogue.OBJECTS.keyOf(line(5, 1).row())).isEqualTo("order/1");
        assertThat(Catalogue.OBJECTS.keyOf(payment(5, 1, "1").row())).isEqualTo("order/1");
        assertThat(Catalogue.OBJECTS.keyOf(refund(5, 1, "1").row())).isEqualTo("order/1");
        assertThat(Catalogue.OBJECTS.keyOf(RowBuilder.lead(3).row())).isEqualTo("lead/3");
        assertThat(Catalogue.OBJECTS.keyOf(RowBuilder.opportunity(3).row())).isEqualTo("opportunity/3");
        assertThat(Catalogue.OBJECTS.keyOf(RowBuilder.quota(3, "rep", "an", "2026-11-01", "2026-12-01")
                        .row()))
                .isEqualTo("quota/rep/an/revenue/20758/20788");
        Row assignment =
                Row.empty(Table.REP_ASSIGNMENT, "7", 1, 1).set(Table.REP_ASSIGNMENT.textColumn("rep_id"), "an");
        assertThat(Catalogue.OBJECTS.keyOf(assignment)).isEqualTo("rep/an");
        assertThat(Catalogue.OBJECTS.keyOf(Row.empty(Table.TEAM, "T1", 1, 1))).isEqualTo("team/T1");
        Row store = Row.empty(Table.STORE, "S1", 1, 1);
        assertThat(Catalogue.OBJECTS.keyOf(store)).isEqualTo("store/S1");
    }
}
