package io.salesboard.jobs.operators;

import static io.salesboard.jobs.operators.Words.T;
import static io.salesboard.jobs.operators.Words.closing;
import static io.salesboard.jobs.operators.Words.deleted;
import static io.salesboard.jobs.operators.Words.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.jobs.FakeRegistry;
import io.salesboard.jobs.read.Change;
import io.salesboard.jobs.results.Result;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.Entity;
import io.salesboard.schemas.SchemaRegistry;
import java.io.IOException;
import java.time.LocalDate;
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
    private KeyedOneInputStreamOperatorTestHarness<String, Change, Result> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new PublishEntities(registry.address())), Change::name, Types.STRING);
        harness.setup(Result.TYPE.createSerializer(new SerializerConfigImpl()));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
        registry.close();
    }

    private void come(Change change) throws Exception {
        harness.processElement(change, change.row().time());
    }

    private void named(String name, String hired, long after) throws Exception {
        Row row = Words.row(Table.REP, "an", 1, after, "rep_id", "an", "name", name);
        row.set(Table.REP.numberColumn("hire_date"), LocalDate.parse(hired).toEpochDay());
        come(Change.ofRow(0, row, null));
    }

    /** What was published since it was asked last: {@code An 2026-01-05 @100}, or {@code gone @100}. */
    private List<String> published() throws IOException {
        List<String> published = new ArrayList<>();
        for (Result result : harness.extractOutputValues()) {
            assertThat(result.key()).isEqualTo("entity/rep/an");
            Entity entity = (Entity) framing.decode(result.value());
            assertThat(entity.getColumns().isEmpty()).isEqualTo(entity.getDeleted());
            published.add((entity.getDeleted()
                            ? "gone"
                            : entity.getColumns().get("name") + " "
                                    + entity.getColumns().get("hire_date"))
                    + " @" + (entity.getVersion() - T));
        }
        harness.getOutput().clear();
        return published;
    }

    @Test
    void aRowIsPublishedInTheFrameItCameInHoweverFarTheWatermarkIs() throws Exception {
        named("An", "2026-01-05", 100);
        harness.processWatermark(closing(5_000));
        named("Ân", "2026-01-05", 6_000);
        assertThat(published()).containsExactly("An 2026-01-05 @100", "Ân 2026-01-05 @6000");
    }

    @Test
    void aDeletedRowIsPublishedAsGoneAndForgotten() throws Exception {
        named("An", "2026-01-05", 0);
        come(Change.ofRow(0, deleted(Table.REP, "an", 2, 10), null));
        assertThat(published()).containsExactly("An 2026-01-05 @0", "gone @10");
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void aTextThatWasNotSentIsTheOneBefore() throws Exception {
        named("An", "2026-01-05", 0);
        named(Row.UNCHANGED, "2026-02-06", 10);
        named(Row.UNCHANGED, "2026-03-07", 20);
        assertThat(published()).containsExactly("An 2026-01-05 @0", "An 2026-02-06 @10", "An 2026-03-07 @20");
    }

    @Test
    void whatIsKnownIsPublishedAgainWhenAskedAndOtherwiseThatItIsGone() throws Exception {
        come(Change.again(Table.REP, "an", time(0)));
        assertThat(published()).containsExactly("gone @0");
        named("An", "2026-01-05", 10);
        come(Change.again(Table.REP, "an", time(500)));
        assertThat(published()).containsExactly("An 2026-01-05 @10", "An 2026-01-05 @500");
    }
}
