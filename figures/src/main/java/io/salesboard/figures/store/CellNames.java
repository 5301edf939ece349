package io.salesboard.figures.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.schemas.ResultKeys;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Reads the keys of cells, from their bytes and without anything made on the way: a start reads millions. They name some thousand
 * windows and ids; the last of these are remembered, so that the cells share them.
 */
final class CellNames {
    private static final byte[] PREFIX = ResultKeys.CELL.getBytes(UTF_8);
    private static final Names<Measure.Group> GROUPS = new Names<>(Measure.Group.class, Measure.Group::key);
    private static final Names<Scope> SCOPES = new Names<>(Scope.class, Scope::key);
    private static final Names<WindowUnit> UNITS = new Names<>(WindowUnit.class, WindowUnit::key);
    private static final int REMEMBERED_BITS = 14;

    private final WindowKey[] windows = new WindowKey[1 << REMEMBERED_BITS];
    private final String[] ids = new String[1 << REMEMBERED_BITS];

    /** Which cell it is. */
    record Name(WindowKey window, String id) {}

    /** The constants of an enum by their keys. */
    private static final class Names<E extends Enum<E>> {
        private final E[] constants;
        private final byte[][] keys;

        Names(Class<E> type, Function<E, String> key) {
            constants = type.getEnumConstants();
            keys = Arrays.stream(constants)
                    .map(one -> key.apply(one).getBytes(UTF_8))
                    .toArray(byte[][]::new);
        }

        /** The constant, or null. */
        E of(byte[] text, int from, int to) {
            for (int i = 0; i < keys.length; i++) {
                if (Arrays.equals(keys[i], 0, keys[i].length, text, from, to)) {
                    return constants[i];
                }
            }
            return null;
        }
    }

    /**
     * Reads a key, as {@link ResultKeys#cellOf} does.
     *
     * @return null for a cell of a group of measures this release does not know
     * @throws IllegalArgumentException when it is none of a cell, or its scope or window is unknown
     */
    Name of(byte[] key) {
        int scope = after(key, PREFIX.length);
        int id = after(key, scope);
        int start = key.length;
        while (start > id && key[start - 1] != '/') {
            start--;
        }
        int unit = Math.max(id, start - 1);
        while (unit > id && key[unit - 1] != '/') {
            unit--;
        }
        if (unit <= id) {
            throw unreadable(key);
        }
        Measure.Group itsGroup = GROUPS.of(key, PREFIX.length, scope - 1);
        if (itsGroup == null) {
            return null;
        }
        Scope itsScope = SCOPES.of(key, scope, id - 1);
        WindowUnit itsUnit = UNITS.of(key, unit, start - 1);
        if (itsScope == null || itsUnit == null) {
            throw unreadable(key);
        }
        return new Name(window(itsGroup, itsScope, itsUnit, number(key, start)), id(key, id, unit - 1));
    }

    /** The place after the next slash; the end where there is none. */
    private static int after(byte[] key, int from) {
        int at = from;
        while (at < key.length && key[at] != '/') {
            at++;
        }
        return Math.min(at + 1, key.length);
    }

    private static long number(byte[] key, int from) {
        boolean negative = from < key.length && key[from] == '-';
        long number = 0;
        for (int i = negative ? from + 1 : from; i < key.length; i++) {
            if (key[i] < '0' || key[i] > '9') {
                throw unreadable(key);
            }
            number = number * 10 + key[i] - '0';
        }
        return negative ? -number : number;
    }

    private WindowKey window(Measure.Group group, Scope scope, WindowUnit unit, long start) {
        int at = place((int) start * 1009 + (group.ordinal() * 31 + scope.ordinal()) * 31 + unit.ordinal());
        WindowKey known = windows[at];
        if (known == null
                || known.start() != start
                || known.group() != group
                || known.scope() != scope
                || known.unit() != unit) {
            windows[at] = new WindowKey(group, scope, unit, start);
        }
        return windows[at];
    }

    private String id(byte[] key, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + key[i];
        }
        int at = place(hash);
        if (!isAscii(ids[at], key, from, to)) {
            ids[at] = new String(key, from, to - from, UTF_8);
        }
        return ids[at];
    }

    /** Whether bytes are this text; texts with other letters than ASCII are not compared, and so not shared. */
    private static boolean isAscii(String text, byte[] key, int from, int to) {
        if (text == null || text.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i - from) != key[i]) {
                return false;
            }
        }
        return true;
    }

    private static int place(int hash) {
        return (hash * 0x9E3779B9) >>> (Integer.SIZE - REMEMBERED_BITS);
    }

    /** Says what is wrong with a key, which takes longer. */
    private static IllegalArgumentException unreadable(byte[] key) {
        ResultKeys.CellKey cell = ResultKeys.cellOf(new String(key, UTF_8));
        Scope.of(cell.scope());
        WindowUnit.of(cell.unit());
        return new IllegalArgumentException("'" + new String(key, UTF_8) + "' is no key of a cell");
    }
}
