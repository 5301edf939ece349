package io.salesboard.jobs.operators;

import static io.salesboard.jobs.operators.Words.T;
import static io.salesboard.jobs.operators.Words.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Table;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.jobs.state.Delta;
import io.salesboard.jobs.state.DeltaSerializer;
import io.salesboard.schemas.Cell;
import io.salesboard.schemas.RepDeals;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class RepublishCellsTest {

    private static final OutputTag<DealChange> DEALS = new OutputTag<>("deals", DealChange.TYPE);

    /** A results topic in memory. */
    private record Topic(ArrayList<SpecificRecord> records) implements PublishedResults {
        @Override
        public long end() {
            return records.size();
        }

        @Override
        public void since(long position, Consumer<SpecificRecord> each) {
            records.subList((int) position, records.size()).forEach(each);
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private final Topic topic = new Topic(new ArrayList<>());

    private void published(String id, long start, long version) {
        Cell cell = new Cell();
        cell.setScope("rep");
        cell.setId(id);
        cell.setUnit("day");
        cell.setStart(start);
        cell.setVersion(version);
        topic.records().add(cell);
    }

    private OneInputStreamOperatorTestHarness<Row, Delta> start(OperatorSubtaskState checkpoint) throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new RepublishCells(topic, DEALS)));
        harness.setup(DeltaSerializer.INSTANCE);
        if (checkpoint != null) {
            harness.initializeState(checkpoint);
        }
        harness.open();
        return harness;
    }

    private static Row heartbeat(long after) {
        return Row.absent(Table.HEARTBEAT, "", 1, T + after);
    }

    /** A checkpoint that knows of everything published so far: each holds where the one before it stood. */
    private static OperatorSubtaskState checkpoint(OneInputStreamOperatorTestHarness<Row, Delta> harness)
            throws Exception {
        harness.snapshot(1, 1);
        return harness.snapshot(2, 2);
    }

    @Test
    void cellsPublishedAfterTheCheckpointComeAgainInAYoungerFrame() throws Exception {
        published("an", 1, frame(0));
        OperatorSubtaskState checkpoint;
        try (var harness = start(null)) {
            harness.processElement(heartbeat(0), T);
            checkpoint = checkpoint(harness);
        }
        published("bình", 2, frame(100));
        published("bình", 2, frame(500));
        published("chi", 3, frame(300));

        try (var harness = start(checkpoint)) {
            harness.processElement(heartbeat(20), T + 20);
            harness.processElement(heartbeat(40), T + 40);
            assertThat(harness.extractOutputValues())
                    .extracting(Delta::place)
                    .containsExactly(
                            new Delta.Place(Scope.REP, "bình", WindowUnit.DAY, 2, Delta.NO_HOUR, frame(520)),
                            new Delta.Place(Scope.REP, "chi", WindowUnit.DAY, 3, Delta.NO_HOUR, frame(520)));
            assertThat(harness.extractOutputValues()).allMatch(delta -> Delta.isZero(delta.measures()));
        }
    }

    @Test
    void listsOfDealsPublishedAfterTheCheckpointComeAgainToo() throws Exception {
        OperatorSubtaskState checkpoint;
        try (var harness = start(null)) {
            checkpoint = checkpoint(harness);
        }
        published("an", 1, frame(100));
        topic.records().add(new RepDeals("bình", frame(200), List.of()));

        try (var harness = start(checkpoint)) {
            harness.processElement(heartbeat(0), T);
            assertThat(harness.extractOutputValues()).extracting(Delta::frame).containsExactly(frame(220));
            assertThat(harness.getSideOutput(DEALS))
                    .extracting(StreamRecord::getValue)
                    .containsExactly(DealChange.again("bình", frame(220)));
        }
    }

    @Test
    void whatIsDueStaysDueWhenTheNextFailureComesBeforeTheFirstRow() throws Exception {
        OperatorSubtaskState checkpoint;
        try (var harness = start(null)) {
            checkpoint = checkpoint(harness);
        }
        published("an", 1, frame(100));
        OperatorSubtaskState withoutRows;
        try (var harness = start(checkpoint)) {
            withoutRows = checkpoint(harness);
        }

        try (var harness = start(withoutRows)) {
            harness.processElement(heartbeat(0), T);
            assertThat(harness.extractOutputValues()).hasSize(1);
        }
    }

    @Test
    void whatIsWrittenWhileACheckpointIsTakenCountsAsAfterIt() throws Exception {
        OperatorSubtaskState checkpoint;
        try (var harness = start(null)) {
            harness.snapshot(1, 1);
            published("an", 1, frame(0));
            checkpoint = harness.snapshot(2, 2);
        }

        try (var harness = start(checkpoint)) {
            harness.processElement(heartbeat(0), T);
            assertThat(harness.extractOutputValues()).hasSize(1);
        }
    }

    @Test
    void aStartWithoutCheckpointHasAllCellsPublishedAgain() throws Exception {
        published("an", 1, frame(0));
        try (var harness = start(null)) {
            harness.processElement(heartbeat(1000), T + 1000);
            assertThat(harness.extractOutputValues()).extracting(Delta::frame).containsExactly(frame(1020));
        }
    }

    @Test
    void aFirstStartHasNothingToDo() throws Exception {
        try (var harness = start(null)) {
            harness.processElement(heartbeat(0), T);
            assertThat(harness.extractOutputValues()).isEmpty();
        }
    }
}
