package io.salesboard.bench;

import io.salesboard.core.model.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** A canonical table as Debezium describes it to Connect: made from its contract in the module schemas. */
final class CapturedTable {
    private static final String CONNECT_NAME = "connect.name";

    private final Schema key;
    private final Schema row;
    private final Schema envelope;

    /**
     * @param prefix the connector's, such as {@code pos}
     * @param source the schema of where a change comes from
     */
    CapturedTable(String prefix, Table table, Schema source) {
        String name = name(prefix, table);
        List<org.apache.avro.Schema.Field> columns = contract(table).getFields();
        SchemaBuilder values = SchemaBuilder.struct().name(name + ".Value").optional();
        columns.forEach(column -> values.field(column.name(), column(column.schema())));
        row = values.build();
        Field primary = row.field(columns.get(0).name());
        key = SchemaBuilder.struct()
                .name(name + ".Key")
                .field(primary.name(), primary.schema())
                .build();
        envelope = SchemaBuilder.struct()
                .name(name + ".Envelope")
                .field("before", row)
                .field("after", row)
                .field("source", source)
                .field("op", Schema.STRING_SCHEMA)
                .build();
    }

    /** The topic Debezium would write it to. */
    static String name(String prefix, Table table) {
        return prefix + ".public." + table.key();
    }

    /** The values of a row, in the order of the contract's columns; those left out at the end are NULL. */
    Struct row(Object... values) {
        Struct struct = new Struct(row);
        for (int i = 0; i < values.length; i++) {
            struct.put(row.fields().get(i), values[i]);
        }
        return struct;
    }

    Struct key(Struct of) {
        String primary = key.fields().get(0).name();
        return new Struct(key).put(primary, of.get(primary));
    }

    Struct envelope(String operation, Struct after, Struct source) {
        return new Struct(envelope).put("op", operation).put("after", after).put("source", source);
    }

    private static org.apache.avro.Schema contract(Table table) {
        String file = "/rows/"
                + Arrays.stream(table.key().split("_"))
                        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                        .collect(Collectors.joining())
                + ".avsc";
        try (InputStream in = CapturedTable.class.getResourceAsStream(file)) {
            return new org.apache.avro.Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + " of the module schemas", e);
        }
    }

    private static Schema column(org.apache.avro.Schema written) {
        boolean nullable = written.isUnion();
        org.apache.avro.Schema type = nullable ? written.getTypes().get(1) : written;
        SchemaBuilder column = switch (type.getType()) {
            case STRING -> SchemaBuilder.string();
            case LONG -> SchemaBuilder.int64();
            case INT -> SchemaBuilder.int32();
            case BOOLEAN -> SchemaBuilder.bool();
            case BYTES -> SchemaBuilder.string(); // a decimal: the connectors send its text
            default -> throw new IllegalStateException("no column is a " + type);
        };
        if (type.getLogicalType() == null && type.getProp(CONNECT_NAME) != null) {
            column.name(type.getProp(CONNECT_NAME)).version(1);
        }
        return (nullable ? column.optional() : column).build();
    }
}
