package io.salesboard.jobs.decode;

import io.salesboard.core.model.Table;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** What we know of the Avro schemas Debezium writes with. */
final class WriterSchema {
    private static final String MESSAGE_PREFIX = "io.debezium.connector";

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
