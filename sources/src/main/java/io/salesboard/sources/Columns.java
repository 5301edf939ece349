package io.salesboard.sources;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * The columns of a row or of its key, as they are written: NULL kept, values {@link SizeLimit}, those that
 * name a person hashed.
 *
 * <p>With a default in the schema {@link Struct#get} answers null with the default, and so does everything that calls it: a
 * quota set to NULL would arrive as 0. So the columns' defaults are taken out of the schema.
 */
final class Columns {
    private final Schema schema;
    private final Set<String> hashed;
    private final KeyedHash hash;

    private Columns(Schema schema, Set<String> hashed, KeyedHash hash) {
        this.schema = schema;
        this.hashed = hashed;
        this.hash = hash;
    }

    static Columns of(Schema row, KeyedHash hash) {
        SchemaBuilder builder = like(row);
        Set<String> hashed = new HashSet<>();
        for (Field field : row.fields()) {
            Schema column = field.schema();
            if (!hash.isHashed(row, field.name())) {
                builder.field(field.name(), withoutDefault(column));
            } else if (hasText(column)) {
                hashed.add(field.name());
                builder.field(field.name(), column.isOptional() ? Schema.OPTIONAL_STRING_SCHEMA : Schema.STRING_SCHEMA);
            }
        }
        return new Columns(builder.build(), hashed, hash);
    }

    /** What has none cannot be hashed, so such a column is not sent at all. */
    private static boolean hasText(Schema column) {
        return column.type().isPrimitive() && column.type() != Schema.Type.BYTES;
    }

    Schema schema() {
        return schema;
    }

    Struct write(Struct row) {
        Struct copy = new Struct(schema);
        for (Field field : schema.fields()) {
            Object value = row.getWithoutDefault(field.name());
            copy.put(field, hashed.contains(field.name()) ? hash.write(value) : SizeLimit.of(value));
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
