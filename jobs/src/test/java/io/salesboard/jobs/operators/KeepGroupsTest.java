package io.salesboard.jobs.operators;

import static io.salesboard.jobs.operators.Words.DAY;
import static io.salesboard.jobs.operators.Words.HOUR;
import static io.salesboard.jobs.operators.Words.T;
import static io.salesboard.jobs.operators.Words.closing;
import static io.salesboard.jobs.operators.Words.delta;
import static io.salesboard.jobs.operators.Words.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessClock;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.jobs.FakeRegistry;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.state.Delta;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.Cell;
import io.salesboard.schemas.SchemaRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepGroupsTest {
    private static final long HOURS = Duration.ofHours(1).toMillis();

    private final FakeRegistry registry = new FakeRegistry();
    private final AvroFraming framing = new AvroFraming(new SchemaRegistry(registry.address()));
    private KeyedOneInputStreamOperatorTestHarness<String, Delta, Result> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness(BusinessClock.REAL);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
        registry.close();
    }

    private KeyedOneInputStreamOperatorTestHarness<String, Delta, Result> harness(BusinessClock clock)
            throws Exception {
        KeepGroups keep = new KeepGroups(Words.retention(clock), registry.address());
        var created = new KeyedOneInputStreamOperatorTestHarness<>(keep, Delta::home, Types.STRING);
        Words.onDisk(created);
        created.setup(Result.TYPE.createSerializer(new SerializerConfigImpl()));
        return created;
    }

    private void sold(String team, long day, int hour, long after, long net) throws Exception {
        Delta delta = delta(Scope.TEAM, team, day, hour, after, Measure.NET, net);
        harness.processElement(delta, delta.time());
    }

    private List<String> closed(long after, WindowUnit unit) throws Exception {
        harness.getOutput().clear();
        harness.processWatermark(closing(after));
        return Words.cells(harness.extractOutputValues(), framing, unit, Measure.NET);
    }

    /** The versions of the cells published since the output was cleared. */
    private List<Long> versions() throws IOException {
        List<Long> versions = new ArrayList<>();
        for (Result result : harness.extractOutputValues()) {
            if (result.value() != null) {
                versions.add(((Cell) framing.decode(result.value())).getVersion());
            }
        }
        return versions;
    }

    @Test
    void aFrameIsPublishedOnceWithAllThatCameInIt() throws Exception {
        sold("T1", DAY, HOUR, 0, 100);
        sold("T1", DAY, HOUR, 0, 20);
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(closed(0, WindowUnit.DAY)).containsExactly("cell/sales/team/T1/day/" + DAY + " = 120");
        assertThat(closed(20, WindowUnit.DAY)).isEmpty();
    }

    @Test
    void aCellIsPublishedAgainWhenAskedAndAsGoneWhereThereIsNone() throws Exception {
        sold("T1", DAY, HOUR, 0, 100);
        closed(0, WindowUnit.DAY);
        for (long day : new long[] {DAY, DAY - 1}) {
            harness.processElement(Delta.again("cell/sales/team/T1/day/" + day, time(20)), time(20));
        }
        assertThat(closed(20, WindowUnit.DAY))
                .containsExactlyInAnyOrder(
                        "cell/sales/team/T1/day/" + (DAY - 1) + " = cut", "cell/sales/team/T1/day/" + DAY + " = 100");
        assertThat(harness.extractOutputValues()).as("nothing else").hasSize(2);
        assertThat(versions()).containsExactly(T + 20);
    }

    @Test
    void theStepsOfAFrameAreAppliedWhenTheyEndAndPublishedWhenItIsClosed() throws Exception {
        sold("T1", DAY, HOUR, 0, 100);
        harness.processWatermark(time(0));
        sold("T1", DAY, HOUR, 0, 20);
        harness.processWatermark(time(0) + 1);
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(closed(0, WindowUnit.DAY)).containsExactly("cell/sales/team/T1/day/" + DAY + " = 120");
        assertThat(versions()).containsOnly(T);
    }

    @Test
    void whatAFrameThatWasNeverClosedChangedIsPublishedWithAYoungerOne() throws Exception {
        sold("T1", DAY, HOUR, 0, 100);
        harness.processWatermark(time(0));
        sold("T1", DAY, HOUR, 0, 20);
        harness.processWatermark(time(0) + 1);
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        harness.close();
        harness = harness(BusinessClock.REAL);
        harness.initializeState(checkpoint);
        harness.open();
        harness.processWatermark(time(500));
        assertThat(harness.extractOutputValues())
                .as("within a frame that is not closed")
                .isEmpty();
        assertThat(closed(500, WindowUnit.DAY)).containsExactly("cell/sales/team/T1/day/" + DAY + " = 120");
        assertThat(versions()).containsOnly(T + 500);
    }

    @Test
    void anHourStaysForTwoDaysAndThenLeavesByTheClockAlone() throws Exception {
        sold("T1", DAY, HOUR, 0, 100);
        assertThat(closed(0, WindowUnit.HOUR)).containsExactly("cell/sales/team/T1/hour/" + HOUR + " = 100");
        assertThat(closed(49 * HOURS - 1, WindowUnit.HOUR)).isEmpty();
        harness.processWatermark(time(49 * HOURS));
        assertThat(harness.extractOutputValues())
                .as("not before its frame is closed")
                .isEmpty();
        assertThat(closed(49 * HOURS, WindowUnit.HOUR)).containsExactly("cell/sales/team/T1/hour/" + HOUR + " = cut");
        assertThat(harness.extractOutputValues()).as("nothing else changed").hasSize(1);
        assertThat(harness.numEventTimeTimers()).as("for its day").isEqualTo(1);
    }

    @Test
    void eachHourLeavesInItsTurn() throws Exception {
        sold("T1", DAY, HOUR, 0, 100);
        sold("T1", DAY, HOUR + 60, 0, 7);
        closed(0, WindowUnit.HOUR);
        assertThat(closed(49 * HOURS, WindowUnit.HOUR)).containsExactly("cell/sales/team/T1/hour/" + HOUR + " = cut");
        assertThat(closed(50 * HOURS, WindowUnit.HOUR))
                .containsExactly("cell/sales/team/T1/hour/" + (HOUR + 60) + " = cut");
    }

    @Test
    void hoursLeaveByBusinessTimeWhereThatRunsFaster() throws Exception {
        harness.close();
        harness = harness(new BusinessClock(Instant.ofEpochMilli(T), Instant.ofEpochMilli(T), 60));
        harness.open();
        sold("T1", DAY, HOUR, 0, 100);
        closed(0, WindowUnit.HOUR);
        long gone = 49 * HOURS / 60;
        assertThat(closed(gone - 1, WindowUnit.HOUR)).isEmpty();
        assertThat(closed(gone, WindowUnit.HOUR)).containsExactly("cell/sales/team/T1/hour/" + HOUR + " = cut");
    }

    @Test
    void aLateSaleOfAnOldHourCountsInItsDayOnly() throws Exception {
        sold("T1", DAY - 5, HOUR - 5 * 24 * 60, 0, 100);
        assertThat(closed(0, WindowUnit.HOUR)).isEmpty();
        assertThat(harness.extractOutputValues())
                .extracting(Result::key)
                .contains(
                        "cell/sales/team/T1/day/" + (DAY - 5),
                        "cell/sales/team/T1/month/"
                                + Words.ACCOUNTING
                                        .calendar()
                                        .windowOf(WindowUnit.MONTH, Instant.ofEpochMilli(Words.T))
                                        .start());
    }
}
