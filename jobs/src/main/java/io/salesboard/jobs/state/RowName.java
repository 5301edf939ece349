package io.salesboard.jobs.state;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What tells two rows of an object apart: table and primary key. */
public record RowName(Table table, String key) {
    public static RowName of(Row row) {
        return new RowName(row.table(), row.key());
    }

    /** As {@link io.salesboard.core.model.Subject#equals}. */
    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof RowName name && table == name.table && key.equals(name.key);
    }

    @Override
    public int hashCode() {
        return table.ordinal() * 31 + key.hashCode();
    }

    /** Table by its place, then the key. */
    public static final class Serializer extends CompactSerializer<RowName> {
        private static final long serialVersionUID = 1L;
        private static final Table[] TABLES = Table.values();
        public static final Serializer INSTANCE = new Serializer();

        @Override
        protected void write(RowName name, DataOutputView out) throws IOException {
            out.writeByte(name.table().ordinal());
            out.writeUTF(name.key());
        }

        @Override
        protected RowName read(DataInputView in) throws IOException {
            return new RowName(TABLES[in.readByte()], in.readUTF());
        }

        @Override
        public TypeSerializerSnapshot<RowName> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Written beside the state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RowName> {
        public Snapshot() {
            super(() -> Serializer.INSTANCE);
        }
    }
}
