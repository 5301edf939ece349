package io.salesboard.jobs.operators;

import static io.salesboard.jobs.operators.Words.DAY;
import static io.salesboard.jobs.operators.Words.HOUR;
import static io.salesboard.jobs.operators.Words.T;
import static io.salesboard.jobs.operators.Words.closing;
import static io.salesboard.jobs.operators.Words.delta;
import static io.salesboard.jobs.operators.Words.row;
import static io.salesboard.jobs.operators.Words.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Subject;
import io.salesboard.core.model.Table;
import io.salesboard.core.time.BusinessClock;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.jobs.FakeRegistry;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.state.Delta;
import io.salesboard.jobs.state.Delta.Place;
import io.salesboard.jobs.state.DeltaSerializer;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.Cell;
import io.salesboard.schemas.SchemaRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RollUpLeavesTest {
    private static final OutputTag<Result> LEAF_CELLS = new OutputTag<>("leaf-cells", Result.TYPE);

    private final FakeRegistry registry = new FakeRegistry();
    private final AvroFraming framing = new AvroFraming(new SchemaRegistry(registry.address()));
    private KeyedTwoInputStreamOperatorTestHarness<String, Delta, ObjectRow, Delta> harness;

    @BeforeEach
    void open() throws Exception {
        RollUpLeaves rollUp = new RollUpLeaves(Words.retention(BusinessClock.REAL), registry.address(), LEAF_CELLS);
        harness = new KeyedTwoInputStreamOperatorTestHarness<>(rollUp, Delta::home, ObjectRow::object, Types.STRING);
        Words.onDisk(harness);
        harness.setup(DeltaSerializer.INSTANCE);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
        registry.close();
    }

    private void sold(long day, int hour, long after, long net) throws Exception {
        Delta delta = delta(Scope.REP, "an", day, hour, after, Measure.NET, net);
        harness.processElement1(new StreamRecord<>(delta, delta.time()));
    }

    private void assigned(long id, long lsn, long after, String team, String region, long from, long to)
            throws Exception {
        Row row = row(
                Table.REP_ASSIGNMENT,
                Long.toString(id),
                lsn,
                after,
                "rep_id",
                "an",
                "team_id",
                team,
                "region_id",
                region,
                "assignment_id",
                id,
                "valid_from",
                from,
                "valid_to",
                to);
        harness.processElement2(new StreamRecord<>(new ObjectRow("rep/an", row), row.time()));
    }

    /** What a frame adds to the groups' net revenue, by row, day and hour; sums of 0 left out. */
    private Map<String, Long> closed(long after) throws Exception {
        harness.getOutput().clear();
        harness.processBothWatermarks(new Watermark(closing(after)));
        return sums(Measure.NET);
    }

    private Map<String, Long> sums(Measure measure) {
        Map<String, Long> sums = new TreeMap<>();
        for (Delta delta : harness.extractOutputValues()) {
            Place place = delta.place();
            String hour = place.hour() == Place.NO_HOUR ? "" : " hour " + (place.hour() - HOUR) / 60;
            sums.merge(delta.home() + " day " + (place.start() - DAY) + hour, delta.of(measure), Long::sum);
        }
        sums.values().removeIf(sum -> sum == 0);
        return sums;
    }

    @Test
    void aSaleGoesToTheTeamAndRegionOfItsDayAndToTheCompany() throws Exception {
        assigned(1, 5, 0, "T1", "Bắc", DAY - 30, Row.NULL);
        sold(DAY, HOUR, 0, 100);
        assertThat(closed(0))
                .containsOnly(
                        Map.entry("team/T1 day 0 hour 0", 100L),
                        Map.entry("region/Bắc day 0 hour 0", 100L),
                        Map.entry("company/company day 0 hour 0", 100L));
    }

    @Test
    void withoutAnAssignmentItBelongsToNoTeam() throws Exception {
        sold(DAY, HOUR, 0, 100);
        assertThat(closed(0)).containsEntry("team/- day 0 hour 0", 100L).containsEntry("region/- day 0 hour 0", 100L);
    }

    @Test
    void validityIsHalfOpenAndTheLatestStartWins() throws Exception {
        assigned(1, 5, 0, "T1", "Bắc", DAY - 30, DAY);
        assigned(2, 6, 0, "T2", "Nam", DAY, Row.NULL);
        assigned(3, 7, 0, "T3", "Nam", DAY - 5, DAY - 3);
        sold(DAY - 1, Place.NO_HOUR, 0, 1);
        sold(DAY, Place.NO_HOUR, 0, 2);
        sold(DAY - 4, Place.NO_HOUR, 0, 4);
        assertThat(closed(0))
                .containsEntry("team/T1 day -1", 1L)
                .containsEntry("team/T2 day 0", 2L)
                .containsEntry("team/T3 day -4", 4L);
    }

    @Test
    void aBackdatedMoveTakesTheDaysConcernedWithTheirHours() throws Exception {
        assigned(1, 5, 0, "T1", "Bắc", DAY - 30, Row.NULL);
        sold(DAY - 10, Place.NO_HOUR, 0, 1);
        sold(DAY - 1, HOUR - 24 * 60, 0, 20);
        sold(DAY - 1, Place.NO_HOUR, 0, 300);
        closed(0);
        assigned(2, 6, 20, "T2", "Nam", DAY - 2, Row.NULL);
        assertThat(closed(20))
                .containsOnly(
                        Map.entry("team/T1 day -1 hour -24", -20L),
                        Map.entry("team/T1 day -1", -300L),
                        Map.entry("region/Bắc day -1 hour -24", -20L),
                        Map.entry("region/Bắc day -1", -300L),
                        Map.entry("team/T2 day -1 hour -24", 20L),
                        Map.entry("team/T2 day -1", 300L),
                        Map.entry("region/Nam day -1 hour -24", 20L),
                        Map.entry("region/Nam day -1", 300L));
    }

    @Test
    void aWithdrawnMoveBringsTheDaysBack() throws Exception {
        assigned(1, 5, 0, "T1", "Bắc", DAY - 30, Row.NULL);
        assigned(2, 6, 0, "T2", "Nam", DAY - 2, Row.NULL);
        sold(DAY - 1, Place.NO_HOUR, 0, 300);
        closed(0);
        Row gone = Words.deleted(Table.REP_ASSIGNMENT, "2", 8, 20);
        harness.processElement2(new StreamRecord<>(new ObjectRow("rep/an", gone), gone.time()));
        assertThat(closed(20)).containsEntry("team/T2 day -1", -300L).containsEntry("team/T1 day -1", 300L);
    }

    @Test
    void aMoveAndASaleOfOneFrameAreCountedOnce() throws Exception {
        assigned(1, 5, 0, "T1", "Bắc", DAY - 30, Row.NULL);
        sold(DAY, HOUR, 0, 100);
        closed(0);
        sold(DAY, HOUR, 20, 7);
        assigned(2, 6, 20, "T2", "Bắc", DAY, Row.NULL);
        assertThat(closed(20))
                .containsOnly(
                        Map.entry("team/T1 day 0 hour 0", -100L),
                        Map.entry("team/T2 day 0 hour 0", 107L),
                        Map.entry("region/Bắc day 0 hour 0", 7L),
                        Map.entry("company/company day 0 hour 0", 7L));
    }

    @Test
    void aStoreThatChangesItsRegionTakesItsLocationAlong() throws Exception {
        Row north = row(Table.STORE, "S1", 5, 0, "store_id", "S1", "region_id", "Bắc");
        harness.processElement2(new StreamRecord<>(new ObjectRow("store/S1", north), north.time()));
        Delta sale = delta(Scope.STORE, "S1", DAY, HOUR, 0, Measure.NET, 100);
        harness.processElement1(new StreamRecord<>(sale, sale.time()));
        Delta paid = delta(Scope.STORE, "S1", DAY, HOUR, 0, Measure.PAID, 100);
        harness.processElement1(new StreamRecord<>(paid, paid.time()));
        assertThat(closed(0))
                .as("a store's sales are its location's; the region's follow the rep")
                .containsOnly(Map.entry("location/Bắc day 0 hour 0", 100L));
        assertThat(sums(Measure.PAID)).as("what a location does not have").isEmpty();

        Row south = row(Table.STORE, "S1", 6, 20, "store_id", "S1", "region_id", "Nam");
        harness.processElement2(new StreamRecord<>(new ObjectRow("store/S1", south), south.time()));
        assertThat(closed(20))
                .containsOnly(
                        Map.entry("location/Bắc day 0 hour 0", -100L), Map.entry("location/Nam day 0 hour 0", 100L));
    }

    @Test
    void leafCellsAreAbsoluteAndCarryTheirFrame() throws Exception {
        sold(DAY, HOUR, 0, 100);
        closed(0);
        sold(DAY, HOUR, 20, 7);
        closed(20);
        List<Result> published = leafCells();
        assertThat(Words.cells(published, framing, WindowUnit.DAY, Measure.NET))
                .containsExactly("cell/sales/rep/an/day/" + DAY + " = 100", "cell/sales/rep/an/day/" + DAY + " = 107");
        assertThat(published).hasSize(2 * Measure.Group.SALES.kept(Scope.REP).size());
        assertThat(((Cell) framing.decode(published.get(5).value())).getVersion())
                .isEqualTo(T + 20);
    }

    @Test
    void aGroupsOwnChangePassesThrough() throws Exception {
        Place month =
                new Place(Subject.of(Scope.TEAM, "T1"), Measure.Group.QUOTAS, WindowUnit.MONTH, DAY, Place.NO_HOUR);
        Delta quota = Delta.add(month, time(0), new long[] {5, 1});
        harness.processElement1(new StreamRecord<>(quota, time(0)));
        assertThat(harness.extractOutputValues()).extracting(Delta::place).containsExactly(quota.place());
    }

    @Test
    void anAssignmentThatGoesToAnotherRepLeavesTheOldRepsDaysWithNobody() throws Exception {
        assigned(1, 5, 0, "T1", "Bắc", DAY - 30, Row.NULL);
        sold(DAY, Place.NO_HOUR, 0, 100);
        closed(0);
        Row away = Words.deleted(Table.REP_ASSIGNMENT, "1", 6, 20);
        harness.processElement2(new StreamRecord<>(new ObjectRow("rep/an", away), away.time()));
        assertThat(closed(20))
                .containsOnly(
                        Map.entry("team/T1 day 0", -100L),
                        Map.entry("region/Bắc day 0", -100L),
                        Map.entry("team/- day 0", 100L),
                        Map.entry("region/- day 0", 100L));
    }

    @Test
    void anUnchangedLongTextOfAnAssignmentIsTheOneBefore() throws Exception {
        assigned(1, 5, 0, "T1", "Bắc", DAY - 30, Row.NULL);
        sold(DAY, Place.NO_HOUR, 0, 100);
        closed(0);
        assigned(1, 6, 20, Row.UNCHANGED, "Nam", DAY - 30, Row.NULL);
        assertThat(closed(20)).containsOnly(Map.entry("region/Bắc day 0", -100L), Map.entry("region/Nam day 0", 100L));
    }

    @Test
    void stepsAreAppliedWhenTheyEndAndLeafCellsArePublishedWhenTheFrameIsClosed() throws Exception {
        sold(DAY, HOUR, 0, 100);
        harness.processBothWatermarks(new Watermark(time(0)));
        assertThat(sums(Measure.NET)).containsEntry("company/company day 0 hour 0", 100L);
        assertThat(harness.getSideOutput(LEAF_CELLS)).isNull();
        closed(0);
        assertThat(harness.getSideOutput(LEAF_CELLS))
                .hasSize(Measure.Group.SALES.kept(Scope.REP).size());
    }

    @Test
    void aLeafsCellIsPublishedAgainWhenAskedAndChangesNothingElse() throws Exception {
        sold(DAY, HOUR, 0, 100);
        closed(0);
        harness.getSideOutput(LEAF_CELLS).clear();
        harness.processElement1(new StreamRecord<>(Delta.again("cell/sales/rep/an/day/" + DAY, time(20)), time(20)));
        closed(20);
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(Words.cells(leafCells(), framing, WindowUnit.DAY, Measure.NET))
                .containsExactly("cell/sales/rep/an/day/" + DAY + " = 100");
        assertThat(leafCells()).hasSize(1);
    }

    @Test
    void aLeafsHourLeavesByTheClockAloneAndItsGroupsSumsStay() throws Exception {
        long gone = Duration.ofHours(49).toMillis();
        sold(DAY, HOUR, 0, 100);
        closed(0);
        harness.getSideOutput(LEAF_CELLS).clear();
        assertThat(closed(gone - 1)).isEmpty();
        assertThat(leafCells()).isEmpty();
        assertThat(closed(gone)).isEmpty();
        assertThat(Words.cells(leafCells(), framing, WindowUnit.HOUR, Measure.NET))
                .containsExactly("cell/sales/rep/an/hour/" + HOUR + " = cut");
    }

    private List<Result> leafCells() {
        return harness.getSideOutput(LEAF_CELLS).stream()
                .map(StreamRecord::getValue)
                .toList();
    }

    private void lead(String source, long after, int leads) throws Exception {
        Delta delta = delta(Scope.LEAD_SOURCE, source, DAY, HOUR, after, Measure.LEADS, leads);
        harness.processElement1(new StreamRecord<>(delta, delta.time()));
    }

    private void hide(String source, boolean hide, long after) throws Exception {
        harness.processElement1(
                new StreamRecord<>(Delta.show(Scope.LEAD_SOURCE, source, !hide, time(after)), time(after)));
    }

    private List<String> cellsOfTheDay() throws Exception {
        List<Result> results = harness.getSideOutput(LEAF_CELLS).stream()
                .map(StreamRecord::getValue)
                .toList();
        harness.getSideOutput(LEAF_CELLS).clear();
        return Words.cells(results, framing, WindowUnit.DAY, Measure.LEADS);
    }

    @Test
    void aHiddenLabelIsPartOfTheOthersAndARowAgainWhenItIsShown() throws Exception {
        String cell = "cell/leads/lead_source/utm-1/day/" + DAY;
        lead("utm-1", 0, 3);
        closed(0);
        assertThat(sums(Measure.LEADS)).isEmpty();
        assertThat(cellsOfTheDay()).containsExactly(cell + " = 3");

        hide("utm-1", true, 20);
        lead("utm-1", 20, 2);
        closed(20);
        assertThat(sums(Measure.LEADS)).containsOnly(Map.entry("lead_source/~ day 0 hour 0", 5L));
        assertThat(cellsOfTheDay()).containsExactly(cell + " = cut");

        lead("utm-1", 40, 1);
        closed(40);
        assertThat(sums(Measure.LEADS)).containsOnly(Map.entry("lead_source/~ day 0 hour 0", 1L));
        assertThat(harness.getSideOutput(LEAF_CELLS)).isEmpty();

        hide("utm-1", false, 60);
        closed(60);
        assertThat(sums(Measure.LEADS)).containsOnly(Map.entry("lead_source/~ day 0 hour 0", -6L));
        assertThat(cellsOfTheDay()).containsExactly(cell + " = 6");
    }

    @Test
    void aRowOfWhichNothingIsLeftLeavesNothingBehind() throws Exception {
        lead("web", 0, 3);
        closed(0);
        lead("web", 20, -3);
        closed(20);
        assertThat(cellsOfTheDay())
                .containsExactly(
                        "cell/leads/lead_source/web/day/" + DAY + " = 3",
                        "cell/leads/lead_source/web/day/" + DAY + " = cut");
        assertThat(Words.entries(harness)).isZero();

        lead("utm-1", 40, 3);
        hide("utm-1", true, 40);
        lead("utm-1", 60, -3);
        closed(60);
        assertThat(Words.entries(harness)).isZero();
    }
}
