package io.salesboard.datasets;

import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Changes as bytes, for a file that only this process reads: statements by number, parameters with their type. */
final class ChangeFormat {
    private static final byte NULL = 0;
    private static final byte TEXT = 1;
    private static final byte WHOLE = 2;
    private static final byte DECIMAL = 3;
    private static final byte TIME = 4;
    private static final byte DAY = 5;

    private final List<String> statements = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    void write(List<Change> changes, DataOutputStream out) throws IOException {
        out.writeInt(changes.size());
        for (Change change : changes) {
            out.writeInt(number(change.sql()));
            out.writeInt(change.parameters().size());
            for (Object parameter : change.parameters()) {
                write(parameter, out);
            }
        }
    }

    private int number(String sql) {
        return numbers.computeIfAbsent(sql, added -> {
            statements.add(added);
            return statements.size() - 1;
        });
    }

    private static void write(Object parameter, DataOutputStream out) throws IOException {
        if (parameter == null) {
            out.writeByte(NULL);
        } else if (parameter instanceof String text) {
            out.writeByte(TEXT);
            writeText(text, out);
        } else if (parameter instanceof Long whole) {
            out.writeByte(WHOLE);
            out.writeLong(whole);
        } else if (parameter instanceof BigDecimal decimal) {
            out.writeByte(DECIMAL);
            writeText(decimal.toString(), out);
        } else if (parameter instanceof Instant time) {
            out.writeByte(TIME);
            out.writeLong(time.getEpochSecond());
            out.writeInt(time.getNano());
        } else if (parameter instanceof LocalDate day) {
            out.writeByte(DAY);
            out.writeLong(day.toEpochDay());
        } else {
            throw new IllegalArgumentException("a parameter of " + parameter.getClass() + ": not a type of a data set");
        }
    }

    private static void writeText(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    List<Change> read(ByteBuffer in) {
        int size = in.getInt();
        List<Change> changes = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            String sql = statements.get(in.getInt());
            int count = in.getInt();
            List<Object> parameters = new ArrayList<>(count);
            for (int j = 0; j < count; j++) {
                parameters.add(readParameter(in));
            }
            changes.add(new Change(sql, parameters));
        }
        return changes;
    }

    private static Object readParameter(ByteBuffer in) {
        byte type = in.get();
        return switch (type) {
            case NULL -> null;
            case TEXT -> readText(in);
            case WHOLE -> in.getLong();
            case DECIMAL -> new BigDecimal(readText(in));
            case TIME -> Instant.ofEpochSecond(in.getLong(), in.getInt());
            case DAY -> LocalDate.ofEpochDay(in.getLong());
            default -> throw new IllegalStateException("type " + type + " in the file of events");
        };
    }

    private static String readText(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
