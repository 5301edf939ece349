package io.salesboard.core.contributions;

import static io.salesboard.core.contributions.RowBuilder.line;
import static io.salesboard.core.contributions.RowBuilder.order;
import static io.salesboard.core.contributions.RowBuilder.payment;
import static io.salesboard.core.contributions.RowBuilder.refund;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Repeated, older and unordered rows. */
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
    void anOlderRowChangesNothing() {
        BusinessObject object = Tally.object(order, edited);
        assertThat(object.apply(line.row())).isFalse();
        assertThat(Tally.of(object).of("rep/an")).containsEntry("2026-11-23/net", 120L);
    }

    @Test
    void anOlderCopyDoesNotBringADeletedRowBack() {
        BusinessObject object = Tally.object(order, line);
        object.apply(line.deleted());
        object.apply(line.row());
        assertThat(Tally.of(object).of("rep/an")).doesNotContainKey("2026-11-23/net");
        assertThat(object.firstAbsent()).isPresent();
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
    void pendingRowsAreAppliedUpToACommit() {
        BusinessObject object = new BusinessObject();
        object.pending().addAll(List.of(edited.row(), order.row(), line.row()));
        object.applyPending(line.row().committed());
        assertThat(Tally.of(object).of("rep/an")).containsEntry("2026-11-23/net", 100L);
        assertThat(object.isEmpty()).isFalse();
        object.applyPending(edited.row().committed());
        assertThat(Tally.of(object).of("rep/an")).containsEntry("2026-11-23/net", 120L);
        assertThat(object.pending()).isEmpty();
    }

    @Test
    void deletionsAreForgottenInTime() {
        Row gone = line.deleted();
        BusinessObject object = Tally.object(gone);
        object.forgetAbsent(gone.committed() - 1);
        assertThat(object.isEmpty()).isFalse();
        object.forgetAbsent(gone.committed());
        assertThat(object.isEmpty()).isTrue();
        assertThat(object.firstAbsent()).isEmpty();
    }

    @Test
    void theOrderOfArrivalDoesNotMatter() {
        List<Row> rows = new ArrayList<>(List.of(
                order.row(),
                line.row(),
                line(2, 1).of("cup").decimal("unit_price", "77").row(),
                edited.row(),
                payment(1, 1, "40").row(),
                refund(1, 1, "9").at("2026-11-24T10:00").row(),
                order(1).by("bình")
                        .at("2026-11-22T10:00")
                        .decimal("discount", "10")
                        .row()));
        rows.add(line(3, 1).of("cup").decimal("unit_price", "5").deleted());
        Map<String, Long> expected =
                Tally.of(Tally.object(rows.toArray(Row[]::new))).sums();
        assertThat(expected).containsEntry("rep/bình/2026-11-22/net", 178L);
        Random random = new Random(7);
        for (int n = 0; n < 200; n++) {
            Collections.shuffle(rows, random);
            BusinessObject object = Tally.object(rows.toArray(Row[]::new));
            rows.subList(0, random.nextInt(rows.size())).forEach(object::apply);
            assertThat(Tally.of(object).sums()).isEqualTo(expected);
        }
    }

    @Test
    void rowsNameTheObjectTheyBelongTo() {
        assertThat(Contributor.objectOf(order.row())).isEqualTo("order/1");
        assertThat(Contributor.objectOf(line(5, 1).row())).isEqualTo("order/1");
        assertThat(Contributor.objectOf(payment(5, 1, "1").row())).isEqualTo("order/1");
        assertThat(Contributor.objectOf(refund(5, 1, "1").row())).isEqualTo("order/1");
        assertThat(Contributor.objectOf(RowBuilder.lead(3).row())).isEqualTo("lead/3");
        assertThat(Contributor.objectOf(RowBuilder.opportunity(3).row())).isEqualTo("opportunity/3");
        assertThat(Contributor.objectOf(RowBuilder.quota(3, "rep", "an", "2026-11-01", "2026-12-01")
                        .row()))
                .isEqualTo("quota/rep/an/revenue/20758/20788");
        Row store = Row.empty(Table.STORE, "S1", 1, 1);
        assertThat(Contributor.objectOf(store)).isEqualTo("store/S1");
    }
}
