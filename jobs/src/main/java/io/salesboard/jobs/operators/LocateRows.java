package io.salesboard.jobs.operators;

import io.salesboard.core.contributions.Contributor;
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
import org.apache.flink.api.common.typeinfo.Types;
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
 * <p><b>State</b>: per part of a table and row its {@link Located}; of deleted rows for some days. <b>Timers</b>: event time,
 * one per part and hour with deleted rows. <b>Restart</b>: repeats nothing that its receivers do not repeat too. <b>Price</b>:
 * a copy of a deleted row that is replayed after its memory is cleared comes back; see {@code deleted-row-retention}.
 */
public final class LocateRows extends KeyedProcessFunction<Integer, Change, ObjectRow> {
    private static final long serialVersionUID = 1L;
    private static final long HOUR = Duration.ofHours(1).toMillis();

    /** Rows of these tables are also wanted whole, by their own key. */
    private final OutputTag<Change> entities;

    private final OutputTag<Result> leftOut;
    private final URI registry;
    private final Duration deletedRowRetention;
    private transient MapState<String, Located> state;
    private transient Results results;

    public LocateRows(
            URI registry, Duration deletedRowRetention, OutputTag<Change> entities, OutputTag<Result> leftOut) {
        this.registry = registry;
        this.deletedRowRetention = deletedRowRetention;
        this.entities = entities;
        this.leftOut = leftOut;
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getMapState(new MapStateDescriptor<>("rows", Types.STRING, Located.TYPE));
        results = new Results(new SchemaRegistry(registry));
    }

    @Override
    public void processElement(Change change, Context context, Collector<ObjectRow> out) throws Exception {
        switch (change.kind()) {
            case ROW -> row(change, context, out);
            case TRUNCATE -> takeAway(change, change.row().time(), Long.MAX_VALUE, context, out);
            case SWEEP -> takeAway(change, context.timestamp(), change.row().time(), context, out);
            case AGAIN -> again(change, context);
        }
    }

    private void row(Change change, Context context, Collector<ObjectRow> out) throws Exception {
        Row row = change.row();
        Located known = state.get(row.key());
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
    private static boolean isKnownThere(Row row, Located known) {
        return known != null && known.object() != null && known.object().equals(objectOf(row, known.object()));
    }

    /** Puts the row where it belongs now, takes it away from where it was, and remembers. */
    private void move(
            Change change, Row row, Located known, Change.LeftOutReason why, Context context, Collector<ObjectRow> out)
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
        Located.LeftOutSince since = why == null
                ? null
                : new Located.LeftOutSince(why, wasLeftOut ? known.leftOut().since() : row.time());
        state.put(row.key(), new Located(now, change.server(), lsn, row.time(), since));
        if (since != null) {
            tellLeftOut(row.table(), row.key(), since, Frames.of(row.time()), context);
        } else if (wasLeftOut) {
            tellNotLeftOut(row, context);
        }
        if (now == null && since == null) {
            forgetLater(row.time(), context);
        }
    }

    /** Where a row does not say itself which object it belongs to, it is the one it belonged to. */
    private static String objectOf(Row row, String before) {
        String object = Contributor.objectOf(row);
        return object.contains(Row.UNCHANGED) ? before : object;
    }

    /** Rows that came before {@code since} are gone. */
    private void takeAway(Change all, long time, long since, Context context, Collector<ObjectRow> out)
            throws Exception {
        List<Map.Entry<String, Located>> gone = new ArrayList<>();
        for (Map.Entry<String, Located> entry : state.entries()) {
            Located known = entry.getValue();
            if (known.isThere() && known.seen() < since && !isYounger(known, all)) {
                gone.add(entry);
            }
        }
        for (Map.Entry<String, Located> entry : gone) {
            Row absent = Row.absent(all.row().table(), entry.getKey(), all.row().lsn(), time);
            move(all, absent, entry.getValue(), null, context, out);
        }
    }

    /** Whether a row was written after its table was emptied, and that comes once more. */
    private static boolean isYounger(Located known, Change all) {
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
        Located known = state.get(row.key());
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
        if (Contributor.isTimeline(row.table())) {
            out.collect(new ObjectRow(object, row));
        }
    }

    private void tellLeftOut(Table table, String key, Located.LeftOutSince since, long frame, Context context)
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

    private void forgetLater(long time, Context context) {
        long due = Frames.of(time) + deletedRowRetention.toMillis();
        context.timerService().registerEventTimeTimer(Frames.notBefore((due / HOUR + 1) * HOUR));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ObjectRow> out) throws Exception {
        long forgotten = Frames.notBefore(Frames.of(timestamp) - deletedRowRetention.toMillis());
        List<String> due = new ArrayList<>();
        for (Map.Entry<String, Located> entry : state.entries()) {
            if (!entry.getValue().isThere() && entry.getValue().seen() < forgotten) {
                due.add(entry.getKey());
            }
        }
        for (String key : due) {
            state.remove(key);
        }
    }
}
