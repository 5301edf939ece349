package io.salesboard.board.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.salesboard.board.Told;
import io.salesboard.board.store.CellStore;
import io.salesboard.board.store.Sums;
import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.CaptureStatus;
import io.salesboard.schemas.Cell;
import io.salesboard.schemas.Entity;
import io.salesboard.schemas.FrameMark;
import io.salesboard.schemas.Layout;
import io.salesboard.schemas.QuarantinedRecord;
import io.salesboard.schemas.ReadAgain;
import io.salesboard.schemas.SchemaRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadersTest {
    private final CellStore store = new CellStore();
    private final List<Schema> schemas = List.of(
            Layout.getClassSchema(),
            Cell.getClassSchema(),
            Entity.getClassSchema(),
            FrameMark.getClassSchema(),
            QuarantinedRecord.getClassSchema(),
            CaptureStatus.getClassSchema(),
            ReadAgain.getClassSchema());
    private HttpServer server;
    private SchemaRegistry registry;
    private AvroFraming writer;

    /** A registry over HTTP that knows seven schemas by their place in the list. */
    @BeforeEach
    void serveSchemas() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String answer = path.startsWith("/schemas/ids/") ? schemaAt(path) : idOf(path);
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.isEmpty() ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        registry = new SchemaRegistry(base);
        writer = new AvroFraming(new SchemaRegistry(base));
    }

    private String schemaAt(String path) {
        int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
        return id < schemas.size()
                ? "{\"schema\":\""
                        + schemas.get(id).toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"}"
                : "";
    }

    private String idOf(String path) {
        int id = 0;
        while (!path.contains(schemas.get(id).getFullName())) {
            id++;
        }
        return "{\"id\":" + id + "}";
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static ConsumerRecord<byte[], byte[]> record(String key, byte[] value) {
        return new ConsumerRecord<>("results", 0, 7, key.getBytes(StandardCharsets.UTF_8), value);
    }

    private byte[] framed(SpecificRecord value) throws IOException {
        return writer.encode("results", value);
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
        server.stop(0);

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

    @Test
    void keepsTheLastStatusOfEachSourceAndPassesOverRequests() throws Exception {
        Instant now = Instant.parse("2026-11-23T03:00:00Z");
        CaptureReader reader = new CaptureReader(registry, Clock.fixed(now, ZoneOffset.UTC));
        CaptureStatus older =
                CaptureStatus.newBuilder().setSource("pos").setAt(1).build();
        CaptureStatus newer = CaptureStatus.newBuilder(older).setAt(2).build();
        ReadAgain request = ReadAgain.newBuilder()
                .setSource("crm")
                .setServer("")
                .setReason("r")
                .setAt(3)
                .build();

        reader.handle(record("pos", framed(older)), false);
        reader.handle(record("pos", framed(newer)), false);
        reader.handle(record("read-again/crm", framed(request)), false);
        reader.handle(record("read-again/crm", null), false);
        reader.handle(record("crm", new byte[] {1}), false);

        assertThat(reader.heard()).isEqualTo(Map.of("pos", new CaptureReader.Heard(newer, now)));
    }
}
