package io.salesboard.sources;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.Encoder;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** How values of one Connect schema are written as Avro: the schema, its id once it is registered, and the way through it. */
final class AvroShape {
    private final org.apache.avro.Schema schema;
    private final Step step;
    private Integer id;

    /** Writes one value. */
    private interface Step {
        void write(Object value, Encoder out) throws IOException;
    }

    private AvroShape(org.apache.avro.Schema schema, Step step) {
        this.schema = schema;
        this.step = step;
    }

    static AvroShape of(Schema connect) {
        return new AvroShape(AvroSchemas.of(connect), step(connect));
    }

    org.apache.avro.Schema schema() {
        return schema;
    }

    boolean isRegistered() {
        return id != null;
    }

    void register(int registered) {
        id = registered;
    }

    int id() {
        return id;
    }

    void write(Object value, Encoder out) throws IOException {
        step.write(value, out);
    }

    private static Step nullable(Schema schema) {
        Step step = step(schema);
        if (!schema.isOptional()) {
            return step;
        }
        return (value, out) -> {
            if (value == null) {
                out.writeIndex(AvroSchemas.NULL);
            } else {
                out.writeIndex(AvroSchemas.VALUE);
                step.write(value, out);
            }
        };
    }

    private static Step step(Schema schema) {
        return switch (schema.type()) {
            case INT8, INT16, INT32 -> (value, out) -> out.writeInt(((Number) value).intValue());
            case INT64 -> (value, out) -> out.writeLong((Long) value);
            case FLOAT32 -> (value, out) -> out.writeFloat((Float) value);
            case FLOAT64 -> (value, out) -> out.writeDouble((Double) value);
            case BOOLEAN -> (value, out) -> out.writeBoolean((Boolean) value);
            case STRING -> (value, out) -> out.writeString((String) value);
            case BYTES ->
                (value, out) ->
                        out.writeBytes(value instanceof byte[] array ? ByteBuffer.wrap(array) : (ByteBuffer) value);
            case ARRAY -> array(nullable(schema.valueSchema()));
            case MAP -> map(nullable(schema.valueSchema()));
            case STRUCT -> record(schema.fields());
        };
    }

    private static Step array(Step element) {
        return (value, out) -> {
            Collection<?> elements = (Collection<?>) value;
            out.writeArrayStart();
            out.setItemCount(elements.size());
            for (Object each : elements) {
                out.startItem();
                element.write(each, out);
            }
            out.writeArrayEnd();
        };
    }

    private static Step map(Step element) {
        return (value, out) -> {
            Map<?, ?> entries = (Map<?, ?>) value;
            out.writeMapStart();
            out.setItemCount(entries.size());
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                out.startItem();
                out.writeString(String.valueOf(entry.getKey()));
                element.write(entry.getValue(), out);
            }
            out.writeMapEnd();
        };
    }

    private static Step record(List<Field> list) {
        Field[] fields = list.toArray(Field[]::new);
        Step[] steps = list.stream().map(field -> nullable(field.schema())).toArray(Step[]::new);
        return (value, out) -> {
            Struct struct = (Struct) value;
            for (int i = 0; i < fields.length; i++) {
                steps[i].write(struct.get(fields[i]), out);
            }
        };
    }
}
