package io.salesboard.jobs.state;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Subject;
import io.salesboard.core.time.WindowUnit;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Deltas: kind, place, time, sums. */
public final class DeltaSerializer extends CompactSerializer<Delta> {
    private static final long serialVersionUID = 1L;
    private static final Delta.Kind[] KINDS = Delta.Kind.values();
    private static final Scope[] SCOPES = Scope.values();
    private static final Measure.Group[] GROUPS = Measure.Group.values();
    private static final WindowUnit[] UNITS = WindowUnit.values();
    private static final int NO_GROUP = -1;

    public static final DeltaSerializer INSTANCE = new DeltaSerializer();
    public static final TypeInformation<Delta> TYPE = new HandWritten<>(Delta.class, INSTANCE);

    @Override
    protected void write(Delta delta, DataOutputView out) throws IOException {
        Delta.Place place = delta.place();
        out.writeByte(delta.kind().ordinal());
        writeSubject(out, place.subject());
        out.writeByte(place.group() == null ? NO_GROUP : place.group().ordinal());
        out.writeByte(place.unit().ordinal());
        writeVar(out, place.start());
        out.writeInt(place.hour());
        out.writeLong(delta.time());
        writeNumbers(out, delta.sums());
    }

    @Override
    protected Delta read(DataInputView in) throws IOException {
        Delta.Kind kind = KINDS[in.readByte()];
        Subject subject = readSubject(in);
        int group = in.readByte();
        Delta.Place place = new Delta.Place(
                subject, group == NO_GROUP ? null : GROUPS[group], UNITS[in.readByte()], readVar(in), in.readInt());
        return new Delta(kind, place, in.readLong(), readNumbers(in));
    }

    private static void writeSubject(DataOutputView out, Subject subject) throws IOException {
        out.writeByte(subject.scope().ordinal());
        out.writeUTF(subject.id());
        if (subject.scope().isCombined()) {
            out.writeUTF(subject.by());
        }
    }

    private static Subject readSubject(DataInputView in) throws IOException {
        Scope scope = SCOPES[in.readByte()];
        return new Subject(scope, in.readUTF(), scope.isCombined() ? in.readUTF() : null);
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
