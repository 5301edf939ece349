package io.salesboard.jobs.operators;

import static io.salesboard.jobs.operators.Words.closing;
import static io.salesboard.jobs.operators.Words.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.jobs.FakeRegistry;
import io.salesboard.jobs.results.Result;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.Correction;
import io.salesboard.schemas.CorrectionKind;
import io.salesboard.schemas.Corrections;
import io.salesboard.schemas.SchemaRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepLatestCorrectionsTest {
    private final FakeRegistry registry = new FakeRegistry();
    private final AvroFraming framing = new AvroFraming(new SchemaRegistry(registry.address()));
    private KeyedOneInputStreamOperatorTestHarness<String, CorrectionChange, Result> harness;

    @BeforeEach
    void open() throws Exception {
        start(null);
    }

    private void start(OperatorSubtaskState checkpoint) throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeepLatestCorrections(registry.address()), CorrectionChange::rep, Types.STRING);
        Words.onDisk(harness);
        harness.setup(Result.TYPE.createSerializer(new SerializerConfigImpl()));
        if (checkpoint != null) {
            harness.initializeState(checkpoint);
        }
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
        registry.close();
    }

    private void comes(String rep, String order, long after) throws Exception {
        Correction correction = Correction.newBuilder()
                .setObject("order/" + order)
                .setTable("pos_order")
                .setKey(order)
                .setKind(CorrectionKind.DELETED)
                .setFrame(time(after))
                .setAt(time(after))
                .setDated(time(0))
                .setMoved(List.of())
                .build();
        harness.processElement(new CorrectionChange(rep, correction, time(after)), time(after));
    }

    /** The lists that are published when a frame is closed: {@code an: order/2 order/1}. */
    private List<String> closed(long after) throws Exception {
        int before = harness.extractOutputValues().size();
        harness.processWatermark(closing(after));
        List<String> lists = new ArrayList<>();
        List<Result> results = harness.extractOutputValues();
        for (Result result : results.subList(before, results.size())) {
            lists.add(list(result));
        }
        return lists;
    }

    private String list(Result result) throws IOException {
        Corrections corrections = (Corrections) framing.decode(result.value());
        assertThat(result.key()).isEqualTo("corrections/" + corrections.getRep());
        return corrections.getRep() + ": "
                + String.join(
                        " ",
                        corrections.getCorrections().stream()
                                .map(Correction::getObject)
                                .toList());
    }

    @Test
    void publishesEachRepsCorrectionsNewestFirstOnceAFrame() throws Exception {
        comes("an", "1", 0);
        comes("an", "2", 0);
        comes("binh", "3", 0);

        assertThat(closed(0)).containsExactlyInAnyOrder("an: order/2 order/1", "binh: order/3");
        assertThat(closed(1000)).isEmpty();
    }

    @Test
    void keepsTheLatestTwentyOverARestart() throws Exception {
        for (int order = 1; order <= 21; order++) {
            comes("an", Integer.toString(order), 0);
        }
        closed(0);
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        harness.close();
        start(checkpoint);
        comes("an", "22", 1000);

        String list = closed(1000).get(0);
        assertThat(list).startsWith("an: order/22 order/21 ").endsWith(" order/3");
    }
}
