package io.salesboard.jobs.decode;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.schemas.QuarantineReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** Avro's own decoder: slower, but it reads every shape; {@link EnvelopeWalker} must agree with it. */
final class GenericDecoder implements EnvelopeDecoder {
    private final Table table;
    private final GenericDatumReader<GenericRecord> reader;

    GenericDecoder(Schema writer, Table table) {
        this.table = table;
        this.reader = new GenericDatumReader<>(writer);
    }

    @Override
    public DecodedRecord decode(String key, byte[] framed) {
        GenericRecord envelope = read(framed);
        GenericRecord source = (GenericRecord) envelope.get("source");
        long lsn = numberOrZero(source, "lsn");
        boolean truncated = envelope.hasField("op")
                && WriterSchema.TRUNCATE.equals(envelope.get("op").toString());
        Row row = Row.absent(table, key, lsn, 0);
        UnreadableException failure = null;
        GenericRecord after = table == Table.HEARTBEAT ? null : (GenericRecord) envelope.get("after");
        if (after != null) {
            row = Row.empty(table, key, lsn, 0);
            for (Table.Column column : table.columns()) {
                Schema.Field field = after.getSchema().getField(column.name());
                if (field != null && after.get(field.pos()) != null) {
                    try {
                        put(row, column, after.get(field.pos()), WriterSchema.notNull(field.schema()));
                    } catch (UnreadableException e) {
                        failure = e;
                    }
                }
            }
        }
        Object snapshot = source.hasField("snapshot") ? source.get("snapshot") : null;
        boolean inTransaction = source.hasField("txId") && source.get("txId") != null;
        return new DecodedRecord(
                truncated ? DecodedRecord.Kind.TRUNCATE : DecodedRecord.Kind.ROW,
                table,
                failure == null ? row : row.asAbsent(),
                lsn,
                Math.floorDiv(numberOrZero(source, "ts_us"), 1000L),
                inTransaction ? ((Number) source.get("txId")).longValue() : DecodedRecord.NO_TRANSACTION,
                snapshot == null ? DecodedRecord.Snapshot.NONE : DecodedRecord.Snapshot.of(snapshot.toString()),
                failure);
    }

    private static long numberOrZero(GenericRecord record, String field) {
        return record.hasField(field) && record.get(field) != null ? ((Number) record.get(field)).longValue() : 0;
    }

    private GenericRecord read(byte[] framed) {
        try {
            return reader.read(null, new BoundedDecoder(framed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(Row row, Table.Column column, Object value, Schema schema) throws UnreadableException {
        int slot = column.slot();
        switch (column.type()) {
            case TEXT -> row.setText(slot, Values.text(value.toString()));
            case DECIMAL -> row.setNumber(slot, Values.tenThousandths(decimal(value, schema, column), column.name()));
            case INTEGER -> row.setNumber(slot, whole(decimal(value, schema, column), column));
            case BOOLEAN -> row.setNumber(slot, Boolean.parseBoolean(value.toString()) ? 1 : 0);
            case DATE -> row.setNumber(slot, date(value, column));
            case INSTANT -> row.setNumber(slot, instant(value, schema, column));
        }
    }

    private static BigDecimal decimal(Object value, Schema schema, Table.Column column) throws UnreadableException {
        if (value instanceof ByteBuffer bytes) {
            int scale = WriterSchema.scaleOf(schema);
            if (scale >= 0) {
                return new BigDecimal(new BigInteger(copy(bytes)), scale);
            }
        } else if (value instanceof GenericRecord variable && variable.hasField("scale")) {
            return new BigDecimal(
                    new BigInteger(copy((ByteBuffer) variable.get("value"))),
                    ((Number) variable.get("scale")).intValue());
        } else if (value instanceof Integer || value instanceof Long) {
            return BigDecimal.valueOf(((Number) value).longValue());
        } else if (value instanceof CharSequence text) {
            try {
                return new BigDecimal(text.toString());
            } catch (NumberFormatException e) {
                throw new UnreadableException(
                        QuarantineReason.OUT_OF_RANGE, column.name() + " = '" + text + "' is not a number");
            }
        }
        throw unsupported(column, schema);
    }

    private static long whole(BigDecimal value, Table.Column column) throws UnreadableException {
        try {
            return value.longValueExact();
        } catch (ArithmeticException e) {
            throw new UnreadableException(
                    QuarantineReason.OUT_OF_RANGE, column.name() + " = " + value + " is no whole number of 64 bits");
        }
    }

    private static byte[] copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static long date(Object value, Table.Column column) throws UnreadableException {
        if (value instanceof Integer days) {
            return Values.day(days, column.name());
        }
        if (value instanceof CharSequence text) {
            try {
                return Values.day(
                        LocalDate.parse(text.toString().replaceFirst("Z$", "")).toEpochDay(), column.name());
            } catch (java.time.DateTimeException e) {
                throw new UnreadableException(
                        QuarantineReason.OUT_OF_RANGE, column.name() + " = '" + text + "' is not a date");
            }
        }
        throw new UnreadableException(QuarantineReason.UNSUPPORTED_COLUMN, column.name() + " is a " + value.getClass());
    }

    private static long instant(Object value, Schema schema, Table.Column column) throws UnreadableException {
        if (value instanceof CharSequence text) {
            return Values.micros(text.toString(), column.name());
        }
        throw unsupported(column, schema);
    }

    private static UnreadableException unsupported(Table.Column column, Schema schema) {
        return new UnreadableException(
                QuarantineReason.UNSUPPORTED_COLUMN,
                column.name() + " is written as " + schema + ", not as " + column.type());
    }
}
