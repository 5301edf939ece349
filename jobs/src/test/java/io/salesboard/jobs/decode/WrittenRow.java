package io.salesboard.jobs.decode;

import io.salesboard.core.model.ColumnType;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * A random row of a table as Debezium may write it, and what has to be read from it.
 *
 * @param envelope with a writer schema of its own: nullable or not, ids as text or numbers, decimals of any scale
 * @param expected the row, or null where a value is beyond what a row keeps
 */
record WrittenRow(GenericRecord envelope, Row expected) {
    static final String KEY = "17";
    private static final long FIRST_SECOND =
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    /** Values to be written, in step with the schema. */
    private static final class Writer {
        private final Random random;
        private final Row row;
        private boolean readable = true;

        private Writer(Random random, Row row) {
            this.random = random;
            this.row = row;
        }
    }

    static WrittenRow of(Table table, Random random) {
        Schema schema = schema(table, random);
        long lsn = random.nextLong() >>> random.nextInt(64);
        long micros = random.nextLong() >> (10 + random.nextInt(50));
        GenericRecord envelope = new GenericData.Record(schema);
        envelope.put("op", "u");
        envelope.put("ts_ms", random.nextBoolean() ? null : 5L);
        GenericRecord source = new GenericData.Record(schema.getField("source").schema());
        source.put("version", "3.7.0.Final");
        source.put("lsn", lsn);
        source.put("ts_us", micros);
        envelope.put("source", source);
        Writer writer = new Writer(random, Row.empty(table, KEY, lsn, 0));
        if (random.nextInt(10) == 0) {
            envelope.put(
                    "before",
                    values(writer, schema.getField("before").schema().getTypes().get(1)));
            return new WrittenRow(envelope, writer.row.asAbsent());
        }
        envelope.put(
                "after",
                values(writer, schema.getField("after").schema().getTypes().get(1)));
        return new WrittenRow(envelope, writer.readable ? writer.row : null);
    }

    private static Schema schema(Table table, Random random) {
        String namespace = "pos.public." + table.key();
        var columns =
                SchemaBuilder.record("Value").namespace(namespace).fields().requiredString("not_read");
        for (Table.Column column : table.columns()) {
            Schema type = type(column.type(), random);
            boolean nullable = random.nextInt(3) > 0;
            columns = columns.name(column.name())
                    .type(nullable ? Schema.createUnion(Schema.create(Schema.Type.NULL), type) : type)
                    .noDefault()
                    .name("not_read_" + column.name())
                    .type(unread(random))
                    .noDefault();
        }
        Schema value = columns.endRecord();
        Schema source = SchemaBuilder.record("Source")
                .namespace("io.debezium.connector.postgresql")
                .fields()
                .requiredString("version")
                .optionalLong("lsn")
                .optionalLong("ts_us")
                .endRecord();
        return SchemaBuilder.record("Envelope")
                .namespace(namespace)
                .fields()
                .name("before")
                .type()
                .optional()
                .type(value)
                .name("after")
                .type()
                .optional()
                .type(value)
                .name("source")
                .type(source)
                .noDefault()
                .requiredString("op")
                .optionalLong("ts_ms")
                .endRecord();
    }

    private static Schema type(ColumnType type, Random random) {
        return switch (type) {
            case TEXT ->
                Schema.create(
                        new Schema.Type[] {Schema.Type.STRING, Schema.Type.INT, Schema.Type.LONG}[random.nextInt(3)]);
            case DECIMAL -> {
                int scale = random.nextInt(7);
                yield LogicalTypes.decimal(38, scale).addToSchema(Schema.create(Schema.Type.BYTES));
            }
            case INTEGER -> Schema.create(random.nextBoolean() ? Schema.Type.INT : Schema.Type.LONG);
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case DATE -> Schema.create(Schema.Type.INT);
            case INSTANT -> Schema.create(Schema.Type.STRING);
        };
    }

