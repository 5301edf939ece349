package io.salesboard.jobs.operators;

import io.salesboard.jobs.state.CompactSerializer;
import io.salesboard.jobs.state.HandWritten;
import io.salesboard.jobs.state.Timed;
import io.salesboard.schemas.Correction;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A correction of what a rep is credited with.
 *
 * @param rep who is, {@link io.salesboard.core.model.Scope#UNASSIGNED} for nobody
 * @param correction what was changed
 * @param time event time of the change
 */
public record CorrectionChange(String rep, Correction correction, long time) implements Timed {
    private static final Serializer SERIALIZER = new Serializer();
    public static final TypeInformation<CorrectionChange> TYPE = new HandWritten<>(CorrectionChange.class, SERIALIZER);

    /** Rep and time, then the correction as Avro has it. */
    public static final class Serializer extends CompactSerializer<CorrectionChange> {
        private static final long serialVersionUID = 1L;

        @Override
        protected void write(CorrectionChange change, DataOutputView out) throws IOException {
            out.writeUTF(change.rep());
            writeVar(out, change.time());
            ByteBuffer bytes = change.correction().toByteBuffer();
            writeVar(out, bytes.remaining());
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        }

        @Override
        protected CorrectionChange read(DataInputView in) throws IOException {
            String rep = in.readUTF();
            long time = readVar(in);
            byte[] bytes = new byte[(int) readVar(in)];
            in.readFully(bytes);
            return new CorrectionChange(rep, Correction.fromByteBuffer(ByteBuffer.wrap(bytes)), time);
        }

        @Override
        public TypeSerializerSnapshot<CorrectionChange> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Written beside the state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<CorrectionChange> {
        public Snapshot() {
            super(() -> SERIALIZER);
        }
    }
}
