package io.salesboard.sources;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * The columns of a row or of its key, as they are written: NULL kept, values {@link Bounded}.
 *
 * <p>With a default in the schema {@link Struct#get} answers null with the default, and so does everything that calls it: a
 * quota set to NULL would arrive as 0. So the columns' defaults are taken out of the schema.
 */
final class Columns {
    private final Schema schema;

    private Columns(Schema schema) {
        this.schema = schema;
    }

    static Columns of(Schema row) {
        SchemaBuilder builder = like(row);
        row.fields().forEach(field -> builder.field(field.name(), withoutDefault(field.schema())));
        return new Columns(builder.build());
    }

    Schema schema() {
        return schema;
    }

    Struct write(Struct row) {
        Struct copy = new Struct(schema);
        for (Field field : schema.fields()) {
            copy.put(field, Bounded.of(row.getWithoutDefault(field.name())));
        }
        return copy;
    }

    private static Schema withoutDefault(Schema column) {
        if (column.defaultValue() == null) {
            return column;
        }
        return switch (column.type()) {
            case STRUCT -> {
                SchemaBuilder builder = like(column);
                column.fields().forEach(field -> builder.field(field.name(), field.schema()));
                yield builder.build();
            }
            case ARRAY ->
                describedLike(SchemaBuilder.array(column.valueSchema()), column).build();
            case MAP ->
                describedLike(SchemaBuilder.map(column.keySchema(), column.valueSchema()), column)
                        .build();
            default -> like(column).build();
        };
    }

    /** A builder with all of a schema but its default and its fields. */
    static SchemaBuilder like(Schema schema) {
        return describedLike(SchemaBuilder.type(schema.type()), schema);
    }

    private static SchemaBuilder describedLike(SchemaBuilder builder, Schema schema) {
        builder.name(schema.name()).doc(schema.doc()).version(schema.version());
        if (schema.parameters() != null) {
            builder.parameters(schema.parameters());
        }
        return schema.isOptional() ? builder.optional() : builder.required();
    }
}
