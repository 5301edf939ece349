package io.salesboard.jobs.decode;

import io.salesboard.core.model.Table;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** What we know of the Avro schemas Debezium writes with. */
final class WriterSchema {
    /** The operation of an envelope that empties a table. */
    static final String TRUNCATE = "t";

    private static final String MESSAGE_PREFIX = "io.debezium.connector";
    private static final String NO_KEY = "NoKey";
    private static final String END = ".transaction.End";
    private static final String READ_AGAIN = "io.salesboard.schemas.ReadAgain";

    private WriterSchema() {}

    /**
     * The table whose rows a schema writes, from the last part of its namespace ({@code pos.public.pos_order.Envelope}).
     *
     * @return null for a table Salesboard does not read
     */
    static Table tableOf(Schema schema) {
        String namespace = schema.getNamespace() == null ? "" : schema.getNamespace();
        if (namespace.startsWith(MESSAGE_PREFIX)) {
            return Table.HEARTBEAT;
        }
        return Table.byKey(namespace.substring(namespace.lastIndexOf('.') + 1));
    }

    /** Whether a schema writes the end of a transaction. */
    static boolean isEnd(Schema schema) {
        return schema.getFullName().endsWith(END);
    }

    /** Whether a schema writes the keys of a table without a primary key. */
    static boolean isNoKey(Schema key) {
        return key.getName().equals(NO_KEY);
    }

    /** Whether a schema writes that a source is read anew from here on. */
    static boolean isReadAgain(Schema schema) {
        return schema.getFullName().equals(READ_AGAIN);
    }

    /** The columns of a table that an envelope's rows do not have, by name. */
    static List<String> missingColumns(Schema envelope, Table table) {
        Schema.Field after = envelope.getField("after");
        if (after == null || notNull(after.schema()).getType() != Schema.Type.RECORD) {
            return List.of();
        }
        Schema row = notNull(after.schema());
        return table.columns().stream()
                .map(Table.Column::name)
                .filter(name -> row.getField(name) == null)
                .toList();
    }

    /** The branch of a nullable schema that is not null, or the schema itself. */
    static Schema notNull(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        List<Schema> branches = schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        return branches.size() == 1 ? branches.get(0) : schema;
    }

    /** The Kafka Connect name of a type, such as {@code io.debezium.time.Date}, or "". */
    static String connectName(Schema schema) {
        Object name = schema.getObjectProp("connect.name");
        return name == null ? "" : name.toString();
    }

    /** The scale of a decimal, or -1 when the schema is none. */
    static int scaleOf(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return decimal.getScale();
        }
        return -1;
    }
}
