package io.salesboard.jobs.state;

import io.salesboard.core.contributions.BusinessObject;
import io.salesboard.core.model.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Business objects: the number of rows, then the rows. */
public final class ObjectSerializer extends CompactSerializer<BusinessObject> {
    private static final long serialVersionUID = 1L;

    public static final ObjectSerializer INSTANCE = new ObjectSerializer();
    public static final TypeInformation<BusinessObject> TYPE = new HandWritten<>(BusinessObject.class, INSTANCE);

    @Override
    protected void write(BusinessObject object, DataOutputView out) throws IOException {
        writeVar(out, object.rows().size());
        for (Row row : object.rows()) {
            RowSerializer.INSTANCE.serialize(row, out);
        }
    }

    @Override
    protected BusinessObject read(DataInputView in) throws IOException {
        int size = (int) readVar(in);
        List<Row> rows = new ArrayList<>(size + 1);
        for (int i = 0; i < size; i++) {
            rows.add(RowSerializer.INSTANCE.deserialize(in));
        }
        return new BusinessObject(rows);
    }

    /** A list of its own; the rows in it do not change. */
    @Override
    public BusinessObject copy(BusinessObject from) {
        return new BusinessObject(new ArrayList<>(from.rows()));
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
