package io.salesboard.jobs.state;

import io.salesboard.core.model.Measure;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What a cell holds: the sums of its group, since which frame the ranked ones are what they are, and what was published. */
public final class CellSums {
    private static final long[] NOTHING = {};

    private final long[] sums;
    private final long[] reached;
    /** The ranked sums as they were published, while the present ones wait to be; else empty. */
    private long[] published;

    private boolean waiting;

    private CellSums(long[] sums, long[] reached, long[] published, boolean waiting) {
        this.sums = sums;
        this.reached = reached;
        this.published = published;
        this.waiting = waiting;
    }

    static CellSums of(Measure.Group group) {
        return new CellSums(
                new long[group.measures().size()], new long[group.ranked().size()], NOTHING, false);
    }

    /** One number per measure of the group. */
    public long[] sums() {
        return sums;
    }

    /** One frame per ranked measure of the group; 0 where it never changed from 0. */
    public long[] reached() {
        return reached;
    }

    boolean isNothing() {
        return Delta.isZero(sums);
    }

    boolean isWaiting() {
        return waiting;
    }

    /** Waits to be published: what is there now is what was published last. */
    void await(Measure.Group group) {
        if (!waiting) {
            waiting = true;
            published = rankedSums(group);
        }
    }

    /** Is published in a frame: which is when a ranked sum was reached that is another than before, not where it came back to it. */
    void publish(Measure.Group group, long frame) {
        if (waiting) {
            long[] now = rankedSums(group);
            for (int i = 0; i < now.length; i++) {
                if (now[i] != published[i]) {
                    reached[i] = frame;
                }
            }
            waiting = false;
            published = NOTHING;
        }
    }

    private long[] rankedSums(Measure.Group group) {
        List<Measure> ranked = group.ranked();
        long[] of = new long[ranked.size()];
        for (int i = 0; i < of.length; i++) {
            of[i] = sums[ranked.get(i).index()];
        }
        return of;
    }

    /** Sums, frames, what was published; a cell may be changed, so state gets a copy. */
    public static final class Serializer extends CompactSerializer<CellSums> {
        private static final long serialVersionUID = 1L;
        static final Serializer INSTANCE = new Serializer();

        @Override
        protected void write(CellSums cell, DataOutputView out) throws IOException {
            writeNumbers(out, cell.sums);
            writeNumbers(out, cell.reached);
            out.writeBoolean(cell.waiting);
            if (cell.waiting) {
                writeNumbers(out, cell.published);
            }
        }

        @Override
        protected CellSums read(DataInputView in) throws IOException {
            long[] sums = readNumbers(in);
            long[] reached = readNumbers(in);
            boolean waiting = in.readBoolean();
            return new CellSums(sums, reached, waiting ? readNumbers(in) : NOTHING, waiting);
        }

        @Override
        public CellSums copy(CellSums from) {
            return new CellSums(from.sums.clone(), from.reached.clone(), from.published, from.waiting);
        }

        @Override
        public boolean isImmutableType() {
            return false;
        }

        @Override
        public TypeSerializerSnapshot<CellSums> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Written beside the state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<CellSums> {
        public Snapshot() {
            super(() -> Serializer.INSTANCE);
        }
    }
}
