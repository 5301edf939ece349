package io.salesboard.jobs.operators;

import io.salesboard.jobs.state.CompactSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** When a row was deleted, event time, and which. */
public record Deletion(long time, String key) {
    /** So that bytes sort by time: a state on disk is read in this order. */
    public static final class Serializer extends CompactSerializer<Deletion> {
        private static final long serialVersionUID = 1L;
        public static final Serializer INSTANCE = new Serializer();

        @Override
        protected void write(Deletion deletion, DataOutputView out) throws IOException {
            out.writeLong(deletion.time());
            out.writeUTF(deletion.key());
        }

        @Override
        protected Deletion read(DataInputView in) throws IOException {
            return new Deletion(in.readLong(), in.readUTF());
        }

        @Override
        public TypeSerializerSnapshot<Deletion> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Written beside the state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Deletion> {
        public Snapshot() {
            super(() -> Serializer.INSTANCE);
        }
    }
}
