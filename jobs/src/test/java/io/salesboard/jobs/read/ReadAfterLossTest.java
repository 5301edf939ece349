package io.salesboard.jobs.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.jobs.read.Change.Kind;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.state.Delta;
import io.salesboard.schemas.Reading;
import io.salesboard.schemas.Topics;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Of {@link ReadRows}: what is published again after a start, and what is noticed to be lost. */
class ReadAfterLossTest extends ReadRowsScene {
    @Test
    void afterARestartNothingIsShownBeforeItIsAsYoungAsWhatWasShown() throws Exception {
        harness.close();
        logs.ends.put(POS, 4L);
        logs.ends.put(CRM, 1L);
        logs.published(T + 900, "cell/sales/rep/an/day/20780", "mark");
        OperatorSubtaskState checkpoint = checkpointOfBothLoaded();
        start(checkpoint);
        at(1_000);
        comes(new RawRecord(POS, 0, 1, 0, store("S1").key(), store("S1").value()));
        comes(heartbeatAt(POS, 2));
        at(5_000);
        assertThat(closed()).isEmpty();

        comes(heartbeatAt(POS, 3));
        at(5_020);

        assertThat(closed()).hasSize(1);
        List<Delta> again = harness.getSideOutput(TAGS.againCells()).stream()
                .map(StreamRecord::getValue)
                .toList();
        assertThat(again).singleElement().matches(delta -> delta.kind() == Delta.Kind.AGAIN);
        assertThat(again.get(0).home()).isEqualTo("rep/an");
    }

    private RawRecord heartbeatAt(String topic, long offset) {
        Row beat = Row.absent(Table.HEARTBEAT, "heartbeat", ++lsn, T);
        return envelopes.record(topic, offset, beat, "m", 0, "false");
    }

    private OperatorSubtaskState checkpointOfBothLoaded() throws Exception {
        FakeLogs empty = new FakeLogs();
        try (OneInputStreamOperatorTestHarness<RawRecord, Change> other = new OneInputStreamOperatorTestHarness<>(
                new ReadRows(registry.address(), ACCOUNTING, empty, null, TAGS))) {
            other.setup(Change.TYPE.createSerializer(new SerializerConfigImpl()));
            other.setProcessingTime(T);
            other.open();
            other.processElement(heartbeatAt(POS, 0), 0);
            other.processElement(heartbeatAt(CRM, 0), 0);
            return other.snapshot(1, 1);
        }
    }

    @Test
    void aStartWithoutStateHasAllPublishedAgainByWhoeverKeepsIt() throws Exception {
        harness.close();
        logs.published(
                T - 1,
                "cell/sales/rep/a/b/month/20758",
                "deals/R1",
                "entity/rep/R1",
                "left-out/pos_order/17",
                "left-out/object/order/18",
                "source/pos",
                "reading",
                "mark");
        start(null);
        assertThat(((Reading) told().stream()
                                .filter(Reading.class::isInstance)
                                .findFirst()
                                .orElse(reading()))
                        .getComputing())
                .isTrue();
        comes(heartbeat(POS));
        comes(heartbeat(CRM));
        at(20);

        assertThat(harness.getSideOutput(TAGS.againCells())
                        .remove()
                        .getValue()
                        .place()
                        .subject()
                        .id())
                .isEqualTo("a/b");
        assertThat(harness.getSideOutput(TAGS.againDeals())
                        .remove()
                        .getValue()
                        .deal()
                        .rep())
                .isEqualTo("R1");
        List<Change> changes = changes();
        assertThat(changes)
                .filteredOn(change -> change.kind() == Kind.AGAIN_OBJECT)
                .extracting(change -> change.row().key())
                .containsExactly("order/18");
        assertThat(changes)
                .filteredOn(change -> change.kind() == Kind.AGAIN)
                .extracting(Change::name)
                .containsExactly("rep/R1", "pos_order/17");
        List<String> gone = harness.getSideOutput(TAGS.told()).stream()
                .map(StreamRecord::getValue)
                .filter(result -> result.value() == null)
                .map(Result::key)
                .toList();
        assertThat(gone).containsExactly("source/pos");
    }

    private Reading reading() throws Exception {
        at(10);
        return (Reading)
                told().stream().filter(Reading.class::isInstance).findFirst().orElseThrow();
    }

    @Test
    void aStateThatHasReadFurtherThanTheTopicReachesIsRefused() throws Exception {
        bothLoaded();
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        harness.close();
        logs.ends.put(POS, 0L);
        logs.ends.put(CRM, 1L);
        assertThatThrownBy(() -> start(checkpoint))
                .isInstanceOf(StateOfOtherTopicsException.class)
                .hasRootCauseMessage("the state has read rows.pos up to offset 1, but the topic ends at 0");
    }

    @Test
    void resultsThatEndBeforeWhatWasPublishedWereLost() throws Exception {
        bothLoaded();
        OperatorSubtaskState checkpoint = checkpointAfterPublishing("cell/sales/rep/an/day/20780", "mark");
        logs.keys.clear();
        logs.ends.put(Topics.RESULTS.name(), 1L);
        assertThatThrownBy(() -> harness.snapshot(3, 3))
                .as("while it runs")
                .rootCause()
                .hasMessageContaining("up to offset 2, but the topic ends at 1: it was lost and made anew");
        harness.close();

        assertThatThrownBy(() -> start(checkpoint)).as("at a start").isInstanceOf(StateOfOtherTopicsException.class);
    }

    @Test
    void whatWasPublishedWithNumbersTheRegistryHasLostIsPublishedAgain() throws Exception {
        bothLoaded();
        OperatorSubtaskState checkpoint = checkpointAfterPublishing("cell/sales/rep/an/day/20780", "mark");
        harness.close();
        logs.ends.put(POS, 1L);
        logs.ends.put(CRM, 1L);
        start(checkpoint);
        at(1_100);
        assertThat(closed()).hasSize(1);
        assertThat(harness.getSideOutput(TAGS.againCells()))
                .as("nothing is lost")
                .isNull();
        harness.close();

        registry.lose();
        registry.idOf(Schema.create(Schema.Type.STRING)); // somebody was quicker
        start(checkpoint);
        at(1_100);

        assertThat(closed()).hasSize(1);
        assertThat(harness.getSideOutput(TAGS.againCells())).hasSize(1);
    }

    /** What a checkpoint says was published is what stood in the topic one checkpoint before. */
    private OperatorSubtaskState checkpointAfterPublishing(String... keys) throws Exception {
        logs.published(T, keys);
        harness.snapshot(1, 1);
        return harness.snapshot(2, 2);
    }
}
