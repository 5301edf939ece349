package io.salesboard.jobs.operators;

import static io.salesboard.jobs.operators.Words.DAY;
import static io.salesboard.jobs.operators.Words.HOUR;
import static io.salesboard.jobs.operators.Words.delta;
import static io.salesboard.jobs.operators.Words.net;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.jobs.state.Delta;
import io.salesboard.jobs.state.DeltaSerializer;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreAggregateTest {
    private OneInputStreamOperatorTestHarness<Delta, Delta> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(new PreAggregate());
        harness.setup(DeltaSerializer.INSTANCE);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void come(String rep, long after, long amount) throws Exception {
        Delta delta = delta(Scope.REP, rep, DAY, HOUR, after, Measure.NET, amount);
        harness.processElement(delta, delta.time());
    }

    @Test
    void changesOfOnePlaceBecomeOneAndOtherStepsStayApart() throws Exception {
        come("an", 0, 5);
        come("bình", 0, 7);
        come("an", 0, -2);
        come("an", 20, 1);
        harness.processWatermark(Words.time(0));
        assertThat(net(harness.extractOutputValues()))
                .containsExactly("rep/an/2026-11-23: 3", "rep/bình/2026-11-23: 7", "rep/an/2026-11-23: 1");
    }

    @Test
    void aSumOfNothingStaysAndWhatIsNoSumPasses() throws Exception {
        harness.processElement(Delta.again("cell/sales/rep/an/day/" + DAY, Words.time(0)), Words.time(0));
        come("an", 0, 5);
        come("an", 0, -5);
        harness.processWatermark(Words.time(0));
        assertThat(harness.extractOutputValues()).extracting(Delta::kind).containsExactly(Delta.Kind.AGAIN);
    }

    @Test
    void nothingIsHeldBackFromACheckpoint() throws Exception {
        come("an", 0, 5);
        harness.prepareSnapshotPreBarrier(1);
        assertThat(net(harness.extractOutputValues())).containsExactly("rep/an/2026-11-23: 5");
    }

    @Test
    void nothingIsLostAtTheEndOrWhenTheBufferIsFull() throws Exception {
        for (int i = 0; i < 40_001; i++) {
            come("r" + i, 0, 1);
        }
        assertThat(harness.extractOutputValues()).hasSize(40_000);
        harness.endInput();
        assertThat(harness.extractOutputValues()).hasSize(40_001);
    }

    @Test
    void theMeasuresOfAChangeAreNotChangedByAddingToThem() throws Exception {
        Delta shared = delta(Scope.REP, "an", DAY, HOUR, 0, Measure.NET, 5);
        harness.processElement(shared, shared.time());
        come("an", 0, 1);
        assertThat(shared.of(Measure.NET)).isEqualTo(5);
    }
}
