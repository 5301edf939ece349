package io.salesboard.sources;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * Values of a size Kafka always takes: PostgreSQL holds texts of up to a gigabyte, and one record too large ends the producer.
 * What is cut is never mistaken for the value: the job lists a row with a text of over a thousand characters as left out.
 */
final class SizeLimit {
    /** Characters of a text, bytes of a byte array. */
    static final int MOST = 10_000;

    /** Elements of an array or a map. */
    static final int MOST_ELEMENTS = 10;

    private SizeLimit() {}

    /** The value itself, or its beginning. */
    static Object of(Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value; // most are; asking whether they are a list or a map takes longest where the answer is no
        }
        if (value instanceof String text) {
            return text.length() <= MOST ? text : cut(text);
        }
        if (value instanceof byte[] bytes) {
            return bytes.length <= MOST ? bytes : Arrays.copyOf(bytes, MOST);
        }
        if (value instanceof ByteBuffer bytes) {
            return bytes.remaining() <= MOST ? bytes : bytes.slice(bytes.position(), MOST);
        }
        if (value instanceof List<?> list) {
            return list.stream().limit(MOST_ELEMENTS).map(SizeLimit::of).collect(Collectors.toList());
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.entrySet().stream()
                    .limit(MOST_ELEMENTS)
                    .forEach(entry -> copy.put(of(entry.getKey()), of(entry.getValue())));
            return copy;
        }
        if (value instanceof Struct struct) {
            Struct copy = new Struct(struct.schema());
            for (Field field : struct.schema().fields()) {
                copy.put(field, of(struct.getWithoutDefault(field.name())));
            }
            return copy;
        }
        return value;
    }

    /** The hash keeps two long keys with the same beginning apart; the sign before it makes the text no number. */
    private static String cut(String text) {
        return text.substring(0, MOST) + "…" + HexFormat.of().toHexDigits(text.hashCode());
    }
}
