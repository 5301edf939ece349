package io.salesboard.jobs.operators;

import io.salesboard.core.contributions.Deal;
import io.salesboard.jobs.state.CompactSerializer;
import io.salesboard.jobs.state.HandWritten;
import io.salesboard.jobs.state.Timed;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A deal that came, changed, or was taken back.
 *
 * @param deal as it is now, or as it last was
 * @param revoked whether it is one no longer
 * @param time event time of the change
 */
public record DealChange(Deal deal, boolean revoked, long time) implements Timed {
    private static final String NONE = "";

    private static final Serializer SERIALIZER = new Serializer();
    public static final TypeInformation<DealChange> TYPE = new HandWritten<>(DealChange.class, SERIALIZER);

    /** No change: the rep's list is to be published again. */
    public static DealChange again(String rep, long time) {
        return new DealChange(new Deal(rep, NONE, NONE, 0, 0, null, null, null), true, time);
    }

    boolean isAgain() {
        return deal.kind().equals(NONE);
    }

    /** Field by field. */
    public static final class Serializer extends CompactSerializer<DealChange> {
        private static final long serialVersionUID = 1L;

        @Override
        protected void write(DealChange change, DataOutputView out) throws IOException {
            Deal deal = change.deal();
            out.writeUTF(deal.rep());
            out.writeUTF(deal.kind());
            out.writeUTF(deal.id());
            writeVar(out, deal.at());
            writeVar(out, deal.amount());
            writeText(out, deal.store());
            writeText(out, deal.channel());
            writeText(out, deal.product());
            out.writeBoolean(change.revoked());
            writeVar(out, change.time());
        }

        @Override
        protected DealChange read(DataInputView in) throws IOException {
            Deal deal = new Deal(
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    readVar(in),
                    readVar(in),
                    readText(in),
                    readText(in),
                    readText(in));
            return new DealChange(deal, in.readBoolean(), readVar(in));
        }

        @Override
        public TypeSerializerSnapshot<DealChange> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Written beside the state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<DealChange> {
        public Snapshot() {
            super(() -> SERIALIZER);
        }
    }
}
