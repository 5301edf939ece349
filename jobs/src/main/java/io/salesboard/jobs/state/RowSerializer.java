package io.salesboard.jobs.state;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Rows: table by its place in {@link Table}, position, then the slots; rows written before a column was appended read with it NULL. */
public final class RowSerializer extends CompactSerializer<Row> {
    private static final long serialVersionUID = 1L;
    private static final Table[] TABLES = Table.values();

    public static final RowSerializer INSTANCE = new RowSerializer();
    public static final TypeInformation<Row> TYPE = new HandWritten<>(Row.class, INSTANCE);

    @Override
    protected void write(Row row, DataOutputView out) throws IOException {
        out.writeByte(row.table().ordinal());
        out.writeUTF(row.key());
        writeVar(out, row.lsn());
        writeVar(out, row.time());
        out.writeBoolean(row.present());
        if (!row.present()) {
            return;
        }
        out.writeByte(row.table().texts());
        for (int i = 0; i < row.table().texts(); i++) {
            writeText(out, row.textIn(i));
        }
        out.writeByte(row.table().numbers());
        for (int i = 0; i < row.table().numbers(); i++) {
            out.writeBoolean(row.isNullIn(i));
            if (!row.isNullIn(i)) {
                writeVar(out, row.numberIn(i));
            }
        }
    }

    @Override
    protected Row read(DataInputView in) throws IOException {
        Table table = TABLES[in.readByte()];
        String key = in.readUTF();
        long lsn = readVar(in);
        long time = readVar(in);
        if (!in.readBoolean()) {
            return Row.absent(table, key, lsn, time);
        }
        Row row = Row.empty(table, key, lsn, time);
        int texts = in.readByte();
        for (int i = 0; i < texts; i++) {
            row.setText(i, readText(in));
        }
        int numbers = in.readByte();
        for (int i = 0; i < numbers; i++) {
            if (!in.readBoolean()) {
                row.setNumber(i, readVar(in));
            }
        }
        return row;
    }

    @Override
    public TypeSerializerSnapshot<Row> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Written beside the state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Row> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
