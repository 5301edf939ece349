package io.salesboard.jobs.operators;

import io.salesboard.core.contributions.Accounting;
import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Subject;
import io.salesboard.core.model.Table;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.BusinessClock;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.jobs.Frames;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.state.Delta;
import io.salesboard.jobs.state.Delta.Place;
import io.salesboard.jobs.state.Retention;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.Cell;
import io.salesboard.schemas.LeftOut;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** Words for the tests of operators. Times are milliseconds after {@link #T}, the frame of 10:00 in Saigon. */
final class Words {
    static final long T = Instant.parse("2026-11-23T03:00:00Z").toEpochMilli();
    static final long DAY = LocalDate.parse("2026-11-23").toEpochDay();
    static final int HOUR = (int) (T / 60_000);
    static final Accounting ACCOUNTING =
            new Accounting(new BusinessCalendar(ZoneId.of("Asia/Ho_Chi_Minh")), Currency.getInstance("VND"));

    /** Days and weeks are kept for that many days. */
    static final int DAYS_KEPT = 1100;

    private Words() {}

    static Retention retention(BusinessClock clock) {
        return new Retention(ACCOUNTING.calendar(), clock, DAYS_KEPT);
    }

    /** With its state where the job has it. */
    static void onDisk(AbstractStreamOperatorTestHarness<?> harness) {
        harness.setStateBackend(new EmbeddedRocksDBStateBackend(true));
    }

    /** How many entries the state of an operator has, timers not counted. */
    static int entries(AbstractStreamOperatorTestHarness<?> harness) {
        AbstractKeyedStateBackend<?> backend = (AbstractKeyedStateBackend<?>)
                ((AbstractStreamOperator<?>) harness.getOperator()).getKeyedStateBackend();
        return backend.numKeyValueStateEntries();
    }

    /** A row that came {@code after} milliseconds after {@link #T}; texts and numbers by column. */
    static Row row(Table table, String key, long lsn, long after, Object... columns) {
        Row row = Row.empty(table, key, lsn, time(after));
        for (int i = 0; i < columns.length; i += 2) {
            String column = (String) columns[i];
            if (columns[i + 1] instanceof String text) {
                row.set(table.textColumn(column), text);
            } else {
                row.set(table.numberColumn(column), ((Number) columns[i + 1]).longValue());
            }
        }
        return row;
    }

    static Row deleted(Table table, String key, long lsn, long after) {
        return Row.absent(table, key, lsn, time(after));
    }

    /** An order by a rep, completed at {@link #T}. */
    static ObjectRow order(long id, long lsn, long after, String rep) {
        return order(id, lsn, after, rep, 0);
    }

    /** An order by a rep, completed {@code completed} milliseconds after {@link #T}. */
    static ObjectRow order(long id, long lsn, long after, String rep, long completed) {
        Row row = row(
                Table.POS_ORDER,
                Long.toString(id),
                lsn,
                after,
                "rep_id",
                rep,
                "status",
                "completed",
                "currency",
                "VND",
                "completed_ts",
                (T + completed) * 1000);
        return new ObjectRow("order/" + id, row);
    }

    static ObjectRow line(long id, long order, long lsn, long after, long price) {
        Row row = row(
                Table.POS_ORDER_LINE,
                Long.toString(id),
                lsn,
                after,
                "order_id",
                Long.toString(order),
                "line_id",
                id,
                "qty",
                10_000,
                "unit_price",
                price * 10_000);
        return new ObjectRow("order/" + order, row);
    }

    static Delta delta(Scope scope, String id, long day, int hour, long after, Measure measure, long amount) {
        long[] sums = new long[measure.group().measures().size()];
        sums[measure.index()] = amount;
        return Delta.add(
                new Place(Subject.of(scope, id), measure.group(), WindowUnit.DAY, day, hour), time(after), sums);
    }

    /** The event time of the first step of the frame {@code after} milliseconds after {@link #T}. */
    static long time(long after) {
        return Frames.time(T + after, 0);
    }

    /** The watermark that closes that frame. */
    static long closing(long after) {
        return Frames.last(T + after);
    }

    /** {@code rep/an/2026-11-23: net 5}, in order. */
    static List<String> net(List<Delta> deltas) {
        return deltas.stream()
                .filter(delta -> delta.of(Measure.NET) != 0)
                .map(delta -> delta.place().scope().key() + "/"
                        + delta.place().subject().key() + "/"
                        + LocalDate.ofEpochDay(delta.place().start()) + ": " + delta.of(Measure.NET))
                .toList();
    }

    /** {@code left-out/pos_order/17 = missing_value since 0}, or {@code = gone}, in order; since when after {@link #T}. */
    static List<String> leftOut(Iterable<StreamRecord<Result>> results, AvroFraming framing) throws IOException {
        List<String> leftOut = new ArrayList<>();
        for (StreamRecord<Result> result : results) {
            String key = result.getValue().key();
            if (result.getValue().value() == null) {
                leftOut.add(key + " = gone");
            } else {
                LeftOut value = (LeftOut) framing.decode(result.getValue().value());
                leftOut.add(key + " = " + value.getReason() + " since " + (value.getSince() - T));
            }
        }
        return leftOut;
    }

    /** {@code cell/sales/rep/an/day/20780 = 5} of a measure, or {@code = cut}, in order; only of a unit. */
    static List<String> cells(Iterable<Result> results, AvroFraming framing, WindowUnit unit, Measure measure)
            throws IOException {
        List<String> cells = new ArrayList<>();
        for (Result result : results) {
            if (result.key().contains("/" + unit.key() + "/")) {
                String value = result.value() == null
                        ? "cut"
                        : String.valueOf(((Cell) framing.decode(result.value()))
                                .getValues()
                                .get(measure.index()));
                cells.add(result.key() + " = " + value);
            }
        }
        return cells;
    }
}
