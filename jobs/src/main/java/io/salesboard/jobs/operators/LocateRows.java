package io.salesboard.jobs.operators;

import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.model.Parent;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.jobs.Frames;
import io.salesboard.jobs.read.Change;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.schemas.QuarantineReason;
import io.salesboard.schemas.ResultKeys;
import io.salesboard.schemas.SchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.BooleanSerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Remembers of every row where it stands and which object it belongs to, and sends what really changed there. So a repeated or
 * older copy goes nowhere, a deletion finds the object although it does not name it, a part that moves leaves its old object,
 * and when a table is emptied, or a new snapshot does not bring a row again, the row goes.
 *
 * <p>Positions are compared within one snapshot of a source and what follows it; of rows from different ones the later in the
 * topic counts. A row that cannot be counted is sent as absent and said to be left out, until it is corrected or deleted.
 *
 * <p><b>State</b>: per part of a table and row its {@link RowMemory}; of deleted rows for some days, as long as there is
 * room for them. <b>Timers</b>: event time,
 * one per part and hour with deleted rows. <b>Restart</b>: repeats nothing that its receivers do not repeat too. <b>Price</b>:
 * a copy of a deleted row that is replayed after its memory is cleared comes back; see {@code deleted-row-retention}
 * and {@code deleted-row-memory-mib}.
 */
public final class LocateRows extends KeyedProcessFunction<Integer, Change, ObjectRow> {
    private static final long serialVersionUID = 1L;
    private static final long HOUR = Duration.ofHours(1).toMillis();

    /** What is remembered of a deleted row, with its place in the order of deletion: both keys, and the values. */
    private static final long DELETED_ROW_BYTES = 128;

    /** Rows of these tables are also wanted whole, by their own key. */
    private final OutputTag<Change> entities;

    private final OutputTag<Result> leftOut;
    private final URI registry;
    private final Duration deletedRowRetention;
    private final long mostDeleted;
    private transient MapState<String, RowMemory> state;
    /** Rows that are deleted, the oldest first. */
    private transient MapState<Deletion, Boolean> deletions;

    private transient ValueState<Integer> deletedCount;
    private transient Results results;

