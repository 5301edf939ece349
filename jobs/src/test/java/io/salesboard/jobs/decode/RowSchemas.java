package io.salesboard.jobs.decode;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.salesboard.core.model.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * The Avro schemas of the canonical rows, made from the tables' DDL and from what is captured of them: as Debezium writes them. The
 * sentence about a column is that of the file there is, of a new column the comment in the DDL.
 */
final class RowSchemas {
    private static final Path ROWS = Path.of("../schemas/src/main/avro/rows");
    private static final Path DDL = Path.of("../sources/src/main/resources/ddl");
    private static final Pattern TABLE = Pattern.compile("create table (\\w+) \\((.*?)\\n\\);", Pattern.DOTALL);
    private static final Pattern COLUMN =
            Pattern.compile("^    (\\w+)\\s+(\\w+(?:\\(\\d+, \\d+\\))?)(.*?),?\\s*(?:-- *(.*))?$");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, Column> columns = new HashMap<>();

    /** What the DDL says of a column. */
    record Column(String type, boolean required, String comment) {
        static Column of(String type, String rest, String comment) {
            boolean key = rest.contains("primary key");
            return new Column(type, key || rest.contains("not null"), key && comment == null ? "primary key" : comment);
        }
    }

    private RowSchemas() {}

    static RowSchemas read() throws IOException {
        RowSchemas schemas = new RowSchemas();
        for (Table.Source source : Table.Source.values()) {
            Matcher tables = TABLE.matcher(Files.readString(DDL.resolve(source.key() + ".sql")));
            while (tables.find()) {
                schemas.table(tables.group(1), tables.group(2));
            }
        }
        return schemas;
    }

    private void table(String table, String definitions) {
        for (String line : definitions.split("\n")) {
            Matcher column = COLUMN.matcher(line);
            if (column.matches() && !column.group(1).equals("primary")) {
                columns.put(
                        table + "." + column.group(1), Column.of(column.group(2), column.group(3), column.group(4)));
            }
        }
    }

    /** Table and column to what the DDL says. */
    Map<String, Column> columns() {
        return columns;
    }

    /** The schema's file. */
    static Path file(Table table) {
        String name = Arrays.stream(table.key().split("_"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
        return ROWS.resolve(name + ".avsc");
    }

    /** The schema as text. */
    String text(Table table) throws IOException {
        Schema known = Files.exists(file(table)) ? new Schema.Parser().parse(Files.readString(file(table))) : null;
        String name = file(table).getFileName().toString().replace(".avsc", "");
        ObjectNode schema = JSON.objectNode()
                .put("type", "record")
                .put("namespace", "io.salesboard.schemas.rows")
                .put("name", name)
                .put(
                        "doc",
                        known == null
                                ? "Table " + table.key() + " of the "
                                        + table.source().name() + " database."
                                : known.getDoc());
        ArrayNode fields = schema.putArray("fields");
        for (String column : inOrder(table, known)) {
            fields.add(field(table.key() + "." + column, column, known));
        }
        return new ObjectMapper().writer(printer()).writeValueAsString(schema) + "\n";
    }

    /** As they stand in the file there is, then what is new. */
    private static Iterable<String> inOrder(Table table, Schema known) {
        return table.captured().stream()
                .sorted(Comparator.comparingInt(column -> {
                    Schema.Field field = known == null ? null : known.getField(column);
                    return field == null ? Integer.MAX_VALUE : field.pos();
                }))
                .toList();
    }

    private ObjectNode field(String place, String name, Schema known) {
        Column column = columns.get(place);
        if (column == null) {
            throw new IllegalStateException("the DDL has no column " + place);
        }
        Schema.Field before = known == null ? null : known.getField(name);
        ObjectNode field = JSON.objectNode().put("name", name);
        if (column.required()) {
            field.set("type", type(column.type()));
        } else {
            field.putArray("type").add("null").add(type(column.type()));
            field.putNull("default");
        }
        return field.put("doc", before == null ? sentence(place, column) : before.doc());
    }

    private static String sentence(String place, Column column) {
        if (column.comment() == null) {
            throw new IllegalStateException("the DDL has no comment on the column " + place);
        }
        return Character.toUpperCase(column.comment().charAt(0))
                + column.comment().substring(1) + ".";
    }

    /** What Debezium makes of a column's type. */
    private static JsonNode type(String sql) {
        return switch (sql.replaceAll("\\(.*", "")) {
            case "text" -> JSON.textNode("string");
            case "bigint" -> JSON.textNode("long");
            case "int" -> JSON.textNode("int");
            case "boolean" -> JSON.textNode("boolean");
            case "date" -> named("int", "io.debezium.time.Date");
            case "timestamptz" -> named("string", "io.debezium.time.ZonedTimestamp");
            case "numeric" -> decimal(sql);
            default -> throw new IllegalArgumentException("no canonical type for " + sql);
        };
    }

    private static ObjectNode named(String type, String connect) {
        return JSON.objectNode().put("type", type).put("connect.version", 1).put("connect.name", connect);
    }

    private static ObjectNode decimal(String sql) {
        Matcher digits = Pattern.compile("numeric\\((\\d+), (\\d+)\\)").matcher(sql);
        if (!digits.matches()) {
            throw new IllegalArgumentException("a numeric needs precision and scale: " + sql);
        }
        ObjectNode type = JSON.objectNode()
                .put("type", "bytes")
                .put("scale", Integer.parseInt(digits.group(2)))
                .put("precision", Integer.parseInt(digits.group(1)))
                .put("connect.version", 1);
        type.putObject("connect.parameters")
                .put("scale", digits.group(2))
                .put("connect.decimal.precision", digits.group(1));
        return type.put("connect.name", "org.apache.kafka.connect.data.Decimal").put("logicalType", "decimal");
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
    }
}
