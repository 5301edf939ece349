package io.salesboard.jobs.state;

import io.salesboard.core.contributions.BusinessObject;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Business objects: their rows, then those that wait, then how they stand. */
public final class ObjectSerializer extends CompactSerializer<BusinessObject> {
    private static final long serialVersionUID = 1L;

    public static final ObjectSerializer INSTANCE = new ObjectSerializer();
    public static final TypeInformation<BusinessObject> TYPE = new HandWritten<>(BusinessObject.class, INSTANCE);

    @Override
    protected void write(BusinessObject object, DataOutputView out) throws IOException {
        RowSerializer.writeList(out, object.rows());
        RowSerializer.writeList(out, object.pending());
        BusinessObject.Standing standing = object.standing();
        writeVar(out, standing.evaluatedAt());
        writeVar(out, standing.leftOutSince());
        out.writeBoolean(standing.crowdedOut());
    }

    @Override
    protected BusinessObject read(DataInputView in) throws IOException {
        return new BusinessObject(
                RowSerializer.readList(in),
                RowSerializer.readList(in),
                new BusinessObject.Standing(readVar(in), readVar(in), in.readBoolean()));
    }

    /** Lists of its own; the rows in them do not change. */
    @Override
    public BusinessObject copy(BusinessObject from) {
        return new BusinessObject(from.rows(), from.pending(), from.standing());
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public TypeSerializerSnapshot<BusinessObject> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Written beside the state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<BusinessObject> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