    /** @param deletedRowMemory how much is remembered of a table's deleted rows, bytes, about */
    public LocateRows(
            URI registry,
            Duration deletedRowRetention,
            long deletedRowMemory,
            OutputTag<Change> entities,
            OutputTag<Result> leftOut) {
        this.registry = registry;
        this.deletedRowRetention = deletedRowRetention;
        this.mostDeleted = Math.max(1, deletedRowMemory / Change.BUCKETS / DELETED_ROW_BYTES);
        this.entities = entities;
        this.leftOut = leftOut;
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getMapState(new MapStateDescriptor<>("rows", Types.STRING, RowMemory.TYPE));
        deletions = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "deletions", Deletion.Serializer.INSTANCE, BooleanSerializer.INSTANCE));
        deletedCount = getRuntimeContext().getState(new ValueStateDescriptor<>("deleted", Types.INT));
        results = new Results(new SchemaRegistry(registry));
    }

    @Override
    public void processElement(Change change, Context context, Collector<ObjectRow> out) throws Exception {
        switch (change.kind()) {
            case ROW -> row(change, context, out);
            case TRUNCATE -> takeAway(change, change.row().time(), Long.MAX_VALUE, context, out);
            case SWEEP -> takeAway(change, context.timestamp(), change.row().time(), context, out);
            case AGAIN -> again(change, context);
            case AGAIN_OBJECT ->
                out.collect(ObjectRow.again(change.row().key(), change.row().time()));
        }
    }

    private void row(Change change, Context context, Collector<ObjectRow> out) throws Exception {
        Row row = change.row();
        RowMemory known = state.get(row.key());
        if (known != null && known.server() == change.server() && row.lsn() != 0 && row.lsn() < known.lsn()) {
            return;
        }
        Change.LeftOutReason why = change.leftOut();
        if (row.present() && row.isPartial() && !isKnownThere(row, known)) {
            why = new Change.LeftOutReason(
                    QuarantineReason.VALUE_UNKNOWN.key(),
                    row.table().key() + " " + row.key() + ": an unchanged long text was not sent, and its value is not"
                            + " known any more; read the database again");
            row = row.asAbsent();
        }
        move(change, row, known, why, context, out);
    }

    /** Whether the object that a row goes to has its version before; one that moves to another object finds none there. */
    private static boolean isKnownThere(Row row, RowMemory known) {
        return known != null && known.object() != null && known.object().equals(objectOf(row, known.object()));
    }

    /** Puts the row where it belongs now, takes it away from where it was, and remembers. */
    private void move(
            Change change,
            Row row,
            RowMemory known,
            Change.LeftOutReason why,
            Context context,
            Collector<ObjectRow> out)
            throws Exception {
        String before = known == null ? null : known.object();
        String now = row.present() ? objectOf(row, before) : null;
        if (before != null && !before.equals(now)) {
            send(before, row.asAbsent(), context, out);
        }
        if (now != null) {
            send(now, row, context, out);
        }
        boolean comparable = known != null && known.server() == change.server();
        long lsn = row.lsn() == 0 && comparable ? known.lsn() : row.lsn();
        boolean wasLeftOut = known != null && known.leftOut() != null;
        RowMemory.LeftOutSince since = why == null
                ? null
                : new RowMemory.LeftOutSince(why, wasLeftOut ? known.leftOut().since() : row.time());
        state.put(row.key(), new RowMemory(now, change.server(), lsn, row.time(), since));
        if (since != null) {
            tellLeftOut(row.table(), row.key(), since, Frames.of(row.time()), context);
        } else if (wasLeftOut) {
            tellNotLeftOut(row, context);
        }
        if (now == null && since == null) {
            forgetLater(row, context);
        }
    }

    /** Where a row does not say itself which object it belongs to, it is the one it belonged to. */
    private static String objectOf(Row row, String before) {
        String object = Catalogue.OBJECTS.keyOf(row);
        return object.contains(Row.UNCHANGED) ? before : object;
    }

    /** Rows that came before {@code since} are gone. */
    private void takeAway(Change all, long time, long since, Context context, Collector<ObjectRow> out)
            throws Exception {
        List<Map.Entry<String, RowMemory>> gone = new ArrayList<>();
        for (Map.Entry<String, RowMemory> entry : state.entries()) {
            RowMemory known = entry.getValue();
            if (known.isThere() && known.seen() < since && !isYounger(known, all)) {
                gone.add(entry);
            }
        }
        for (Map.Entry<String, RowMemory> entry : gone) {
            Row absent = Row.absent(all.row().table(), entry.getKey(), all.row().lsn(), time);
            move(all, absent, entry.getValue(), null, context, out);
        }
    }

    /** Whether a row was written after its table was emptied, and that comes once more. */
    private static boolean isYounger(RowMemory known, Change all) {
        long lsn = all.row().lsn();
        return known.server() == all.server() && lsn != 0 && known.lsn() > lsn;
    }

    private void tellNotLeftOut(Row row, Context context) {
        context.output(leftOut, Results.gone(ResultKeys.leftOut(row.table().key(), row.key()), Frames.of(row.time())));
    }

    private void again(Change change, Context context) throws Exception {
        Row row = change.row();
        if (row.table().role() == Table.Role.REFERENCE) {
            context.output(entities, change);
        }
        RowMemory known = state.get(row.key());
        if (known != null && known.leftOut() != null) {
            tellLeftOut(row.table(), row.key(), known.leftOut(), Frames.of(row.time()), context);
        } else {
            tellNotLeftOut(row, context);
        }
    }

    private void send(String object, Row row, Context context, Collector<ObjectRow> out) {
        if (row.table().role() != Table.Role.REFERENCE) {
            out.collect(new ObjectRow(object, row));
            return;
        }
        context.output(entities, Change.ofRow(0, row, null));
        if (Parent.isToldBy(row.table())) {
            out.collect(new ObjectRow(object, row));
        }
    }

    private void tellLeftOut(Table table, String key, RowMemory.LeftOutSince since, long frame, Context context)
            throws IOException {
        context.output(
                leftOut,
                results.leftOut(
                        table.key(),
                        key,
                        frame,
                        since.why().reason(),
                        since.why().detail(),
                        Frames.of(since.since())));
    }

    private void forgetLater(Row row, Context context) throws Exception {
        deletions.put(new Deletion(row.time(), row.key()), true);
        int count = deletedCount.value() == null ? 1 : deletedCount.value() + 1;
        deletedCount.update(count);
        if (count > mostDeleted) {
            forget(Long.MAX_VALUE, count - mostDeleted * 3 / 4);
        }
        long due = Frames.of(row.time()) + deletedRowRetention.toMillis();
        context.timerService().registerEventTimeTimer(Frames.notBefore((due / HOUR + 1) * HOUR));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ObjectRow> out) throws Exception {
        forget(Frames.notBefore(Frames.of(timestamp) - deletedRowRetention.toMillis()), Long.MAX_VALUE);
    }

    /** Forgets rows that were deleted before {@code until}, the oldest {@code most} of them. */
    private void forget(long until, long most) throws Exception {
        List<Deletion> due = new ArrayList<>();
        for (Deletion deletion : deletions.keys()) {
            if (deletion.time() >= until || due.size() >= most) {
                break; // they stand in order
            }
            due.add(deletion);
        }
        for (Deletion deletion : due) {
            deletions.remove(deletion);
            RowMemory known = state.get(deletion.key());
            if (known != null && !known.isThere() && known.seen() == deletion.time()) {
                state.remove(deletion.key());
            }
        }
        int left = (deletedCount.value() == null ? 0 : deletedCount.value()) - due.size();
        deletedCount.update(left == 0 ? null : left);
    }
}
