package io.salesboard.sources;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema.Type;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/**
 * Connect's schemas as Avro's. A name Avro does not allow - a column may be called anything - is written with underscores, so
 * that no table and no column can stop capture.
 */
final class AvroSchemas {
    /** Says which of Debezium's types a column has, such as {@code io.debezium.time.Date}. */
    static final String CONNECT_NAME = "connect.name";

    /** Branches of what may be null. */
    static final int NULL = 0;

    static final int VALUE = 1;

    /** Values of these are objects of their own, which no setting of the connectors asks for. */
    private static final Set<String> NOT_WRITTEN =
            Set.of(Decimal.LOGICAL_NAME, Date.LOGICAL_NAME, Time.LOGICAL_NAME, Timestamp.LOGICAL_NAME);

    private final Map<String, org.apache.avro.Schema> records = new HashMap<>();

    private AvroSchemas() {}

    /** The schema of values that are there: a whole record is never null. */
    static org.apache.avro.Schema of(Schema connect) {
        return new AvroSchemas().named(connect, "Value");
    }

    private org.apache.avro.Schema nullable(Schema connect, String name) {
        org.apache.avro.Schema schema = named(connect, name);
        return connect.isOptional()
                ? org.apache.avro.Schema.createUnion(org.apache.avro.Schema.create(Type.NULL), schema)
                : schema;
    }

    private org.apache.avro.Schema named(Schema connect, String name) {
        if (connect.name() != null && NOT_WRITTEN.contains(connect.name())) {
            throw new DataException("'" + name + "' is a " + connect.name()
                    + ", which is not written; decimal.handling.mode is to be string and time.precision.mode adaptive");
        }
        org.apache.avro.Schema schema = plain(connect, name);
        if (connect.name() != null && schema.getObjectProp(CONNECT_NAME) == null) {
            schema.addProp(CONNECT_NAME, connect.name());
        }
        return schema;
    }

    private org.apache.avro.Schema plain(Schema connect, String name) {
        return switch (connect.type()) {
            case INT8, INT16, INT32 -> org.apache.avro.Schema.create(Type.INT);
            case INT64 -> org.apache.avro.Schema.create(Type.LONG);
            case FLOAT32 -> org.apache.avro.Schema.create(Type.FLOAT);
            case FLOAT64 -> org.apache.avro.Schema.create(Type.DOUBLE);
            case BOOLEAN -> org.apache.avro.Schema.create(Type.BOOLEAN);
            case STRING -> org.apache.avro.Schema.create(Type.STRING);
            case BYTES -> org.apache.avro.Schema.create(Type.BYTES);
            case ARRAY -> org.apache.avro.Schema.createArray(nullable(connect.valueSchema(), name));
            case MAP -> org.apache.avro.Schema.createMap(nullable(connect.valueSchema(), name));
            case STRUCT -> record(connect, name);
        };
    }

    private org.apache.avro.Schema record(Schema connect, String name) {
        String wanted = Arrays.stream((connect.name() == null ? name : connect.name()).split("\\.", -1))
                .map(AvroSchemas::allowed)
                .collect(Collectors.joining("."));
        org.apache.avro.Schema schema =
                org.apache.avro.Schema.createRecord(unused(wanted, records.keySet()), null, null, false);
        records.put(schema.getFullName(), schema);
        List<org.apache.avro.Schema.Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Field field : connect.fields()) {
            String fieldName = unused(allowed(field.name()), names);
            names.add(fieldName);
            fields.add(new org.apache.avro.Schema.Field(
                    fieldName,
                    nullable(field.schema(), wanted + "." + fieldName),
                    null,
                    field.schema().isOptional() ? org.apache.avro.Schema.Field.NULL_DEFAULT_VALUE : null));
        }
        schema.setFields(fields);
        return schema;
    }

    private static String allowed(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_]", "_");
        return plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
    }

    private static String unused(String name, Set<String> used) {
        String free = name;
        for (int i = 2; used.contains(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }
}
