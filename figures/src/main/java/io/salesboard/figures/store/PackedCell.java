package io.salesboard.figures.store;

import io.salesboard.schemas.Cell;
import java.util.Arrays;
import java.util.List;

/**
 * How a cell is held: its version, the number of its layout and its numbers, each in as few bytes as it needs. The board
 * holds millions of cells, and most numbers are small.
 */
final class PackedCell {
    private static final int LONGEST_NUMBER = 10;

    private PackedCell() {}

    /**
     * A cell as Avro writes it in binary: the same numbers in the same form, the count of values before them and an end after.
     *
     * @return null where it is not written in the plainest way; Avro has others
     * @throws IllegalArgumentException when it ends early
     */
    static byte[] ofAvro(byte[] record, int from) {
        try {
            Numbers numbers = new Numbers(record, from);
            numbers.next();
            numbers.next();
            int head = numbers.at;
            long count = numbers.next();
            int values = numbers.at;
            for (long i = 0; i < count; i++) {
                numbers.next();
            }
            int end = numbers.at;
            if (count <= 0 || record[end] != 0 || end + 1 != record.length) {
                return null;
            }
            byte[] cell = new byte[head - from + end - values];
            System.arraycopy(record, from, cell, 0, head - from);
            System.arraycopy(record, values, cell, head - from, end - values);
            return cell;
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("a cell ends early", e);
        }
    }

    static byte[] of(Cell cell) {
        List<Long> values = cell.getValues();
        byte[] bytes = new byte[(values.size() + 2) * LONGEST_NUMBER];
        int end = write(bytes, 0, cell.getVersion());
        end = write(bytes, end, cell.getLayout());
        for (long value : values) {
            end = write(bytes, end, value);
        }
        return Arrays.copyOf(bytes, end);
    }

    static long version(byte[] cell) {
        return new Numbers(cell, 0).next();
    }

    static int layout(byte[] cell) {
        Numbers numbers = new Numbers(cell, 0);
        numbers.next();
        return (int) numbers.next();
    }

    /** How many numbers {@link #values} has. */
    static int count(byte[] cell) {
        int count = -2;
        for (byte each : cell) {
            count += each >= 0 ? 1 : 0;
        }
        return count;
    }

    /** The numbers whose meaning the layout says. */
    static long[] values(byte[] cell) {
        Numbers numbers = new Numbers(cell, 0);
        int count = count(cell);
        numbers.next();
        numbers.next();
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = numbers.next();
        }
        return values;
    }

    /** Seven bits a byte, the lowest first, all but the last byte marked; the sign stands in the lowest bit. */
    private static int write(byte[] to, int at, long number) {
        long rest = (number << 1) ^ (number >> 63);
        int next = at;
        while ((rest & ~0x7FL) != 0) {
            to[next++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        to[next++] = (byte) rest;
        return next;
    }

    private static final class Numbers {
        private final byte[] bytes;
        private int at;

        Numbers(byte[] bytes, int from) {
            this.bytes = bytes;
            this.at = from;
        }

        long next() {
            long number = 0;
            int shift = 0;
            byte part;
            do {
                part = bytes[at++];
                number |= (part & 0x7FL) << shift;
                shift += 7;
            } while (part < 0);
            return (number >>> 1) ^ -(number & 1);
        }
    }
}
