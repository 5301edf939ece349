package io.salesboard.jobs.operators;

import static io.salesboard.jobs.operators.Words.T;
import static io.salesboard.jobs.operators.Words.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.jobs.FakeRegistry;
import io.salesboard.jobs.results.Result;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.Entity;
import io.salesboard.schemas.SchemaRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishEntitiesTest {
    private final FakeRegistry registry = new FakeRegistry();
    private final AvroFraming framing = new AvroFraming(new SchemaRegistry(registry.address()));
    private KeyedOneInputStreamOperatorTestHarness<String, Row, Result> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new PublishEntities(registry.address())), Row::key, Types.STRING);
        harness.setup(Result.TYPE.createSerializer(new SerializerConfigImpl()));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
        registry.close();
    }

    private void row(long lsn, long after) throws Exception {
        harness.processElement(Row.absent(Table.REP, "an", lsn, T + after), T + after);
    }

    private List<Long> versions() throws IOException {
        List<Long> versions = new ArrayList<>();
        for (Result result : harness.extractOutputValues()) {
            versions.add(((Entity) framing.decode(result.value())).getVersion());
        }
        return versions;
    }

    @Test
    void aRowHasTheSameVersionHoweverFarTheWatermarkIs() throws Exception {
        row(1, 100);
        harness.processWatermark(T + 5_000);
        row(2, 200);
        assertThat(versions()).containsExactly(frame(100), frame(200));
    }

    @Test
    void anOlderRowIsNotPublishedAndAnEqualOneComesAgain() throws Exception {
        row(7, 100);
        row(6, 80);
        row(7, 100);
        assertThat(versions()).containsExactly(frame(100), frame(100));
    }

    @Test
    void aNewerRowIsNeverOlderThoughTheServersClockWasSetBack() throws Exception {
        row(1, 1_000);
        row(2, 100);
        assertThat(versions()).containsExactly(frame(1_000), frame(1_000));
    }
}
