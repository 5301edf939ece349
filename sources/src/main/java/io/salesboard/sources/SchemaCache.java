package io.salesboard.sources;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;

/**
 * What was made of a schema, kept by the identity of the schema: Debezium hands out the same objects until a table changes,
 * and comparing deep schemas for every row is slow. Not thread-safe.
 *
 * @param <T> what is made
 */
final class SchemaCache<T> {
    /** Schemas seen are those of the captured tables; more means that tables are altered again and again. */
    private static final int MANY_SCHEMAS = 1_000;

    private final Map<Schema, T> made = new IdentityHashMap<>();
    private final Function<Schema, T> maker;

    SchemaCache(Function<Schema, T> maker) {
        this.maker = maker;
    }

    /** What is made of the schema; null where nothing is. */
    T of(Schema schema) {
        T known = made.get(schema);
        if (known == null && !made.containsKey(schema)) {
            known = maker.apply(schema);
            if (made.size() >= MANY_SCHEMAS) {
                made.clear();
            }
            made.put(schema, known);
        }
        return known;
    }
}
