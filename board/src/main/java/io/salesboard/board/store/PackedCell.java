package io.salesboard.board.store;

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
        return new Numbers(cell).next();
    }

    static int layout(byte[] cell) {
        Numbers numbers = new Numbers(cell);
        numbers.next();
        return (int) numbers.next();
    }

    /** The numbers whose meaning the layout says. */
    static long[] values(byte[] cell) {
        Numbers numbers = new Numbers(cell);
        int count = numbers.count() - 2;
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

        Numbers(byte[] bytes) {
            this.bytes = bytes;
        }

        int count() {
            int count = 0;
            for (byte each : bytes) {
                count += each >= 0 ? 1 : 0;
            }
            return count;
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
