package io.salesboard.jobs.state;

import io.salesboard.core.model.MeasureGroup;
import io.salesboard.core.time.WindowUnit;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Which cell of a row: a group of measures in a window. */
public record CellWindow(WindowUnit unit, long start, MeasureGroup group) {
    /**
     * So that bytes sort as windows do, by unit, start and group: a state on disk is read in this order, hours first, then
     * days, the oldest first.
     */
    public static final class Serializer extends CompactSerializer<CellWindow> {
        private static final long serialVersionUID = 1L;
        private static final WindowUnit[] UNITS = WindowUnit.values();
        private static final MeasureGroup[] GROUPS = MeasureGroup.values();
        static final Serializer INSTANCE = new Serializer();

        @Override
        protected void write(CellWindow window, DataOutputView out) throws IOException {
            out.writeByte(window.unit().ordinal());
            out.writeLong(window.start() ^ Long.MIN_VALUE);
            out.writeByte(window.group().ordinal());
        }

        @Override
        protected CellWindow read(DataInputView in) throws IOException {
            WindowUnit unit = UNITS[in.readByte()];
            long start = in.readLong() ^ Long.MIN_VALUE;
            return new CellWindow(unit, start, GROUPS[in.readByte()]);
        }

        @Override
        public TypeSerializerSnapshot<CellWindow> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Written beside the state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<CellWindow> {
        public Snapshot() {
            super(() -> Serializer.INSTANCE);
        }
    }
}
