package io.salesboard.schemas;

import java.nio.charset.StandardCharsets;

/** Keys of the results topic: readable text that names the kind of record first; and what tombstones say besides. */
public final class ResultKeys {
    /** The only key of frame marks. */
    public static final String MARK = "mark";

    /** The only key of what the reader does right now. */
    public static final String READING = "reading";

    /** What the keys of each kind of record begin with. */
    public static final String CELL = "cell/";

    public static final String LAYOUT = "layout/";
    public static final String ENTITY = "entity/";
    public static final String DEALS = "deals/";
    public static final String CORRECTIONS = "corrections/";
    public static final String LEFT_OUT = "left-out/";

    /** Whole objects are left out under this name, in the place of a table's: {@code left-out/object/order/17}. */
    public static final String OBJECT = "object";

    /** The header in which a tombstone says with which frame its key is gone. */
    public static final String FRAME_HEADER = "frame";

    private ResultKeys() {}

    /** What stands in the header of a tombstone. */
    public static byte[] frameHeader(long frame) {
        return Long.toString(frame).getBytes(StandardCharsets.US_ASCII);
    }

    /** The frame that stands in the header of a tombstone. */
    public static long frameOf(byte[] header) {
        return Long.parseLong(new String(header, StandardCharsets.US_ASCII));
    }

    /** {@code cell/sales/rep/R001/month/20758}. */
    public static String cell(String group, String scope, String id, String unit, long start) {
        return CELL + group + "/" + scope + "/" + id + "/" + unit + "/" + start;
    }

    /** The parts of a cell's key. */
    public record CellKey(String group, String scope, String id, String unit, long start) {}

    /**
     * Takes a key of {@link #cell} apart. An id may hold slashes; the other parts do not.
     *
     * @throws IllegalArgumentException when it is no such key
     */
    public static CellKey cellOf(String key) {
        int scope = key.indexOf('/', CELL.length()) + 1;
        int id = key.indexOf('/', scope) + 1;
        int start = key.lastIndexOf('/') + 1;
        int unit = key.lastIndexOf('/', start - 2) + 1;
        if (scope == 0 || id == 0 || unit <= id) {
            throw new IllegalArgumentException(
                    "'" + key + "' is no key of a cell: cell/<group>/<scope>/<id>/<unit>/<start>");
        }
        return new CellKey(
                key.substring(CELL.length(), scope - 1),
                key.substring(scope, id - 1),
                key.substring(id, unit - 1),
                key.substring(unit, start - 1),
                Long.parseLong(key.substring(start)));
    }

    /** {@code layout/1063}. */
    public static String layout(int number) {
        return LAYOUT + number;
    }

    /** {@code entity/rep/R001}. */
    public static String entity(String table, String key) {
        return ENTITY + table + "/" + key;
    }

    /** {@code deals/R001}. */
    public static String deals(String rep) {
        return DEALS + rep;
    }

    /** {@code corrections/R001}. */
    public static String corrections(String rep) {
        return CORRECTIONS + rep;
    }

    /** {@code left-out/pos_order/17}. */
    public static String leftOut(String table, String key) {
        return LEFT_OUT + table + "/" + key;
    }
}
