package io.salesboard.jobs.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.ColumnType;
import io.salesboard.core.model.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The canonical row schemas, the demo databases' tables, what is captured of them, and what the job reads agree. */
class CanonicalRowsTest {
    private static final Path ROWS = Path.of("../schemas/src/main/avro/rows");
    /** As long as no release holds them to it. */
    private static final Path UNRELEASED = Path.of("../schemas/src/test/resources/released/0.1.0/rows");

    private static Schema schema(Table table) throws IOException {
        return new Schema.Parser().parse(Files.readString(RowSchemas.file(table)));
    }

    @Test
    void theSchemasAreWhatTheTablesMake() throws IOException {
        RowSchemas schemas = RowSchemas.read();
        Set<String> files = new TreeSet<>();
        for (Table table : Table.inDatabases()) {
            Path file = RowSchemas.file(table);
            files.add(file.getFileName().toString());
            String text = schemas.text(table);
            if (Boolean.getBoolean("rows.write")) {
                Files.writeString(file, text);
                Files.writeString(UNRELEASED.resolve(file.getFileName()), text);
            }
            assertThat(file)
                    .as("write it anew with: ./mvnw -pl jobs -am test -Dtest=CanonicalRowsTest -Drows.write=true"
                            + " -Dsurefire.failIfNoSpecifiedTests=false")
                    .hasContent(text);
        }
        try (Stream<Path> there = Files.list(ROWS)) {
            assertThat(there.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(files);
        }
    }

    @Test
    void whatIsNeverCapturedIsPersonalAndWhatNamesAPersonIsHashed() throws IOException {
        List<String> left = new ArrayList<>(RowSchemas.read().columns().keySet());
        Table.inDatabases()
                .forEach(table -> table.captured().forEach(column -> left.remove(table.key() + "." + column)));
        assertThat(left)
                .containsExactlyInAnyOrder(
                        "activity.subject", "lead.contact_name", "lead.contact_phone", "opportunity.account_name");
        assertThat(Table.inDatabases().stream()
                        .flatMap(table -> table.columns().stream())
                        .filter(Table.Column::hashed)
                        .map(Table.Column::name))
                .containsExactly("customer_id");
    }

    @ParameterizedTest
    @EnumSource(
            value = Table.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HEARTBEAT", "CUSTOMER_ORDER"})
    void theJobReadsColumnsThatAreThereInTypesThatFit(Table table) throws IOException {
        Schema schema = schema(table);
        for (Table.Column column : table.columns()) {
            Schema.Field field = schema.getField(column.name());
            assertThat(field).as(table.key() + "." + column.name()).isNotNull();
            Schema type = WriterSchema.notNull(field.schema());
            String written = type.getType().getName() + " " + WriterSchema.connectName(type);
            assertThat(fitting(column.type()))
                    .as(table.key() + "." + column.name())
                    .contains(written.strip());
        }
        Schema envelope = SchemaBuilder.record("Envelope")
                .fields()
                .name("after")
                .type(schema)
                .noDefault()
                .endRecord();
        assertThat(EnvelopeWalker.of(envelope, table)).as("read by the walker").isNotNull();
    }

    private static Set<String> fitting(ColumnType type) {
        return switch (type) {
            case TEXT -> Set.of("string", "long", "int");
            case DECIMAL -> Set.of("bytes org.apache.kafka.connect.data.Decimal");
            case INTEGER -> Set.of("int", "long");
            case BOOLEAN -> Set.of("boolean");
            case DATE -> Set.of("int io.debezium.time.Date");
            case INSTANT -> Set.of("string io.debezium.time.ZonedTimestamp");
        };
    }
}
