package io.salesboard.jobs.operators;

import io.salesboard.jobs.read.Change.LeftOutReason;
import io.salesboard.jobs.state.CompactSerializer;
import io.salesboard.jobs.state.HandWritten;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What is remembered of a row.
 *
 * @param object the object it belongs to; null where it is deleted or left out
 * @param server counts the snapshots of the source; see {@link io.salesboard.jobs.read.Change#server()}
 * @param lsn its position in the source's log
 * @param seen event time at which it came last
 * @param leftOut why and since when it counts for nothing, or null
 */
public record RowMemory(String object, int server, long lsn, long seen, LeftOutSince leftOut) {
    public static final TypeInformation<RowMemory> TYPE = new HandWritten<>(RowMemory.class, new Serializer());

    /** Why a row counts for nothing, and since which event time. */
    public record LeftOutSince(LeftOutReason why, long since) {}

    /** Whether the source has the row, as far as is known. */
    boolean isThere() {
        return object != null || leftOut != null;
    }

    /** Field by field. */
    public static final class Serializer extends CompactSerializer<RowMemory> {
        private static final long serialVersionUID = 1L;

        @Override
        protected void write(RowMemory row, DataOutputView out) throws IOException {
            writeText(out, row.object());
            writeVar(out, row.server());
            writeVar(out, row.lsn());
            writeVar(out, row.seen());
            writeText(out, row.leftOut() == null ? null : row.leftOut().why().reason());
            if (row.leftOut() != null) {
                out.writeUTF(row.leftOut().why().detail());
                writeVar(out, row.leftOut().since());
            }
        }

        @Override
        protected RowMemory read(DataInputView in) throws IOException {
            String object = readText(in);
            int server = (int) readVar(in);
            long lsn = readVar(in);
            long seen = readVar(in);
            String reason = readText(in);
            LeftOutSince leftOut =
                    reason == null ? null : new LeftOutSince(new LeftOutReason(reason, in.readUTF()), readVar(in));
            return new RowMemory(object, server, lsn, seen, leftOut);
        }

        @Override
        public TypeSerializerSnapshot<RowMemory> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Written beside the state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RowMemory> {
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
