package io.salesboard.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryAvroConverterTest {
    private static final int ID = 41;

    private final List<String> registered = new CopyOnWriteArrayList<>();
    private final RegistryAvroConverter converter = new RegistryAvroConverter();
    private HttpServer registry;

    @BeforeEach
    void startRegistry() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            registered.add(exchange.getRequestURI().getPath());
            byte[] answer = ("{\"id\": " + ID + "}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        registry.start();
        converter.configure(
                Map.of("registry", "http://127.0.0.1:" + registry.getAddress().getPort()), false);
    }

    @AfterEach
    void stopRegistry() {
        registry.stop(0);
    }

    @Test
    void writesWhatAvroReads() throws Exception {
        Schema nested = SchemaBuilder.struct()
                .name("a.Nested")
                .field("flag", Schema.BOOLEAN_SCHEMA)
                .build();
        Schema schema = SchemaBuilder.struct()
                .name("a.b.Row")
                .field("small", Schema.INT16_SCHEMA)
                .field("int", Schema.INT32_SCHEMA)
                .field("long", Schema.OPTIONAL_INT64_SCHEMA)
                .field("float", Schema.FLOAT32_SCHEMA)
                .field("double", Schema.FLOAT64_SCHEMA)
                .field("text", Schema.OPTIONAL_STRING_SCHEMA)
                .field("bytes", Schema.BYTES_SCHEMA)
                .field(
                        "list",
                        SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).build())
                .field(
                        "map",
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA)
                                .build())
                .field("nested", nested)
                .build();
        Struct value = new Struct(schema)
                .put("small", (short) -2)
                .put("int", 3)
                .put("long", null)
                .put("float", 1.5f)
                .put("double", Double.NaN)
                .put("text", "Đặng Thị Ánh Nguyệt")
                .put("bytes", ByteBuffer.wrap(new byte[] {1, 2}))
                .put("list", java.util.Arrays.asList("x", null))
                .put("map", Map.of("k", 9))
                .put("nested", new Struct(nested).put("flag", true));

        GenericRecord read = read(schema, converter.fromConnectData("rows.pos", schema, value));

        assertThat(read.toString())
                .isEqualTo("{\"small\": -2, \"int\": 3, \"long\": null, \"float\": 1.5, \"double\": \"NaN\","
                        + " \"text\": \"Đặng Thị Ánh Nguyệt\", \"bytes\": \"\\u0001\\u0002\", \"list\": [\"x\", null],"
                        + " \"map\": {\"k\": 9}, \"nested\": {\"flag\": true}}");
    }

    @Test
    void aRecordBeginsWithItsSchemaAsTheRegistryKnowsIt() {
        byte[] bytes = converter.fromConnectData("rows.pos", Schema.STRING_SCHEMA, "x");

        assertThat(bytes).startsWith(0, 0, 0, 0, ID);
    }

    @Test
    void aSchemaIsRegisteredOnce() {
        Struct row = Changes.row(7, "revenue", "1.0000");

        converter.fromConnectData("rows.crm", Changes.ROW, row);
        converter.fromConnectData("rows.crm", Changes.ROW, row);

        assertThat(registered).containsExactly("/subjects/rows.crm-crm.public.quota.Value/versions");
    }

    @Test
    void debeziumsNamesOfTypesAreInTheSchema() {
        org.apache.avro.Schema schema = AvroSchemas.of(Changes.KEY);
        org.apache.avro.Schema row = AvroSchemas.of(Changes.ROW);

        assertThat(schema.getFullName()).isEqualTo("crm.public.quota.Key");
        assertThat(row.getField("period_start")
                        .schema()
                        .getTypes()
                        .get(AvroSchemas.VALUE)
                        .getProp("connect.name"))
                .isEqualTo("io.debezium.time.Date");
    }

    @Test
    void noNameOfATableOrAColumnStopsCapture() throws Exception {
        Schema schema = SchemaBuilder.struct()
                .name("pos.public.bán hàng.Value")
                .field("giảm giá", Schema.STRING_SCHEMA)
                .field("gi_m gi_", Schema.STRING_SCHEMA)
                .field("1st", Schema.STRING_SCHEMA)
                .build();
        Struct value =
                new Struct(schema).put("giảm giá", "a").put("gi_m gi_", "b").put("1st", "c");

        GenericRecord read = read(schema, converter.fromConnectData("rows.pos", schema, value));

        assertThat(read.getSchema().getFullName()).isEqualTo("pos.public.b_n_h_ng.Value");
        assertThat(read.toString()).isEqualTo("{\"gi_m_gi_\": \"a\", \"gi_m_gi__2\": \"b\", \"_1st\": \"c\"}");
    }

    @Test
    void twoRecordsOfOneNameWithinOneSchemaAreKeptApart() throws Exception {
        Schema one = SchemaBuilder.struct()
                .name("a.Part")
                .field("x", Schema.INT32_SCHEMA)
                .build();
        Schema two = SchemaBuilder.struct()
                .name("a.Part")
                .field("y", Schema.STRING_SCHEMA)
                .build();
        Schema schema =
                SchemaBuilder.struct().field("one", one).field("two", two).build();
        Struct value =
                new Struct(schema).put("one", new Struct(one).put("x", 1)).put("two", new Struct(two).put("y", "z"));

        assertThat(read(schema, converter.fromConnectData("rows.pos", schema, value))
                        .toString())
                .isEqualTo("{\"one\": {\"x\": 1}, \"two\": {\"y\": \"z\"}}");
    }

    @Test
    void noValueIsNoRecord() {
        assertThat(converter.fromConnectData("rows.pos", Changes.ROW, null)).isNull();
    }

    @Test
    void isTriedAgainWhileTheRegistryDoesNotAnswer() {
        registry.stop(0);

        assertThatThrownBy(() -> converter.fromConnectData("rows.pos", Schema.STRING_SCHEMA, "x"))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("registry");
    }

    @Test
    void saysWhichSettingsItNeeds() {
        Schema schema = SchemaBuilder.struct().field("price", Decimal.schema(2)).build();

        assertThatThrownBy(() -> converter.fromConnectData("rows.pos", schema, new Struct(schema)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("price")
                .hasMessageContaining("decimal.handling.mode");
    }

    private static GenericRecord read(Schema schema, byte[] framed) throws IOException {
        var avro =
                new org.apache.avro.Schema.Parser().parse(AvroSchemas.of(schema).toString());
        return new GenericDatumReader<GenericRecord>(avro, avro, GenericData.get())
                .read(null, DecoderFactory.get().binaryDecoder(framed, 5, framed.length - 5, null));
    }
}
