package io.salesboard.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every schema against every released version of it. Released copies never change; a release adds a folder. */
class CompatibilityTest {

    /** A schema file of a release. */
    record Released(String version, Path file) {
        Schema schema() {
            return AvscFiles.parse(AvscFiles.RELEASED.resolve(version).resolve(file));
        }

        Path current() {
            return AvscFiles.CURRENT.resolve(file);
        }

        boolean isRows() {
            return file.startsWith("rows");
        }
    }

    static Stream<Released> released() throws IOException {
        List<Path> versions;
        try (Stream<Path> folders = Files.list(AvscFiles.RELEASED)) {
            versions = folders.sorted().toList();
        }
        return versions.stream()
                .flatMap(version -> AvscFiles.in(version).stream()
                        .map(file -> new Released(version.getFileName().toString(), file)));
    }

    @ParameterizedTest
    @MethodSource("released")
    void whatAReleaseWroteIsRead(Released released) {
        assertThat(released.current())
                .as("the schema of a released topic may not go: records of it are in users' topics")
                .exists();
        assertThat(SchemaChanges.backward(released.schema(), AvscFiles.parse(released.current())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("released")
    void whatIsWrittenNowAReleasedReaderReads(Released released) {
        // Rows are written by users' databases and read by us only.
        if (!released.isRows()) {
            assertThat(SchemaChanges.forward(released.schema(), AvscFiles.parse(released.current())))
                    .isEmpty();
        }
    }

    @Test
    void everySchemaIsHeldToAtLeastOneRelease() throws IOException {
        assertThat(released().map(Released::file)).containsAll(AvscFiles.in(AvscFiles.CURRENT));
    }

    private static Schema record(String fields) {
        return new Schema.Parser().parse("{\"type\": \"record\", \"name\": \"R\", \"fields\": [" + fields + "]}");
    }

    private static String decimal(int precision, int scale) {
        return """
                {"name": "amount", "type": ["null", {"type": "bytes", "logicalType": "decimal",
                 "precision": %d, "scale": %d}], "default": null}""".formatted(precision, scale);
    }

    private static String int32(String properties) {
        return "{\"name\": \"day\", \"type\": {\"type\": \"int\"" + properties + "}}";
    }

    @Test
    void aChangedScaleIsFoundThoughAvroDoesNotMind() {
        assertThat(SchemaChanges.backward(record(decimal(19, 4)), record(decimal(19, 2))))
                .containsExactly("/amount: was bytes decimal(19,4), is bytes decimal(19,2)");
        assertThat(SchemaChanges.forward(record(decimal(19, 4)), record(decimal(21, 4))))
                .hasSize(1);
        assertThat(SchemaChanges.backward(record(decimal(19, 4)), record(decimal(19, 4))))
                .isEmpty();
    }

    @Test
    void aChangedLogicalTypeOrConnectNameIsFound() {
        Schema plain = record(int32(""));
        Schema date = record(int32(", \"logicalType\": \"date\""));
        Schema debezium = record(int32(", \"connect.name\": \"io.debezium.time.Date\""));
        assertThat(SchemaChanges.backward(date, plain)).containsExactly("/day: was int date, is int");
        assertThat(SchemaChanges.backward(date, record(int32(", \"logicalType\": \"time-millis\""))))
                .hasSize(1);
        assertThat(SchemaChanges.backward(debezium, date))
                .containsExactly("/day: was int io.debezium.time.Date, is int date");
    }

    @Test
    void aFieldAddedOrRemovedNeedsADefault() {
        String id = "{\"name\": \"id\", \"type\": \"string\"}";
        String more = ", {\"name\": \"more\", \"type\": \"long\"}";
        String moreWithDefault = ", {\"name\": \"more\", \"type\": \"long\", \"default\": 0}";
        assertThat(SchemaChanges.backward(record(id), record(id + more))).hasSize(1);
        assertThat(SchemaChanges.backward(record(id), record(id + moreWithDefault)))
                .isEmpty();
        assertThat(SchemaChanges.forward(record(id + more), record(id))).hasSize(1);
        assertThat(SchemaChanges.forward(record(id + moreWithDefault), record(id)))
                .isEmpty();
    }

    @Test
    void aChangeDeepInsideIsFound() {
        String inside = "{\"name\": \"list\", \"type\": {\"type\": \"array\", \"items\": {\"type\": \"record\","
                + " \"name\": \"I\", \"fields\": [%s]}}}";
        assertThat(SchemaChanges.backward(
                        record(inside.formatted(decimal(19, 4))), record(inside.formatted(decimal(19, 0)))))
                .containsExactly("/list/[]/amount: was bytes decimal(19,4), is bytes decimal(19,0)");
        assertThat(SchemaChanges.backward(
                        record(inside.formatted(int32(""))),
                        record(inside.formatted(int32("")).replace("int", "string"))))
                .isNotEmpty();
    }
}
