package io.salesboard.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** What makes a changed schema unfit for data of a released one; also what Avro's own checker does not look at. */
final class SchemaChanges {
    private SchemaChanges() {}

    /** Problems of reading with {@code now} what was written with {@code released}. */
    static List<String> backward(Schema released, Schema now) {
        return problems(now, released, released, now);
    }

    /** Problems of reading with {@code released} what is written with {@code now}. */
    static List<String> forward(Schema released, Schema now) {
        return problems(released, now, released, now);
    }

    private static List<String> problems(Schema reader, Schema writer, Schema released, Schema now) {
        List<String> problems = new ArrayList<>();
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (result.getType() != SchemaCompatibilityType.COMPATIBLE) {
            result.getResult()
                    .getIncompatibilities()
                    .forEach(found -> problems.add(found.getLocation() + ": " + found.getMessage()));
        }
        Map<String, String> before = meanings(released);
        meanings(now).forEach((path, meaning) -> {
            String old = before.get(path);
            if (old != null && !Objects.equals(old, meaning)) {
                problems.add(path + ": was " + old + ", is " + meaning);
            }
        });
        return problems;
    }

    /** Per path the type with what it means: logical type, precision, scale, Kafka Connect's name. */
    private static Map<String, String> meanings(Schema schema) {
        Map<String, String> meanings = new TreeMap<>();
        collect("", schema, meanings);
        return meanings;
    }

    private static void collect(String path, Schema schema, Map<String, String> meanings) {
        switch (schema.getType()) {
            case RECORD ->
                schema.getFields().forEach(field -> collect(path + "/" + field.name(), field.schema(), meanings));
            case ARRAY -> collect(path + "/[]", schema.getElementType(), meanings);
            case MAP -> collect(path + "/{}", schema.getValueType(), meanings);
            case UNION ->
                schema.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .forEach(branch -> collect(path, branch, meanings));
            default -> meanings.put(path, meaning(schema));
        }
    }

    private static String meaning(Schema schema) {
        StringBuilder meaning = new StringBuilder(schema.getType().getName());
        // The property, too: Avro drops a logical type it does not know or finds invalid, without a word.
        Object named = schema.getObjectProp("logicalType");
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            meaning.append(" decimal(")
                    .append(decimal.getPrecision())
                    .append(',')
                    .append(decimal.getScale())
                    .append(')');
        } else if (named != null) {
            meaning.append(' ').append(named);
        }
        Object connect = schema.getObjectProp("connect.name");
        return connect == null
                ? meaning.toString()
                : meaning.append(' ').append(connect).toString();
    }
}
