package io.salesboard.schemas;

/** Keys of the results topic: readable text that names the kind of record first. */
public final class ResultKeys {
    /** The only key of frame marks. */
    public static final String MARK = "mark";

    private ResultKeys() {}

    /** {@code cell/rep/R001/month/20758}. */
    public static String cell(String scope, String id, String unit, long start) {
        return "cell/" + scope + "/" + id + "/" + unit + "/" + start;
    }

    /** {@code entity/rep/R001}. */
    public static String entity(String table, String key) {
        return "entity/" + table + "/" + key;
    }

    /** {@code deals/R001}. */
    public static String deals(String rep) {
        return "deals/" + rep;
    }

    /** {@code source/pos}. */
    public static String source(String source) {
        return "source/" + source;
    }
}
