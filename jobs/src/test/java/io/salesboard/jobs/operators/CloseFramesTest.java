package io.salesboard.jobs.operators;

import static io.salesboard.jobs.operators.Words.closing;
import static io.salesboard.jobs.operators.Words.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.jobs.results.Result;
import io.salesboard.schemas.ResultKeys;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CloseFramesTest {
    private OneInputStreamOperatorTestHarness<Result, Result> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(new CloseFrames());
        harness.setup(Result.TYPE.createSerializer(new SerializerConfigImpl()));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void mark(long after) throws Exception {
        harness.processElement(new Result(ResultKeys.MARK, new byte[] {1}), closing(after));
    }

    private void cell(String key, long time) throws Exception {
        harness.processElement(new Result(key, null), time);
    }

    private List<String> keys() {
        return harness.extractOutputValues().stream().map(Result::key).toList();
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
