package io.salesboard.jobs.operators;

import io.salesboard.jobs.state.CompactSerializer;
import io.salesboard.jobs.state.HandWritten;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How an object stood when it was evaluated last.
 *
 * @param rows how many rows it has
 * @param pending how many wait beside them
 * @param evaluatedAt the instant for which what it adds was computed, epoch milliseconds of business time
 * @param leftOutSince the frame since which it counts for nothing, or 0
 * @param crowdedOut whether it counts for nothing only because of what all others add up to
 * @param inOrder whether its rows stand in order too
 */
public record Standing(
        int rows, int pending, long evaluatedAt, long leftOutSince, boolean crowdedOut, boolean inOrder) {
    /** Of an object that was never evaluated. */
    public static final Standing NONE = new Standing(0, 0, 0, 0, false, false);

    public static final TypeInformation<Standing> TYPE = new HandWritten<>(Standing.class, new Serializer());

    /** With more rows that wait. */
    Standing waiting(int more) {
        return new Standing(rows, pending + more, evaluatedAt, leftOutSince, crowdedOut, inOrder);
    }

    /** Field by field. */
    public static final class Serializer extends CompactSerializer<Standing> {
        private static final long serialVersionUID = 1L;

        @Override
        protected void write(Standing standing, DataOutputView out) throws IOException {
            writeVar(out, standing.rows());
            writeVar(out, standing.pending());
            writeVar(out, standing.evaluatedAt());
            writeVar(out, standing.leftOutSince());
            out.writeBoolean(standing.crowdedOut());
            out.writeBoolean(standing.inOrder());
        }

        @Override
        protected Standing read(DataInputView in) throws IOException {
            return new Standing(
                    (int) readVar(in), (int) readVar(in), readVar(in), readVar(in), in.readBoolean(), in.readBoolean());
        }

        @Override
        public TypeSerializerSnapshot<Standing> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Written beside the state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Standing> {
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
