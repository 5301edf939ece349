package io.salesboard.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.schemas.SchemaRegistry.UnknownSchemaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AvroFramingTest {
    private final ScriptedRegistry server = new ScriptedRegistry();
    private final AvroFraming framing = new AvroFraming(new SchemaRegistry(server.address()));

    @AfterEach
    void close() {
        server.close();
    }

    private static RepDeals deals() {
        Deal order = new Deal("order", "17", 1_763_870_400_000L, 1_250_000L, "S1", "store", null);
        return new RepDeals("R001", 5L, List.of(order));
    }

    @Test
    void everyKindOfResultIsReadAsItWasWritten() throws IOException {
        Map<String, String> columns = new HashMap<>();
        columns.put("name", "Nguyễn Văn An");
        columns.put("hire_date", null);
        Cell cell = new Cell(9L, 1063, List.of(-5L, 0L, 9L));
        List<SpecificRecord> records = List.of(
                cell,
                new Layout(1063, 48, 1100, List.of(new GroupLayout("sales", List.of("gross", "net"), List.of("net")))),
                deals(),
                new Entity("rep", "R001", 7L, false, columns),
                new FrameMark(1_763_870_400_019L, 1_763_870_400_020L, List.of()),
                new SourceProgress("pos", 1L, 2L, 3L, 4L, 5L, true),
                new QuarantinedRecord(
                        "undecodable", "why", "rows.pos", 0, 7L, 8L, null, ByteBuffer.wrap(new byte[] {1, 2})));
        int id = 0;
        for (SpecificRecord record : records) {
            server.answers(200, "{\"id\": " + ++id + "}");
            byte[] framed = framing.encode("results", record);
            assertThat(framed).startsWith(0, 0, 0, 0, id);
            assertThat(framing.decode(framed)).isEqualTo(record);
        }
        assertThat(server.asked()).contains("POST /subjects/results-io.salesboard.schemas.Cell/versions");
    }

    @Test
    void aSchemaIsRegisteredOnceAndAgainOnlyAfterAFailure() throws IOException {
        server.answers(500, "no").answers(200, "{\"id\": 1}");
        assertThatThrownBy(() -> framing.encode("results", new FrameMark(1L, 2L, List.of())))
                .isInstanceOf(IOException.class);
        framing.encode("results", new FrameMark(1L, 2L, List.of()));
        framing.encode("results", new FrameMark(2L, 3L, List.of()));
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void bytesThatAreNoFramedRecordAreRefused() {
        for (byte[] bytes : new byte[][] {{}, {0, 0, 0}, {1, 0, 0, 0, 1, 5}}) {
            assertThatThrownBy(() -> framing.decode(bytes))
                    .isInstanceOf(AvroRuntimeException.class)
                    .hasMessageContaining(bytes.length + " bytes");
        }
    }

    @Test
    void aSchemaThatIsNotThereOrOfNoClassIsUnknown() {
        server.answers(404, "{}");
        assertThatThrownBy(() -> framing.decode(new byte[] {0, 0, 0, 0, 9, 1}))
                .isInstanceOf(UnknownSchemaException.class);
        server.answers(
                200, "{\"schema\": \"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Nobody\\\",\\\"fields\\\":[]}\"}");
        assertThatThrownBy(() -> framing.decode(new byte[] {0, 0, 0, 0, 8, 1}))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessageContaining("Nobody");
    }

    @Test
    void ofOldRecordsALostSchemaIsAskedForOnce() {
        server.answers(404, "{}").answers(404, "{}");
        byte[] lost = {0, 0, 0, 0, 42, 1};
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> framing.decodeOld(lost)).isInstanceOf(UnknownSchemaException.class);
        }
        assertThat(server.asked()).hasSize(1);
        assertThatThrownBy(() -> framing.decode(lost)).isInstanceOf(UnknownSchemaException.class);
        assertThat(server.asked())
                .as("a new record may name a schema that is there by now")
                .hasSize(2);
    }

    @Test
    void aRecordThatIsCutShortIsRefused() throws IOException {
        server.answers(200, "{\"id\": 1}");
        byte[] framed = framing.encode("results", deals());
        for (int length = 5; length < framed.length; length++) {
            byte[] cut = Arrays.copyOf(framed, length);
            assertThatThrownBy(() -> framing.decode(cut)).isInstanceOf(AvroRuntimeException.class);
        }
    }

    @Test
    void aDamagedRecordIsReadOrRefused() throws IOException {
        server.answers(200, "{\"id\": 1}");
        byte[] framed = framing.encode("results", deals());
        Random random = new Random(20261123);
        int refused = 0;
        for (int n = 0; n < 5000; n++) {
            byte[] damaged = framed.clone();
            damaged[5 + random.nextInt(damaged.length - 5)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(framing.decode(damaged)).isInstanceOf(RepDeals.class);
            } catch (AvroRuntimeException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void aRecordOfAnOlderReleaseTakesTheDefaultsOfNewFields() throws IOException {
        String older =
                "{\\\"type\\\":\\\"record\\\",\\\"namespace\\\":\\\"io.salesboard.schemas\\\",\\\"name\\\":\\\"Deal\\\","
                        + "\\\"fields\\\":[{\\\"name\\\":\\\"kind\\\",\\\"type\\\":\\\"string\\\"},{\\\"name\\\":\\\"id\\\",\\\"type\\\":\\\"string\\\"},"
                        + "{\\\"name\\\":\\\"at\\\",\\\"type\\\":\\\"long\\\"},{\\\"name\\\":\\\"amount\\\",\\\"type\\\":\\\"long\\\"}]}";
        server.answers(200, "{\"schema\": \"" + older + "\"}");
        Deal deal = (Deal) framing.decode(new byte[] {0, 0, 0, 0, 3, 2, 'o', 2, '7', 8, 10});
        assertThat(deal.getAmount()).isEqualTo(5);
        assertThat(deal.getStore()).isNull();
    }
}
