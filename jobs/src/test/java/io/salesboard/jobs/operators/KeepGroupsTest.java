package io.salesboard.jobs.operators;

import static io.salesboard.jobs.operators.Words.DAY;
import static io.salesboard.jobs.operators.Words.HOUR;
import static io.salesboard.jobs.operators.Words.delta;
import static io.salesboard.jobs.operators.Words.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessClock;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.jobs.FakeRegistry;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.state.Delta;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
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
        KeepGroups keep = new KeepGroups(Words.BUSINESS.calendar(), BusinessClock.REAL, registry.address());
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(keep), Delta::row, Types.STRING);
        harness.setup(Result.TYPE.createSerializer(new SerializerConfigImpl()));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
        registry.close();
    }

    private void sold(String team, long day, int hour, long after, long net) throws Exception {
        Delta delta = delta(Scope.TEAM, team, day, hour, after, Measure.NET, net);
        harness.processElement(delta, delta.frame());
    }

    private List<String> closed(long after, WindowUnit unit) throws Exception {
        harness.getOutput().clear();
        harness.processWatermark(frame(after));
        return Words.cells(harness.extractOutputValues(), framing, unit, Measure.NET);
    }

    @Test
    void aFrameIsPublishedOnceWithAllThatCameInIt() throws Exception {
        sold("T1", DAY, HOUR, 0, 100);
        sold("T1", DAY, HOUR, 0, 20);
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(closed(0, WindowUnit.DAY)).containsExactly("cell/team/T1/day/" + DAY + " = 120");
        assertThat(closed(20, WindowUnit.DAY)).isEmpty();
    }

    @Test
    void aSumOfNothingHasTheCellPublishedAgain() throws Exception {
        sold("T1", DAY, HOUR, 0, 100);
        closed(0, WindowUnit.DAY);
        sold("T1", DAY, Delta.NO_HOUR, 20, 0);
        assertThat(closed(20, WindowUnit.DAY)).containsExactly("cell/team/T1/day/" + DAY + " = 100");
    }

    @Test
    void anHourStaysForTwoDaysAndIsThenCut() throws Exception {
        sold("T1", DAY, HOUR, 0, 100);
        closed(0, WindowUnit.HOUR);
        sold("T1", DAY + 2, HOUR + 48 * 60, 48 * HOURS, 5);
        assertThat(closed(48 * HOURS, WindowUnit.HOUR))
                .containsExactly("cell/team/T1/hour/" + (HOUR + 48 * 60) + " = 5");
        sold("T1", DAY + 2, HOUR + 49 * 60, 49 * HOURS, 6);
        assertThat(closed(49 * HOURS, WindowUnit.HOUR))
                .containsExactly(
                        "cell/team/T1/hour/" + (HOUR + 49 * 60) + " = 6", "cell/team/T1/hour/" + HOUR + " = cut");
    }

    @Test
    void aLateSaleOfAnOldHourCountsInItsDayOnly() throws Exception {
        sold("T1", DAY - 5, HOUR - 5 * 24 * 60, 0, 100);
        assertThat(closed(0, WindowUnit.HOUR)).isEmpty();
        assertThat(harness.extractOutputValues())
                .extracting(Result::key)
                .contains(
                        "cell/team/T1/day/" + (DAY - 5),
                        "cell/team/T1/year/"
                                + Words.BUSINESS
                                        .calendar()
                                        .windowOf(WindowUnit.YEAR, Instant.ofEpochMilli(Words.T))
                                        .start());
    }

    @Test
    void aChangeWhoseFrameIsClosedGoesIntoTheNext() throws Exception {
        harness.processWatermark(frame(100));
        sold("T1", DAY, HOUR, 0, 100);
        assertThat(closed(119, WindowUnit.DAY)).isEmpty();
        assertThat(closed(120, WindowUnit.DAY)).hasSize(1);
    }
}
