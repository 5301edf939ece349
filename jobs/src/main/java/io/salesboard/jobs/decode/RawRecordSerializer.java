package io.salesboard.jobs.decode;

import io.salesboard.jobs.state.CompactSerializer;
import io.salesboard.jobs.state.HandWritten;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Raw records; used where a test or a change of parallelism breaks the chain from Kafka to the decoder. */
public final class RawRecordSerializer extends CompactSerializer<RawRecord> {
    private static final long serialVersionUID = 1L;

    public static final TypeInformation<RawRecord> TYPE = new HandWritten<>(RawRecord.class, new RawRecordSerializer());

    @Override
    protected void write(RawRecord record, DataOutputView out) throws IOException {
        out.writeUTF(record.topic());
        writeVar(out, record.partition());
        writeVar(out, record.offset());
        writeVar(out, record.timestamp());
        writeBytes(out, record.key());
        writeBytes(out, record.value());
    }

    @Override
    protected RawRecord read(DataInputView in) throws IOException {
        return new RawRecord(in.readUTF(), (int) readVar(in), readVar(in), readVar(in), readBytes(in), readBytes(in));
    }

    private static void writeBytes(DataOutputView out, byte[] bytes) throws IOException {
        writeVar(out, bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte[] readBytes(DataInputView in) throws IOException {
        int length = (int) readVar(in);
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    @Override
    public TypeSerializerSnapshot<RawRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Written beside the state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RawRecord> {
        public Snapshot() {
            super(RawRecordSerializer::new);
        }
    }
}