    private static Schema unread(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Schema.create(Schema.Type.DOUBLE);
            case 1 -> Schema.create(Schema.Type.FLOAT);
            case 2 -> Schema.create(Schema.Type.BYTES);
            case 3 -> Schema.create(Schema.Type.BOOLEAN);
            case 4 -> Schema.createUnion(Schema.create(Schema.Type.STRING), Schema.create(Schema.Type.NULL));
            default -> Schema.createFixed("f" + random.nextInt(1_000_000), null, "io.test", 3);
        };
    }

    private static GenericRecord values(Writer writer, Schema schema) {
        GenericRecord values = new GenericData.Record(schema);
        values.put("not_read", "đ");
        for (Table.Column column : writer.row.table().columns()) {
            Schema type = schema.getField(column.name()).schema();
            boolean nullable = type.getType() == Schema.Type.UNION;
            if (!nullable || writer.random.nextInt(4) > 0) {
                values.put(
                        column.name(),
                        value(writer, column, nullable ? type.getTypes().get(1) : type));
            }
            values.put(
                    "not_read_" + column.name(),
                    unreadValue(schema.getField("not_read_" + column.name()).schema()));
        }
        return values;
    }

    private static Object unreadValue(Schema schema) {
        return switch (schema.getType()) {
            case DOUBLE -> 1.5;
            case FLOAT -> 2.5f;
            case BYTES -> ByteBuffer.wrap(new byte[] {1, 2});
            case BOOLEAN -> true;
            case FIXED -> new GenericData.Fixed(schema, new byte[] {3, 4, 5});
            default -> null;
        };
    }

    private static Object value(Writer writer, Table.Column column, Schema type) {
        int slot = column.slot();
        Random random = writer.random;
        return switch (column.type()) {
            case TEXT -> {
                Object value = switch (type.getType()) {
                    case INT -> random.nextInt();
                    case LONG -> random.nextLong();
                    default -> text(random);
                };
                writer.row.setText(slot, value.toString());
                yield value;
            }
            case DECIMAL -> decimal(writer, slot, ((LogicalTypes.Decimal) type.getLogicalType()).getScale());
            case INTEGER -> {
                long value = type.getType() == Schema.Type.INT ? random.nextInt() : random.nextLong();
                writer.row.setNumber(slot, value);
                yield type.getType() == Schema.Type.INT ? (Object) (int) value : (Object) value;
            }
            case BOOLEAN -> {
                boolean value = random.nextBoolean();
                writer.row.setNumber(slot, value ? 1 : 0);
                yield value;
            }
            case DATE -> {
                int value = random.nextInt(80_000) - 40_000;
                writer.row.setNumber(slot, value);
                yield value;
            }
            case INSTANT -> instant(writer, slot);
        };
    }

    private static String text(Random random) {
        String letters = "aB1 -/|'\"<&đĐữ漢😀";
        int[] points = letters.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    /** One to sixteen bytes, both signs; half of them only look long, by leading bytes of the sign. */
    private static ByteBuffer decimal(Writer writer, int slot, int scale) {
        Random random = writer.random;
        int digits = 1 + random.nextInt(random.nextInt(4) == 0 ? 38 : 15);
        BigInteger unscaled = new BigDecimal(new BigInteger(4 * digits, random))
                .remainder(BigDecimal.TEN.pow(digits))
                .toBigInteger();
        if (scale > 4 && random.nextBoolean()) {
            unscaled = unscaled.divide(BigInteger.valueOf(100)).multiply(BigInteger.valueOf(100));
        }
        unscaled = random.nextBoolean() ? unscaled.negate() : unscaled;
        BigDecimal value = new BigDecimal(unscaled, scale).movePointRight(4);
        boolean kept = value.setScale(0, RoundingMode.DOWN).compareTo(value) == 0
                && value.toBigInteger().bitLength() <= 63;
        if (kept) {
            writer.row.setNumber(slot, value.longValueExact());
        } else {
            writer.readable = false;
        }
        byte[] bytes = unscaled.toByteArray();
        if (random.nextBoolean()) {
            byte[] padded = new byte[bytes.length + random.nextInt(17 - bytes.length)];
            Arrays.fill(padded, (byte) (bytes[0] < 0 ? -1 : 0));
            System.arraycopy(bytes, 0, padded, padded.length - bytes.length, bytes.length);
            bytes = padded;
        }
        return ByteBuffer.wrap(bytes);
    }

    private static String instant(Writer writer, int slot) {
        Random random = writer.random;
        long second = random.nextBoolean()
                ? random.nextInt()
                : FIRST_SECOND + (random.nextLong() >>> 1) % (LAST_SECOND - FIRST_SECOND);
        Instant at = Instant.ofEpochSecond(second, random.nextInt(1_000_000_000));
        int digits = random.nextInt(10);
        at = at.minusNanos(at.getNano() % (long) Math.pow(10, 9 - digits));
        writer.row.setNumber(slot, at.getEpochSecond() * 1_000_000 + at.getNano() / 1000);
        if (random.nextInt(4) == 0 && second > 0) {
            return at.atOffset(ZoneOffset.ofHours(7)).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        }
        return at.toString();
    }
}
