package io.salesboard.figures.store;

import java.util.Arrays;
import java.util.Set;

/**
 * The last of each cell that stood in the topic at the start, until all are there.
 *
 * <p>A topic holds many versions of what changes often, and each that comes looks for the one before: in one flat table
 * that is two or three places of memory, in the nodes of the state ten. Measured with five million records of 1.6 million cells, that is
 * most of the time a start takes.
 */
final class LoadedCells {
    private static final byte[] GONE = new byte[0];

    /** Window, id and cell by turns; a free place has none of them. At most two thirds are taken. */
    private Object[] table = new Object[3 << 12];

    private int taken;

    /** @param cell null where it is gone */
    void put(WindowKey window, String id, byte[] cell) {
        int at = find(window, id);
        if (table[at] == null) {
            if (++taken * 3 > table.length / 3 * 2) {
                grow();
                at = find(window, id);
            }
            table[at] = window;
            table[at + 1] = id;
        }
        table[at + 2] = cell == null ? GONE : cell;
    }

    private int find(WindowKey window, String id) {
        int places = table.length / 3;
        int hash = (window.hashCode() * 31 + id.hashCode()) * 0x9E3779B9;
        int place = hash >>> (Integer.numberOfLeadingZeros(places) + 1);
        while (table[3 * place] != null && !is(3 * place, window, id)) {
            place = (place + 1) & (places - 1);
        }
        return 3 * place;
    }

    private boolean is(int at, WindowKey window, String id) {
        return (table[at] == window || table[at].equals(window)) && table[at + 1].equals(id);
    }

    private void grow() {
        Object[] full = table;
        table = new Object[2 * full.length];
        for (int i = 0; i < full.length; i += 3) {
            if (full[i] != null) {
                int at = find((WindowKey) full[i], (String) full[i + 1]);
                System.arraycopy(full, i, table, at, 3);
            }
        }
    }

    /**
     * Puts all into a state, window by window, so that the nodes at work are few.
     *
     * @param missing layouts without which a cell cannot be read: such are left out
     * @return how many were left out
     */
    long into(StateEdit edit, Set<Integer> missing) {
        long[] order = new long[taken];
        int count = 0;
        for (int i = 0; i < table.length; i += 3) {
            if (table[i] != null) {
                order[count++] = ((long) table[i].hashCode() << Integer.SIZE) | i;
            }
        }
        Arrays.sort(order, 0, count);
        long left = 0;
        for (long each : order) {
            int at = (int) each;
            byte[] cell = (byte[]) table[at + 2];
            if (cell == GONE) {
                continue;
            }
            if (!missing.isEmpty() && missing.contains(PackedCell.layout(cell))) {
                left++;
            } else {
                edit.putCell((WindowKey) table[at], (String) table[at + 1], cell);
            }
        }
        return left;
    }
}
