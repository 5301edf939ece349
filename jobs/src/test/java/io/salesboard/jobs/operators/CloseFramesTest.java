package io.salesboard.jobs.operators;

import static io.salesboard.jobs.operators.Words.closing;
import static io.salesboard.jobs.operators.Words.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.jobs.FakeRegistry;
import io.salesboard.jobs.results.CellLayout;
import io.salesboard.jobs.results.Result;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.GroupLayout;
import io.salesboard.schemas.Layout;
import io.salesboard.schemas.ResultKeys;
import io.salesboard.schemas.SchemaRegistry;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CloseFramesTest {
    private final FakeRegistry registry = new FakeRegistry();
    private OneInputStreamOperatorTestHarness<Result, Result> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(new CloseFrames(registry.address(), 1100));
        harness.setup(Result.TYPE.createSerializer(new SerializerConfigImpl()));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
        registry.close();
    }

    private void mark(long after) throws Exception {
        harness.processElement(new Result(ResultKeys.MARK, new byte[] {1}), closing(after));
    }

    private void cell(String key, long time) throws Exception {
        harness.processElement(new Result(key, null), time);
    }

    private List<String> keys() {
        return harness.extractOutputValues().stream()
                .map(Result::key)
                .filter(key -> !key.startsWith(ResultKeys.LAYOUT))
                .toList();
    }

    @Test
    void whatTheValuesOfCellsAreStandsBeforeThem() throws Exception {
        cell("cell/a", time(0));
        cell("cell/b", time(0));
        assertThat(harness.extractOutputValues())
                .extracting(Result::key)
                .containsExactly(ResultKeys.layout(CellLayout.NUMBER), "cell/a", "cell/b");
        Layout layout = (Layout) new AvroFraming(new SchemaRegistry(registry.address()))
                .decode(harness.extractOutputValues().get(0).value());
        assertThat(layout.getDays()).isEqualTo(1100);
        assertThat(layout.getGroups()).extracting(GroupLayout::getName).contains("sales", "quotas");
    }

    @Test
    void aMarkStandsBehindEverythingOfItsFrameThoughItCameFirst() throws Exception {
        mark(0);
        cell("cell/a", closing(0));
        harness.processWatermark(closing(0) - 1);
        cell("cell/b", closing(0));
        assertThat(keys()).containsExactly("cell/a", "cell/b");
        harness.processWatermark(closing(0));
        assertThat(keys()).containsExactly("cell/a", "cell/b", "mark");
    }

    @Test
    void theMarkOfAYoungerFrameWaitsForThatFrame() throws Exception {
        mark(0);
        mark(20);
        harness.processWatermark(closing(0));
        cell("cell/a", time(20));
        assertThat(keys()).containsExactly("mark", "cell/a");
        harness.processWatermark(closing(20));
        assertThat(keys()).containsExactly("mark", "cell/a", "mark");
    }

    @Test
    void whatTheReaderDoesRightNowWaitsForNoFrame() throws Exception {
        mark(0);
        harness.processElement(new Result(ResultKeys.READING, new byte[] {1}), time(0));
        assertThat(keys()).containsExactly("reading");
    }
}
