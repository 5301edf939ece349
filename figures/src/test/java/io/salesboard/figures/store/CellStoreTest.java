package io.salesboard.figures.store;

import static io.salesboard.core.model.Measure.*;
import static io.salesboard.core.model.Measure.Group.SALES;
import static io.salesboard.core.model.Scope.*;
import static io.salesboard.core.time.WindowUnit.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.figures.Told;
import io.salesboard.schemas.QuarantinedRecord;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CellStoreTest {
    private static final String MONTH_START = "2026-11-01";
    private static final long START = LocalDate.parse(MONTH_START).toEpochDay();

    private final Told told = new Told();

    private Long net(String rep) {
        return told.read(view -> {
            Sums sums = view.cells(SALES, REP, MONTH, START).get(rep);
            return sums == null ? null : (Long) sums.of(NET);
        });
    }

    private long version() {
        return told.read(StoreState::version);
    }

    private Told net(String rep, long net) {
        return told.cell(REP, rep, MONTH, MONTH_START, Map.of(NET, net));
    }

    private Told after(int millis) {
        return told.at(Told.NOW.plusMillis(millis));
    }

    @Test
    void showsNothingOfAFrameBeforeItsMark() {
        net("an", 1);
        net("binh", 2);
        assertThat(net("an")).isNull();

        told.frame();

        assertThat(net("an")).isEqualTo(1);
        assertThat(net("binh")).isEqualTo(2);
        assertThat(version()).isEqualTo(Told.NOW.toEpochMilli());
    }

    @Test
    void keepsAYoungerRecordBackUntilItsOwnFrame() {
        after(20);
        net("an", 2);
        after(0).frame();
        assertThat(net("an")).isNull();

        after(20).frame();
        assertThat(net("an")).isEqualTo(2);
    }

    @Test
    void appliesAnOlderFrameWithTheNextMarkWhenCompactionTookItsOwn() {
        net("an", 1);
        after(20).frame();

        assertThat(net("an")).isEqualTo(1);
    }

    @Test
    void ignoresAnOlderRecordUnderTheSameKey() {
        after(20);
        net("an", 2).frame();
        after(0);
        net("an", 1).frame();

        assertThat(net("an")).isEqualTo(2);
    }

    @Test
    void takesTheLastOfEqualVersions() {
        net("an", 1);
        net("an", 3).frame();
        net("an", 2).frame();

        assertThat(net("an")).isEqualTo(2);
    }

    @Test
    void neverGoesBackWhenTheJobRestartsAndRepeatsItself() {
        net("an", 1).frame();
        after(40);
        net("an", 3);
        net("binh", 5).frame();

        after(0);
        net("an", 1).frame();
        assertThat(version()).isEqualTo(Told.NOW.toEpochMilli() + 40);
        after(20);
        net("an", 2).frame();

        assertThat(net("an")).isEqualTo(3);
        assertThat(net("binh")).isEqualTo(5);
        assertThat(version()).isEqualTo(Told.NOW.toEpochMilli() + 40);
    }

    @Test
    void forgetsARemovedCellWithTheNextFrame() {
        net("a/b", 1).frame();
        told.removed("cell/sales/rep/a/b/month/" + START);
        assertThat(net("a/b")).isEqualTo(1);

        told.frame();

        assertThat(net("a/b")).isNull();
        assertThat(told.read(StoreState::cellCount)).isZero();
    }

    /** The job writes what belongs to a younger frame while the mark of an older one still waits for others. */
    @Test
    void aRemovedCellStaysUntilTheFrameItIsGoneWith() {
        net("an", 1).frame();
        after(20);
        net("an", 2);
        after(40);
        told.removed("cell/sales/rep/an/month/" + START);

        after(0).frame();
        assertThat(net("an")).isEqualTo(1);
        after(20).frame();
        assertThat(net("an")).isEqualTo(2);
        after(40).frame();
        assertThat(net("an")).isNull();
    }

    @Test
    void refusesWhatItDoesNotKnowAndGoesOn() {
        QuarantinedRecord stranger = QuarantinedRecord.newBuilder()
                .setReason("r")
                .setDetail("d")
                .setTopic("t")
                .setPartition(0)
                .setOffset(1)
                .setTimestamp(2)
                .build();
        assertThatThrownBy(() -> told.store.accept("key", stranger))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a record of schema io.salesboard.schemas.QuarantinedRecord is none this board knows;"
                        + " run the job and the board of one release");
        assertThatThrownBy(() -> told.store.remove("moment/1", 1))
                .hasMessage("the removed key 'moment/1' is of no kind this board knows");
        assertThatThrownBy(() -> told.store.remove("cell/sales/planet/x/month/1", 1))
                .hasMessageStartingWith("unknown scope 'planet'");

        net("an", 1).frame();
        assertThat(net("an")).isEqualTo(1);
    }

    @Test
    void tellsListenersOfFramesThatChangedSomethingOnly() {
        AtomicInteger changes = new AtomicInteger();
        told.store.onChange(changes::incrementAndGet);

        told.source("pos", Told.NOW, false).frame();
        assertThat(changes).hasValue(0);
        net("an", 1).frame();
        assertThat(changes).hasValue(1);
        told.at(Told.NOW.minusMillis(1));
        net("an", 0).frame();
        assertThat(changes).hasValue(1);
    }

    @Test
    void replacesEverythingAtOnceWhenTheTopicWasMadeAnew() {
        net("an", 1);
        net("binh", 2).frame();
        told.store.restart();
        after(20).layout(Told.LAYOUT, 48, 1100);
        net("an", 5);
        assertThat(net("binh"))
                .as("old figures stay until the new ones are complete")
                .isEqualTo(2);

        told.frame();

        assertThat(net("an")).isEqualTo(5);
        assertThat(net("binh")).isNull();
        assertThat(told.read(StoreState::cellCount)).isEqualTo(1);
    }

    @Test
    void aReaderKeepsTheStateItTookWhateverComes() {
        told.rep("R1", "An").deal("R1", "17", "2026-11-23T14:59", 900).leftOut("pos_order", "1", "bad_period");
        net("an", 1);
        net("binh", 2).frame();
        StoreState taken = told.store.state();

        after(20).rep("R1", "An Nguyễn").rep("R2", "Chi").deal("R1", "18", "2026-11-23T15:00", 1);
        told.removed("left-out/pos_order/1").removed("cell/sales/rep/binh/month/" + START);
        for (int i = 0; i < 1000; i++) {
            net("rep " + i, i);
        }
        net("an", 3).frame();

        assertThat(net("an")).isEqualTo(3);
        assertThat(net("binh")).isNull();
        CellTable cells = taken.cells(SALES, REP, MONTH, START);
        assertThat(cells.get("an").of(NET)).isEqualTo(1);
        assertThat(cells.get("binh").of(NET)).isEqualTo(2);
        assertThat(cells.get("rep 7")).isNull();
        assertThat(taken.cellCount()).isEqualTo(2);
        assertThat(taken.version()).isEqualTo(Told.NOW.toEpochMilli());
        assertThat(taken.org().ids(REP)).containsExactly("R1");
        assertThat(taken.org().name(REP, "R1")).isEqualTo("An");
        assertThat(taken.deals()).extracting(deal -> deal.deal().getId()).containsExactly("17");
        assertThat(taken.leftOut()).hasSize(1);
    }

    @Test
    void aReferenceRowThatBecomesUnreadableLeavesAndComesBackOnceCorrected() {
        told.rep("R1", "An").rep("R2", "Bình").frame();
        Map<String, String> broken = Map.of("rep_id", "R1", "name", "An", "hire_date", "long ago", "active", "true");
        after(20).entity("rep", "R1", broken).frame();
        assertThat(told.store.state().org().ids(REP)).containsExactly("R2");

        after(40).rep("R1", "An").frame();
        assertThat(told.store.state().org().ids(REP)).containsExactly("R1", "R2");
    }

    @Test
    void theCompanySharesTheTablesInWhichNothingChanged() {
        told.rep("R1", "An").product("P1", null, "VND").frame();
        Org before = told.store.state().org();
        after(20);
        net("an", 1).frame();
        assertThat(told.store.state().org()).isSameAs(before);

        after(40).rep("R2", "Bình").frame();
        assertThat(told.store.state().org().tables().products())
                .isSameAs(before.tables().products());
        assertThat(told.store.state().org().ids(REP)).containsExactly("R1", "R2");
    }

    @Test
    void alertRulesAreTheRowsOfTheirTableInOrderAndTheSameMapUntilOneChanges() {
        assertThat(told.store.state().org().alertRules()).isEmpty();

        told.alertRule("quiet", "kpi", "K02.orders", "below", "1")
                .alertRule("low", "above", null)
                .frame();
        SortedMap<String, Map<String, String>> rules = told.store.state().org().alertRules();
        assertThat(rules.keySet()).containsExactly("low", "quiet");
        assertThat(rules.get("quiet")).containsEntry("kpi", "K02.orders").containsEntry("above", null);

        after(20).alertRule("low", "above", null).rep("R1", "An").frame();
        assertThat(told.store.state().org().alertRules())
                .as("a row came again, and another table changed")
                .isSameAs(rules);

        after(40)
                .alertRule("low", "above", "5")
                .entityDeleted("alert_rule", "quiet")
                .frame();
        SortedMap<String, Map<String, String>> changed =
                told.store.state().org().alertRules();
        assertThat(changed).containsOnlyKeys("low");
        assertThat(changed.get("low")).containsEntry("above", "5");
        assertThat(rules).as("whoever took it keeps it").containsOnlyKeys("low", "quiet");
    }

    @Test
    void followsReferenceRowsThroughUpdateAndDelete() {
        told.rep("R1", "An").frame();
        after(20).rep("R1", "An Nguyễn").frame();
        after(0).rep("R1", "An cũ").frame();
        assertThat(told.<String>read(view -> view.org().name(REP, "R1"))).isEqualTo("An Nguyễn");

        after(40).entityDeleted("rep", "R1").frame();
        after(20).rep("R1", "An Nguyễn").frame();
        assertThat(told.<Object>read(view -> view.org().rep("R1"))).isNull();
    }

    @Test
    void leavesAnUnreadableReferenceRowOut() {
        told.entity("rep", "R1", Map.of("rep_id", "R1", "name", "An", "hire_date", "long ago", "active", "true"));
        told.rep("R2", "Bình").frame();

        assertThat(told.<List<String>>read(view -> List.copyOf(view.org().ids(REP))))
                .containsExactly("R2");
    }

    @Test
    void countsTheLatestBegunOfOverlappingAssignmentsThenTheHighestId() {
        told.assigned("R1", "T3", "N", "2026-11-10")
                .assigned("R1", "T1", "N", "2026-01-01")
                .assigned("R1", "T2", null, "2026-11-10")
                .frame();
        long day = LocalDate.parse("2026-11-10").toEpochDay();

        assertThat(teamOn(day - 1)).isEqualTo("T1");
        assertThat(teamOn(day)).isEqualTo("T2");
        assertThat(told.<String>read(
                        view -> view.org().assignmentOf("R1", (int) day).region()))
                .isEqualTo("-");
        assertThat(told.<Object>read(view -> view.org().assignmentOf("R1", 0))).isNull();
    }

    private String teamOn(long day) {
        return told.read(view -> view.org().assignmentOf("R1", (int) day).team());
    }

    @Test
    void mergesTheDealsOfAllRepsNewestFirst() {
        for (int i = 0; i < 25; i++) {
            told.deal("R" + i, "" + i, "2026-11-23T14:%02d".formatted(i), i);
        }
        told.frame();

        assertThat(told.<List<String>>read(view ->
                        view.deals().stream().map(deal -> deal.deal().getId()).toList()))
                .hasSize(25)
                .startsWith("24", "23")
                .endsWith("0");
        told.removed("deals/R24").frame();
        assertThat(told.<Object>read(view -> view.deals().get(0).rep())).isEqualTo("R23");
        told.deal("R23", "99", "2026-11-23T13:59", 1).frame();
        assertThat(told.<List<String>>read(view ->
                        view.deals().stream().map(deal -> deal.deal().getId()).toList()))
                .startsWith("22", "21")
                .endsWith("0", "99");
    }
}
