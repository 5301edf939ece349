package io.salesboard.jobs.operators;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.salesboard.jobs.state.CompactSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The place of a row among those of its object, by a number and then by the bytes of its key. */
public record SortKey(long number, String key) {
    /** So that bytes sort by number and key: a state on disk is read in this order. */
    public static final class Serializer extends CompactSerializer<SortKey> {
        private static final long serialVersionUID = 1L;
        public static final Serializer INSTANCE = new Serializer();

        /** Ends a key; in a key it is written as two bytes, and so is the escape. */
        private static final int END = 0;

        private static final int ESCAPE = 1;

        @Override
        protected void write(SortKey place, DataOutputView out) throws IOException {
            out.writeLong(place.number() ^ Long.MIN_VALUE);
            for (byte next : place.key().getBytes(UTF_8)) {
                if (next == END || next == ESCAPE) {
                    out.writeByte(ESCAPE);
                    out.writeByte(next + 1);
                } else {
                    out.writeByte(next);
                }
            }
            out.writeByte(END);
        }

        @Override
        protected SortKey read(DataInputView in) throws IOException {
            long number = in.readLong() ^ Long.MIN_VALUE;
            ByteArrayOutputStream key = new ByteArrayOutputStream();
            for (byte next = in.readByte(); next != END; next = in.readByte()) {
                key.write(next == ESCAPE ? in.readByte() - 1 : next);
            }
            return new SortKey(number, key.toString(UTF_8));
        }

        @Override
        public TypeSerializerSnapshot<SortKey> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Written beside the state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<SortKey> {
        public Snapshot() {
            super(() -> Serializer.INSTANCE);
        }
    }
}
