package io.salesboard.jobs.read;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.jobs.state.CompactSerializer;
import io.salesboard.jobs.state.HandWritten;
import io.salesboard.jobs.state.RowSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What the reader tells of one row, or of all rows of a part of a table, in the order of the source's topic.
 *
 * @param kind what happened
 * @param bucket which part of the table; rows of one part are remembered together
 * @param server counts the snapshots of the source: positions are compared within one of them only
 * @param row the row after the change; of a change of many rows the table, position and event time, with an empty key
 * @param leftOut why the row counts for nothing, or null
 */
public record Change(Kind kind, int bucket, int server, Row row, LeftOutReason leftOut) {
    /** How many parts a table's memory is cut into. */
    public static final int BUCKETS = 128;

    private static final Kind[] KINDS = Kind.values();
    private static final Table[] TABLES = Table.values();

    public static final TypeInformation<Change> TYPE = new HandWritten<>(Change.class, new Serializer());

    /** What happened. */
    public enum Kind {
        /** A row came, or was deleted. */
        ROW,
        /** The table was emptied. */
        TRUNCATE,
        /** A new snapshot is complete: what did not come again since the row's event time is gone. */
        SWEEP,
        /** Nothing: what is known of the row is to be published again. */
        AGAIN,
        /** Nothing: whether the object of that key is left out is to be published again. */
        AGAIN_OBJECT
    }

    /** Why a row counts for nothing: reason and what exactly is wrong. */
    public record LeftOutReason(String reason, String detail) {}

    public static Change ofRow(int server, Row row, LeftOutReason leftOut) {
        return new Change(Kind.ROW, bucketOf(row.key()), server, row, leftOut);
    }

    public static Change again(Table table, String key, long time) {
        return new Change(Kind.AGAIN, bucketOf(key), 0, Row.absent(table, key, 0, time), null);
    }

    /** @param object key of a business object */
    public static Change againObject(String object, long time) {
        return new Change(Kind.AGAIN_OBJECT, bucketOf(object), 0, Row.absent(Table.HEARTBEAT, object, 0, time), null);
    }

    public static Change ofAll(Kind kind, Table table, int bucket, int server, long lsn, long time) {
        return new Change(kind, bucket, server, Row.absent(table, "", lsn, time), null);
    }

    private static int bucketOf(String key) {
        return Math.floorMod(key.hashCode() * 0x9E3779B9, BUCKETS);
    }

    /** Which row: {@code rep/R001}. */
    public String name() {
        return row.table().key() + "/" + row.key();
    }

    /** Which part of which table: rows of one are located by one task, in order. */
    public Integer part() {
        return row.table().ordinal() * BUCKETS + bucket;
    }

    /** Kind and part, then the row, then why it is left out. */
    public static final class Serializer extends CompactSerializer<Change> {
        private static final long serialVersionUID = 1L;

        @Override
        protected void write(Change change, DataOutputView out) throws IOException {
            out.writeByte(change.kind().ordinal());
            writeVar(out, change.bucket());
            writeVar(out, change.server());
            if (change.kind() == Kind.ROW) {
                RowSerializer.INSTANCE.serialize(change.row(), out);
            } else {
                out.writeByte(change.row().table().ordinal());
                out.writeUTF(change.row().key());
                writeVar(out, change.row().lsn());
                writeVar(out, change.row().time());
            }
            out.writeBoolean(change.leftOut() != null);
            if (change.leftOut() != null) {
                out.writeUTF(change.leftOut().reason());
                out.writeUTF(change.leftOut().detail());
            }
        }

        @Override
        protected Change read(DataInputView in) throws IOException {
            Kind kind = KINDS[in.readByte()];
            int bucket = (int) readVar(in);
            int server = (int) readVar(in);
            Row row = kind == Kind.ROW
                    ? RowSerializer.INSTANCE.deserialize(in)
                    : Row.absent(TABLES[in.readByte()], in.readUTF(), readVar(in), readVar(in));
            LeftOutReason leftOut = in.readBoolean() ? new LeftOutReason(in.readUTF(), in.readUTF()) : null;
            return new Change(kind, bucket, server, row, leftOut);
        }

        @Override
        public TypeSerializerSnapshot<Change> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Written beside the state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Change> {
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
