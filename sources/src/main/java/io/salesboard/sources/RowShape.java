package io.salesboard.sources;

import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * How the changes of one table, or the heartbeats, are written: Debezium's envelope with nothing in it but the operation, the
 * row after it and, of its origin, what gives order and age. The row before is not sent: the job remembers it, and readers
 * that trusted it would be wrong after a restart.
 */
final class RowShape {
    private static final String OPERATION = "op";
    private static final String AFTER = "after";
    private static final String SOURCE = "source";
    private static final List<String> ORIGIN = List.of("snapshot", "ts_us", "txId", "lsn");
    private static final String ENVELOPE = ".Envelope";

    private final Schema schema;
    private final Schema source;
    private final Columns columns;
    private final Struct truncateKey;
    private final Struct noKey;

    private RowShape(Schema envelope, KeyedHash hash) {
        Field after = envelope.field(AFTER);
        columns = after == null ? null : Columns.of(after.schema(), hash);
        source = only(ORIGIN, envelope.field(SOURCE).schema());
        SchemaBuilder builder = Columns.like(envelope);
        builder.field(OPERATION, envelope.field(OPERATION).schema());
        if (columns != null) {
            builder.field(AFTER, columns.schema());
        }
        schema = builder.field(SOURCE, source).build();
        String table = envelope.name().endsWith(ENVELOPE)
                ? envelope.name().substring(0, envelope.name().length() - ENVELOPE.length())
                : envelope.name();
        truncateKey = ConstantKey.of(table + ".Truncate", "id", "truncate");
        noKey = ConstantKey.of(table + ".NoKey", "id", "no primary key");
    }

    /** @return null for a schema that is no envelope */
    static RowShape of(Schema value, KeyedHash hash) {
        boolean envelope = value.name() != null && value.field(OPERATION) != null && value.field(SOURCE) != null;
        return envelope ? new RowShape(value, hash) : null;
    }

    boolean isTruncate(Struct envelope) {
        return "t".equals(envelope.getString(OPERATION));
    }

    /** The key of a TRUNCATE. */
    Struct truncateKey() {
        return truncateKey;
    }

    /** The key of a row that has none. */
    Struct noKey() {
        return noKey;
    }

    Struct write(Struct envelope) {
        Struct copy = new Struct(schema).put(OPERATION, envelope.getString(OPERATION));
        if (columns != null && envelope.getStruct(AFTER) != null) {
            copy.put(AFTER, columns.write(envelope.getStruct(AFTER)));
        }
        Struct from = envelope.getStruct(SOURCE);
        Struct origin = new Struct(source);
        for (Field field : source.fields()) {
            origin.put(field, from.get(field.name()));
        }
        return copy.put(SOURCE, origin);
    }

    private static Schema only(List<String> names, Schema record) {
        SchemaBuilder builder = Columns.like(record);
        for (String name : names) {
            if (record.field(name) != null) {
                builder.field(name, record.field(name).schema());
            }
        }
        return builder.build();
    }
}
