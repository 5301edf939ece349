package io.salesboard.jobs.operators;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.jobs.state.CompactSerializer;
import io.salesboard.jobs.state.HandWritten;
import io.salesboard.jobs.state.RowSerializer;
import io.salesboard.jobs.state.Timed;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A row on its way to the object it belongs to.
 *
 * @param object key of the object: {@code order/17}
 * @param row the row
 */
public record ObjectRow(String object, Row row) implements Timed {
    public static final TypeInformation<ObjectRow> TYPE = new HandWritten<>(ObjectRow.class, new Serializer());

    /** No row: what is known of an object is to be published again. */
    public static ObjectRow again(String object, long time) {
        return new ObjectRow(object, Row.absent(Table.HEARTBEAT, "", 0, time));
    }

    @Override
    public long time() {
        return row.time();
    }

    boolean isAgain() {
        return row.table() == Table.HEARTBEAT; // no row of an object is one
    }

    /** Object key, then the row. */
    public static final class Serializer extends CompactSerializer<ObjectRow> {
        private static final long serialVersionUID = 1L;

        @Override
        protected void write(ObjectRow value, DataOutputView out) throws IOException {
            out.writeUTF(value.object());
            RowSerializer.INSTANCE.serialize(value.row(), out);
        }

        @Override
        protected ObjectRow read(DataInputView in) throws IOException {
            return new ObjectRow(in.readUTF(), RowSerializer.INSTANCE.deserialize(in));
        }

        @Override
        public TypeSerializerSnapshot<ObjectRow> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Written beside the state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ObjectRow> {
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
