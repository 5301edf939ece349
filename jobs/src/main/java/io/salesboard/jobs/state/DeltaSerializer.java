package io.salesboard.jobs.state;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Deltas: only the measures that change, by number. */
public final class DeltaSerializer extends CompactSerializer<Delta> {
    private static final long serialVersionUID = 1L;
    private static final Scope[] SCOPES = Scope.values();
    private static final WindowUnit[] UNITS = WindowUnit.values();

    public static final DeltaSerializer INSTANCE = new DeltaSerializer();
    public static final TypeInformation<Delta> TYPE = new HandWritten<>(Delta.class, INSTANCE);

    @Override
    protected void write(Delta delta, DataOutputView out) throws IOException {
        out.writeByte(delta.scope().ordinal());
        out.writeUTF(delta.id());
        out.writeByte(delta.unit().ordinal());
        writeVar(out, delta.start());
        out.writeInt(delta.hour());
        out.writeLong(delta.time());
        writeMeasures(out, delta.measures(), 0, Measure.COUNT);
    }

    @Override
    protected Delta read(DataInputView in) throws IOException {
        long[] measures = new long[Measure.COUNT];
        Delta delta = new Delta(
                SCOPES[in.readByte()],
                in.readUTF(),
                UNITS[in.readByte()],
                readVar(in),
                in.readInt(),
                in.readLong(),
                measures);
        readMeasures(in, measures, 0);
        return delta;
    }

    static void writeMeasures(DataOutputView out, long[] vector, int from, int to) throws IOException {
        int changed = 0;
        for (int i = from; i < to; i++) {
            changed += vector[i] == 0 ? 0 : 1;
        }
        out.writeByte(changed);
        for (int i = from; i < to; i++) {
            if (vector[i] != 0) {
                out.writeByte(i - from);
                writeVar(out, vector[i]);
            }
        }
    }

    static void readMeasures(DataInputView in, long[] vector, int from) throws IOException {
        int changed = in.readByte();
        for (int i = 0; i < changed; i++) {
            vector[from + in.readByte()] = readVar(in);
        }
    }

    @Override
    public TypeSerializerSnapshot<Delta> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Written beside the state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Delta> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
