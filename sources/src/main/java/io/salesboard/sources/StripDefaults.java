package io.salesboard.sources;

import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Keeps NULL: takes the columns' defaults out of the schemas of a change's key and its rows before and after.
 *
 * <p>With a default in the schema {@link Struct#get} answers null with the default, and so does every converter that calls
 * it: a quota set to NULL would arrive as 0. The rest of the envelope (source, transaction) keeps its defaults, which are
 * Debezium's own.
 *
 * @param <R> type of record
 */
public final class StripDefaults<R extends ConnectRecord<R>> implements Transformation<R> {
    /** Schemas seen are those of the captured tables; more means that tables are altered again and again. */
    private static final int MANY_SCHEMAS = 1_000;

    // By identity: Debezium hands out the same schema objects until a table changes, and comparing deep schemas is
    // slow.
    private final Map<Schema, Schema> rows = new IdentityHashMap<>();
    private final Map<Schema, Schema> envelopes = new IdentityHashMap<>();

    @Override
    public R apply(R record) {
        Struct key = record.key() instanceof Struct struct ? row(struct) : null;
        Struct value = record.value() instanceof Struct struct ? envelope(struct) : null;
        if (key == record.key() && value == record.value()) {
            return record;
        }
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                key == null ? record.keySchema() : key.schema(),
                key == null ? record.key() : key,
                value == null ? record.valueSchema() : value.schema(),
                value == null ? record.value() : value,
                record.timestamp(),
                record.headers());
    }

    private Struct envelope(Struct envelope) {
        Schema stripped = cached(envelopes, envelope.schema(), true);
        if (stripped == envelope.schema()) {
            return envelope;
        }
        Struct copy = new Struct(stripped);
        for (Field field : stripped.fields()) {
            Object value = envelope.getWithoutDefault(field.name());
            copy.put(field, isRow(field) && value instanceof Struct row ? row(row) : value);
        }
        return copy;
    }

    private Struct row(Struct row) {
        Schema stripped = cached(rows, row.schema(), false);
        if (stripped == row.schema()) {
            return row;
        }
        Struct copy = new Struct(stripped);
        for (Field field : stripped.fields()) {
            // A column that cannot be null and has no value (the row before a delete) keeps its default for a filler.
            copy.put(field, field.schema().isOptional() ? row.getWithoutDefault(field.name()) : row.get(field.name()));
        }
        return copy;
    }

    private Schema cached(Map<Schema, Schema> cache, Schema schema, boolean envelope) {
        Schema known = cache.get(schema);
        if (known != null) {
            return known;
        }
        Schema stripped = envelope ? strippedEnvelope(schema) : strippedRow(schema);
        if (cache.size() >= MANY_SCHEMAS) {
            cache.clear();
        }
        cache.put(schema, stripped);
        return stripped;
    }

    private Schema strippedEnvelope(Schema envelope) {
        boolean changed = false;
        SchemaBuilder builder = like(envelope);
        for (Field field : envelope.fields()) {
            Schema schema = field.schema();
            if (isRow(field)) {
                schema = cached(rows, schema, false);
                changed |= schema != field.schema();
            }
            builder.field(field.name(), schema);
        }
        return changed ? builder.build() : envelope;
    }

    private static Schema strippedRow(Schema row) {
        boolean changed = false;
        SchemaBuilder builder = like(row);
        for (Field field : row.fields()) {
            Schema schema = field.schema();
            if (schema.defaultValue() != null) {
                schema = withoutDefault(schema);
                changed = true;
            }
            builder.field(field.name(), schema);
        }
        return changed ? builder.build() : row;
    }

    private static Schema withoutDefault(Schema column) {
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

    private static boolean isRow(Field field) {
        return (field.name().equals("before") || field.name().equals("after"))
                && field.schema().type() == Schema.Type.STRUCT;
    }

    private static SchemaBuilder like(Schema schema) {
        return describedLike(SchemaBuilder.type(schema.type()), schema);
    }

    private static SchemaBuilder describedLike(SchemaBuilder builder, Schema schema) {
        builder.name(schema.name()).doc(schema.doc()).version(schema.version());
        if (schema.parameters() != null) {
            builder.parameters(schema.parameters());
        }
        return schema.isOptional() ? builder.optional() : builder.required();
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public void configure(Map<String, ?> configuration) {
        // It has no settings.
    }

    @Override
    public void close() {
        rows.clear();
        envelopes.clear();
    }
}
