package io.salesboard.jobs.results;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Table;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.jobs.state.Book;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.Cell;
import io.salesboard.schemas.Entity;
import io.salesboard.schemas.FrameMark;
import io.salesboard.schemas.ResultKeys;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.Topics;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Builds the records of the results topic. Not thread-safe: one per task. */
public final class Results {
    private static final int[] MEASURE_FIELDS = new int[Measure.COUNT];
    private static final int[] REACHED_FIELDS = new int[Book.ranked().length];

    static {
        for (Measure measure : Measure.values()) {
            MEASURE_FIELDS[measure.ordinal()] = field(measure.key());
        }
        Measure[] ranked = Book.ranked();
        for (int i = 0; i < ranked.length; i++) {
            REACHED_FIELDS[i] = field("reached_" + ranked[i].key());
        }
    }

    private final AvroFraming framing;

    public Results(SchemaRegistry registry) {
        this.framing = new AvroFraming(registry);
    }

    private static int field(String name) {
        return Cell.getClassSchema().getField(name).pos();
    }

    /** A record under a key of {@link ResultKeys}. */
    public Result of(String key, SpecificRecord value) throws IOException {
        return new Result(key, framing.encode(Topics.RESULTS.name(), value));
    }

    /** The whole value of a window. */
    public Result cell(Scope scope, String id, WindowUnit unit, long start, long version, long[] vector)
            throws IOException {
        Cell cell = new Cell();
        cell.setScope(scope.key());
        cell.setId(id);
        cell.setUnit(unit.key());
        cell.setStart(start);
        cell.setVersion(version);
        for (int i = 0; i < MEASURE_FIELDS.length; i++) {
            cell.put(MEASURE_FIELDS[i], vector[i]);
        }
        for (int i = 0; i < REACHED_FIELDS.length; i++) {
            cell.put(REACHED_FIELDS[i], vector[Measure.COUNT + i]);
        }
        return of(ResultKeys.cell(scope.key(), id, unit.key(), start), cell);
    }

    /** A window that is kept no longer. */
    public static Result cut(Scope scope, String id, Book.Touched window) {
        return new Result(ResultKeys.cell(scope.key(), id, window.unit().key(), window.start()), null);
    }

    /** A reference row, its columns as text. */
    public Result entity(Row row, long version) throws IOException {
        Map<String, String> columns = new HashMap<>();
        if (row.present()) {
            for (Table.Column column : row.table().columns()) {
                columns.put(column.name(), text(row, column));
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
    public Result mark(long version) throws IOException {
        return of(ResultKeys.MARK, new FrameMark(version));
    }

    private static String text(Row row, Table.Column column) {
        int slot = column.slot();
        return switch (column.type()) {
            case TEXT -> row.text(slot);
            case DECIMAL ->
                row.isNull(slot)
                        ? null
                        : BigDecimal.valueOf(row.number(slot), 4).toPlainString();
            case INTEGER -> row.isNull(slot) ? null : Long.toString(row.number(slot));
            case BOOLEAN -> row.isNull(slot) ? null : Boolean.toString(row.number(slot) == 1);
            case DATE ->
                row.isNull(slot) ? null : LocalDate.ofEpochDay(row.number(slot)).toString();
            case INSTANT ->
                row.isNull(slot)
                        ? null
                        : Instant.ofEpochMilli(row.number(slot) / 1000).toString();
        };
    }
}
