package io.salesboard.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A schema is the contract: every record and every field says what it means. */
class DocumentationTest {

    static Stream<Path> files() {
        return AvscFiles.in(AvscFiles.CURRENT).stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFieldSaysWhatItMeans(Path file) {
        Schema schema = AvscFiles.parse(AvscFiles.CURRENT.resolve(file));
        assertThat(undocumented(schema)).isEmpty();
        assertThat(file.getFileName()).hasToString(schema.getName() + ".avsc");
        assertThat(schema.getNamespace()).isEqualTo("io.salesboard.schemas" + (file.startsWith("rows") ? ".rows" : ""));
    }

    @Test
    void aFieldWithoutWordsIsFoundAlsoInsideOthers() {
        Schema inner = SchemaBuilder.record("Inner")
                .doc("x")
                .fields()
                .requiredInt("silent")
                .endRecord();
        Schema outer = SchemaBuilder.record("Outer")
                .fields()
                .name("list")
                .doc(" ")
                .type(Schema.createArray(inner))
                .noDefault()
                .endRecord();
        assertThat(undocumented(outer)).containsExactly("Outer", "Outer.list", "Inner.silent");
    }

    private static List<String> undocumented(Schema schema) {
        List<String> missing = new ArrayList<>();
        collect(schema, missing);
        return missing;
    }

    private static void collect(Schema schema, List<String> missing) {
        switch (schema.getType()) {
            case RECORD -> {
                require(schema.getName(), schema.getDoc(), missing);
                for (Schema.Field field : schema.getFields()) {
                    require(schema.getName() + "." + field.name(), field.doc(), missing);
                    collect(field.schema(), missing);
                }
            }
            case ARRAY -> collect(schema.getElementType(), missing);
            case MAP -> collect(schema.getValueType(), missing);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, missing));
            default -> {}
        }
    }

    private static void require(String name, String doc, List<String> missing) {
        if (doc == null || doc.isBlank()) {
            missing.add(name);
        }
    }
}
