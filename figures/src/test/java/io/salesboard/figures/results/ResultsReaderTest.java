package io.salesboard.figures.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.figures.ServedSchemas;
import io.salesboard.figures.Told;
import io.salesboard.figures.store.CellStore;
import io.salesboard.figures.store.Sums;
import io.salesboard.schemas.Cell;
import io.salesboard.schemas.Entity;
import io.salesboard.schemas.FrameMark;
import io.salesboard.schemas.Layout;
import io.salesboard.schemas.SchemaRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResultsReaderTest {
    private final CellStore store = new CellStore();
    private ServedSchemas schemas;
    private SchemaRegistry registry;

    @BeforeEach
    void serveSchemas() throws IOException {
        schemas = new ServedSchemas(
                Layout.getClassSchema(), Cell.getClassSchema(), Entity.getClassSchema(), FrameMark.getClassSchema());
        registry = schemas.registry();
    }

    @AfterEach
    void stop() {
        schemas.close();
    }

    private static ConsumerRecord<byte[], byte[]> record(String key, byte[] value) {
        return new ConsumerRecord<>("results", 0, 7, key.getBytes(StandardCharsets.UTF_8), value);
    }

    private byte[] framed(SpecificRecord value) throws IOException {
        return schemas.framed(value);
    }

    @Test
    void bringsRecordsIntoTheStoreAndLeavesOutWhatIsUnreadable() throws Exception {
        ResultsReader reader = new ResultsReader(registry, store);
        Entity rep = Entity.newBuilder()
                .setTable("rep")
                .setKey("R1")
                .setVersion(9)
                .setColumns(new java.util.HashMap<>(Map.of("rep_id", "R1", "name", "Nguyễn Văn An")))
                .build();
        byte[] whole = cell(9, 5);

        reader.caughtUp();
        reader.handle(record("layout/1063", framed(Told.layoutOf(Told.LAYOUT, 48, 1100))), false);
        reader.handle(record("cell/sales/rep/R1/day/20000", whole), false);
        reader.handle(record("entity/rep/R1", framed(rep)), false);
        reader.handle(record("cell/sales/rep/R2/day/20000", new byte[] {1, 2, 3}), false);
        reader.handle(record("cell/sales/rep/R2/day/20000", java.util.Arrays.copyOf(whole, 9)), false);
        reader.handle(record("cell/sales/rep/R2/day/20000", new byte[] {0, 0, 0, 0, 99, 1}), false);
        reader.handle(record("mark", framed(new FrameMark(9L, 9L, List.of()))), false);

        assertThat(net()).isEqualTo(5);
        assertThat(store.state().org().rep("R1").name()).isEqualTo("Nguyễn Văn An");
        assertThat(store.state().cellCount()).isEqualTo(1);
    }

    @Test
    void asksForTheSameRecordAgainWhenTheRegistryIsAway() throws Exception {
        byte[] mark = framed(new FrameMark(9L, 9L, List.of()));
        schemas.close();

        ResultsReader reader = new ResultsReader(registry, store);
        assertThatThrownBy(() -> reader.handle(record("mark", mark), false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("refuses connections");
    }

    /** One that has read the layout of all cells. */
    private ResultsReader reader() throws IOException {
        ResultsReader reader = new ResultsReader(registry, store);
        reader.handle(record("layout/1063", framed(Told.layoutOf(Told.LAYOUT, 48, 1100))), false);
        return reader;
    }

    private byte[] cell(long version, long net) throws IOException {
        return framed(Told.cell(version, Measure.Group.SALES, Map.of(Measure.NET, net)));
    }

    private Long net() {
        Sums cell = store.state()
                .cells(Measure.Group.SALES, Scope.REP, WindowUnit.DAY, 20_000)
                .get("R1");
        return cell == null ? null : (Long) cell.of(Measure.NET);
    }

    @Test
    void ofWhatStoodThereAtTheStartOnlyTheLastOfEachKeyIsTaken() throws Exception {
        ResultsReader reader = reader();
        reader.handle(record("cell/sales/rep/R1/day/20000", new byte[] {1, 2, 3}), false);
        reader.handle(record("mark", new byte[] {1, 2, 3}), false);
        reader.handle(record("cell/sales/rep/R1/day/20000", cell(9, 5)), false);
        reader.handle(record("cell/sales/rep/R2/day/20000", null), false);
        reader.handle(record("mark", framed(new FrameMark(9L, 9L, List.of()))), false);
        assertThat(store.isWhole()).isFalse();

        reader.caughtUp();

        assertThat(store.isWhole()).isTrue();
        assertThat(net()).isEqualTo(5);
    }

    @Test
    void atTheStartALayoutIsTakenAlsoFromBehindTheCellsThatNameIt() throws Exception {
        ResultsReader reader = new ResultsReader(registry, store);
        reader.handle(record("cell/sales/rep/R1/day/20000", cell(9, 5)), true);
        reader.handle(record("mark", framed(new FrameMark(9L, 9L, List.of()))), true);
        reader.handle(record("layout/1063", framed(Told.layoutOf(Told.LAYOUT, 48, 1100))), true);
        reader.caughtUp();

        assertThat(net()).isEqualTo(5);
        assertThat(store.state().daysKept()).isEqualTo(1100);
    }

    @Test
    void aFrameThatWasNotClosedAtTheStartIsWaitedFor() throws Exception {
        ResultsReader reader = reader();
        reader.handle(record("cell/sales/rep/R1/day/20000", cell(9, 5)), false);
        reader.handle(record("cell/sales/rep/R1/day/20000", cell(30, 7)), false);
        reader.handle(record("mark", framed(new FrameMark(9L, 9L, List.of()))), false);
        reader.caughtUp();
        assertThat(store.isWhole()).isFalse();

        reader.handle(record("mark", framed(new FrameMark(20L, 20L, List.of()))), false);
        assertThat(store.isWhole()).isFalse();
        reader.handle(record("mark", framed(new FrameMark(30L, 30L, List.of()))), false);
        assertThat(store.isWhole()).isTrue();
        assertThat(net()).isEqualTo(7);
    }

    @Test
    void aTopicMadeAnewBeforeItWasReadToTheEndIsReadFromItsBeginning() throws Exception {
        ResultsReader reader = reader();
        reader.handle(record("cell/sales/rep/R1/day/20000", cell(9, 5)), false);
        reader.restart();
        reader.handle(record("mark", framed(new FrameMark(9L, 9L, List.of()))), false);
        reader.caughtUp();
        assertThat(net()).isNull();
    }
}
