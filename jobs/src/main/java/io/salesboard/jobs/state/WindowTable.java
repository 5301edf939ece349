package io.salesboard.jobs.state;

import java.util.Arrays;

/**
 * The windows of one unit of one row, in the order of the calendar: sorted starts beside their vectors.
 *
 * <p>New windows come at the end nearly always, so an insert is an append; the oldest can be cut off like in a ring, but a
 * window far in the past or the future costs its own vector only.
 */
public final class WindowTable {
    private static final long[] NO_STARTS = {};
    private static final long[][] NO_VECTORS = {};

    private long[] starts = NO_STARTS;
    private long[][] vectors = NO_VECTORS;
    private int size;

    public int size() {
        return size;
    }

    public long start(int index) {
        return starts[index];
    }

    public long[] vector(int index) {
        return vectors[index];
    }

    /** The index of a window, or a negative number. */
    public int find(long start) {
        if (size > 0 && starts[size - 1] == start) {
            return size - 1;
        }
        return Arrays.binarySearch(starts, 0, size, start);
    }

    /** The vector of a window, made with {@code length} zeros where it is new. */
    public long[] at(long start, int length) {
        int index = find(start);
        if (index >= 0) {
            return vectors[index];
        }
        int place = -index - 1;
        if (size == starts.length) {
            int capacity = Math.max(4, size + (size >> 1));
            starts = Arrays.copyOf(starts, capacity);
            vectors = Arrays.copyOf(vectors, capacity);
        }
        System.arraycopy(starts, place, starts, place + 1, size - place);
        System.arraycopy(vectors, place, vectors, place + 1, size - place);
        starts[place] = start;
        vectors[place] = new long[length];
        size++;
        return vectors[place];
    }

    /** The vector of a window, or null where there is none; one whose first {@code length} numbers are all zero is taken out. */
    public long[] unlessZero(long start, int length) {
        int index = find(start);
        if (index < 0) {
            return null;
        }
        long[] vector = vectors[index];
        for (int i = 0; i < length; i++) {
            if (vector[i] != 0) {
                return vector;
            }
        }
        size--;
        System.arraycopy(starts, index + 1, starts, index, size - index);
        System.arraycopy(vectors, index + 1, vectors, index, size - index);
        vectors[size] = null;
        return null;
    }

    /** Cuts off the windows that start before {@code start}; returns their starts. */
    public long[] cutBefore(long start) {
        int keepFrom = 0;
        while (keepFrom < size && starts[keepFrom] < start) {
            keepFrom++;
        }
        if (keepFrom == 0) {
            return NO_STARTS;
        }
        long[] cut = Arrays.copyOf(starts, keepFrom);
        starts = Arrays.copyOfRange(starts, keepFrom, size);
        vectors = Arrays.copyOfRange(vectors, keepFrom, size);
        size -= keepFrom;
        return cut;
    }

    public WindowTable copy() {
        WindowTable copy = new WindowTable();
        copy.starts = Arrays.copyOf(starts, size);
        copy.vectors = new long[size][];
        for (int i = 0; i < size; i++) {
            copy.vectors[i] = vectors[i].clone();
        }
        copy.size = size;
        return copy;
    }
}
