package io.salesboard.jobs.state;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Subject;
import io.salesboard.core.time.WindowUnit;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Which of the cells that are kept together: a group of measures in a window.
 *
 * @param scope whose: that of the row they are kept with, or a combination with it
 * @param by of a combination the second id, else null
 */
public record CellWindow(WindowUnit unit, long start, Measure.Group group, Scope scope, String by) {
    static CellWindow of(Subject subject, WindowUnit unit, long start, Measure.Group group) {
        return new CellWindow(unit, start, group, subject.scope(), subject.by());
    }

    /** The same of another window. */
    CellWindow in(WindowUnit otherUnit, long otherStart) {
        return new CellWindow(otherUnit, otherStart, group, scope, by);
    }

    /** Whose cell it is, of those kept with the row of an id. */
    public Subject subject(String id) {
        return new Subject(scope, id, by);
    }

    /** As {@link Subject#equals}. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof CellWindow window
                        && start == window.start
                        && unit == window.unit
                        && group == window.group
                        && scope == window.scope
                        && Objects.equals(by, window.by);
    }

    @Override
    public int hashCode() {
        int hash = ((Long.hashCode(start) * 31 + unit.ordinal()) * 31 + group.ordinal()) * 31 + scope.ordinal();
        return by == null ? hash : hash * 31 + by.hashCode();
    }

    /**
     * So that bytes sort as windows do, by unit, start and group: a state on disk is read in this order, hours first, then
     * days, the oldest first.
     */
    public static final class Serializer extends CompactSerializer<CellWindow> {
        private static final long serialVersionUID = 1L;
        private static final WindowUnit[] UNITS = WindowUnit.values();
        private static final Measure.Group[] GROUPS = Measure.Group.values();
        private static final Scope[] SCOPES = Scope.values();
        static final Serializer INSTANCE = new Serializer();

        @Override
        protected void write(CellWindow window, DataOutputView out) throws IOException {
            out.writeByte(window.unit().ordinal());
            out.writeLong(window.start() ^ Long.MIN_VALUE);
            out.writeByte(window.group().ordinal());
            out.writeByte(window.scope().ordinal());
            if (window.scope().isCombined()) {
                out.writeUTF(window.by());
            }
        }

        @Override
        protected CellWindow read(DataInputView in) throws IOException {
            WindowUnit unit = UNITS[in.readByte()];
            long start = in.readLong() ^ Long.MIN_VALUE;
            Measure.Group group = GROUPS[in.readByte()];
            Scope scope = SCOPES[in.readByte()];
            return new CellWindow(unit, start, group, scope, scope.isCombined() ? in.readUTF() : null);
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
