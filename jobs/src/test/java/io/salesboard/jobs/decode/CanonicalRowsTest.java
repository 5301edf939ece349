package io.salesboard.jobs.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.ColumnType;
import io.salesboard.core.model.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The canonical row schemas, the demo databases' tables, what is captured of them, and what the job reads agree. */
class CanonicalRowsTest {
    private static final Path ROWS = Path.of("../schemas/src/main/avro/rows");
    private static final Path SOURCES = Path.of("../sources/src/main/resources");
    private static final Pattern TABLE = Pattern.compile("create table (\\w+) \\((.*?)\\n\\);", Pattern.DOTALL);
    private static final Pattern COLUMN =
            Pattern.compile("^    (\\w+)\\s+(\\w+(?:\\(\\d+, \\d+\\))?)(.*?),?\\s*(?:--.*)?$");

    private static String read(String file) throws IOException {
        return Files.readString(SOURCES.resolve(file));
    }

    private static Schema schema(String table) throws IOException {
        String name = Arrays.stream(table.split("_"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
        return new Schema.Parser().parse(Files.readString(ROWS.resolve(name + ".avsc")));
    }

    /** Table to its captured columns. */
    private static Map<String, List<String>> captured() {
        return Table.inDatabases().stream().collect(Collectors.toMap(Table::key, Table::captured));
    }

    /** Table and column to what the DDL says of it: {@code numeric(19, 4) not null}. */
    private static Map<String, String> declared() throws IOException {
        Map<String, String> declared = new HashMap<>();
        for (String database : new String[] {"pos", "crm"}) {
            Matcher tables = TABLE.matcher(read("ddl/" + database + ".sql"));
            while (tables.find()) {
                for (String line : tables.group(2).split("\n")) {
                    Matcher column = COLUMN.matcher(line);
                    if (column.matches() && !column.group(1).equals("primary")) {
                        boolean required = column.group(3).contains("not null")
                                || column.group(3).contains("primary key");
                        declared.put(
                                tables.group(1) + "." + column.group(1),
                                column.group(2) + (required ? " not null" : ""));
                    }
                }
            }
        }
        return declared;
    }

    /** What Debezium makes of a column: {@code bytes decimal(19, 4)}. */
    private static String written(String sqlType) {
        return switch (sqlType.replaceAll("\\(.*", "")) {
            case "text" -> "string";
            case "bigint" -> "long";
            case "int" -> "int";
            case "boolean" -> "boolean";
            case "date" -> "int io.debezium.time.Date";
            case "timestamptz" -> "string io.debezium.time.ZonedTimestamp";
            case "numeric" -> "bytes org.apache.kafka.connect.data.Decimal " + sqlType.substring("numeric".length());
            default -> throw new IllegalArgumentException("no canonical type for " + sqlType);
        };
    }

    private static String described(Schema schema) {
        Schema type = WriterSchema.notNull(schema);
        StringBuilder text = new StringBuilder(type.getType().getName());
        if (!WriterSchema.connectName(type).isEmpty()) {
            text.append(' ').append(WriterSchema.connectName(type));
        }
        if (WriterSchema.scaleOf(type) >= 0) {
            int precision = ((LogicalTypes.Decimal) type.getLogicalType()).getPrecision();
            text.append(" (")
                    .append(precision)
                    .append(", ")
                    .append(WriterSchema.scaleOf(type))
                    .append(')');
        }
        return text.append(type == schema ? " not null" : "").toString();
    }

    @Test
    void everyCapturedTableHasASchemaOfExactlyItsCapturedColumns() throws IOException {
        Map<String, List<String>> captured = captured();
        Set<String> described = new TreeSet<>();
        try (Stream<Path> files = Files.list(ROWS)) {
            for (Path file : files.toList()) {
                Schema schema = new Schema.Parser().parse(Files.readString(file));
                described.add(
                        schema.getName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT));
            }
        }
        assertThat(described).isEqualTo(new TreeSet<>(captured.keySet())).hasSize(16);
        for (String table : captured.keySet()) {
            assertThat(schema(table).getFields().stream().map(Schema.Field::name))
                    .as(table)
                    .containsExactlyInAnyOrderElementsOf(captured.get(table));
        }
    }

    @Test
    void typesAreThoseOfTheTables() throws IOException {
        Map<String, String> declared = declared();
        for (String table : captured().keySet()) {
            for (Schema.Field field : schema(table).getFields()) {
                String sql = declared.get(table + "." + field.name());
                assertThat(sql).as(table + "." + field.name()).isNotNull();
                boolean required = sql.endsWith(" not null");
                assertThat(described(field.schema()))
                        .as(table + "." + field.name())
                        .isEqualTo(written(sql.replace(" not null", "")) + (required ? " not null" : ""));
            }
        }
    }

    @Test
    void whatIsNeverCapturedIsPersonalAndWhatNamesAPersonIsHashed() throws IOException {
        List<String> left = new ArrayList<>(declared().keySet());
        captured().forEach((table, columns) -> columns.forEach(column -> left.remove(table + "." + column)));
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
        Schema schema = schema(table.key());
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
