package io.salesboard.jobs.results;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Subject;
import io.salesboard.core.model.Table;
import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.jobs.decode.UnreadableException;
import io.salesboard.jobs.state.CellSums;
import io.salesboard.jobs.state.CellWindow;
import io.salesboard.schemas.Alert;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.Cell;
import io.salesboard.schemas.Corrections;
import io.salesboard.schemas.Entity;
import io.salesboard.schemas.FrameMark;
import io.salesboard.schemas.Layout;
import io.salesboard.schemas.LeftOut;
import io.salesboard.schemas.QuarantinedRecord;
import io.salesboard.schemas.Reading;
import io.salesboard.schemas.RepDeals;
import io.salesboard.schemas.ResultKeys;
import io.salesboard.schemas.RuleBook;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.SourceProgress;
import io.salesboard.schemas.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Builds the records of the results topic. Not thread-safe: one per task. */
public final class Results {
    /** A quarantined record is a little larger than the record, and Kafka takes up to a megabyte. */
    private static final int MOST_BYTES = 1_000_000;

    private static final List<Schema> SCHEMAS = List.of(
            Layout.getClassSchema(),
            Cell.getClassSchema(),
            Entity.getClassSchema(),
            FrameMark.getClassSchema(),
            LeftOut.getClassSchema(),
            Reading.getClassSchema(),
            RepDeals.getClassSchema(),
            Corrections.getClassSchema());

    private final AvroFraming framing;

    public Results(SchemaRegistry registry) {
        this.framing = new AvroFraming(registry);
    }

    /** The registry's numbers of all that stands in the topic: others mean that what stands there cannot be read any more. */
    public String numbers() throws IOException {
        StringJoiner numbers = new StringJoiner(",");
        for (Schema schema : SCHEMAS) {
            numbers.add(Integer.toString(framing.number(Topics.RESULTS.name(), schema)));
        }
        return numbers.toString();
    }

    /** A record under a key of {@link ResultKeys}. */
    public Result of(String key, SpecificRecord value) throws IOException {
        return new Result(key, framing.encode(Topics.RESULTS.name(), value));
    }

    /** Makes the schemas of the topic of alerts known to the registry, so that none has to be when an alert is raised. */
    public void registerAlerts() throws IOException {
        framing.number(Topics.ALERTS.name(), Alert.getClassSchema());
        framing.number(Topics.ALERTS.name(), RuleBook.getClassSchema());
    }

    /** A record of the topic of alerts. */
    public Result ofAlerts(String key, SpecificRecord value) throws IOException {
        return new Result(key, framing.encode(Topics.ALERTS.name(), value));
    }

    /** What the values of cells are. */
    public Result layout(int days) throws IOException {
        return of(ResultKeys.layout(CellLayout.NUMBER), CellLayout.layout(days));
    }

    /** The whole value of a cell; null where it is gone. */
    public Result cell(Subject subject, CellWindow window, CellSums cell, long frame) throws IOException {
        String key = ResultKeys.cell(
                window.group().key(),
                subject.scope().key(),
                subject.key(),
                window.unit().key(),
                window.start());
        return cell == null ? gone(key, frame) : of(key, new Cell(frame, CellLayout.NUMBER, values(cell)));
    }

    private static List<Long> values(CellSums cell) {
        List<Long> values = new ArrayList<>(cell.sums().length + cell.reached().length);
        for (long sum : cell.sums()) {
            values.add(sum);
        }
        for (long frame : cell.reached()) {
            values.add(frame);
        }
        return values;
    }

    /** A reference row, its columns as text. */
    public Result entity(Row row, long version) throws IOException {
        Map<String, String> columns = new HashMap<>();
        if (row.present()) {
            for (Table.Column column : row.table().columns()) {
                columns.put(column.name(), row.shown(column));
            }
        }
        Entity entity = Entity.newBuilder()
                .setTable(row.table().key())
                .setKey(row.key())
                .setVersion(version)
                .setDeleted(!row.present())
                .setColumns(columns)
                .build();
        return of(ResultKeys.entity(row.table().key(), row.key()), entity);
    }

    /** The end of a frame. */
    public Result mark(long version, long closed, List<SourceProgress> sources) throws IOException {
        return of(ResultKeys.MARK, new FrameMark(version, closed, sources));
    }

    /** What the reader does right now. */
    public Result reading(Reading reading) throws IOException {
        return of(ResultKeys.READING, reading);
    }

    /** A row, or a whole object, that figures miss. */
    public Result leftOut(String table, String key, long version, String reason, String detail, long since)
            throws IOException {
        return of(ResultKeys.leftOut(table, key), new LeftOut(table, key, version, reason, detail, since));
    }

    /** What stands under a key is no more, from a frame on. */
    public static Result gone(String key, long frame) {
        return new Result(key, null, frame);
    }

    /** A record for the quarantine topic, with all that is needed to look into it. */
    public Result quarantined(RawRecord record, UnreadableException why) throws IOException {
        QuarantinedRecord value = QuarantinedRecord.newBuilder()
                .setReason(why.reason().key())
                .setDetail(why.getMessage())
                .setTopic(record.topic())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .setTimestamp(record.timestamp())
                .setKey(kept(record.key()))
                .setValue(kept(record.value()))
                .build();
        return new Result(null, framing.encode(Topics.QUARANTINE.name(), value));
    }

    private static ByteBuffer kept(byte[] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, MOST_BYTES));
    }
}
