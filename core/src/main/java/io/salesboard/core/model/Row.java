package io.salesboard.core.model;

import java.util.Arrays;

/**
 * One row of a canonical table at one position of the source's log, in compact form.
 *
 * <p>Mutable while it is decoded, then not changed any more.
 */
public final class Row {
    /** A number that is NULL. */
    public static final long NULL = Long.MIN_VALUE;

    private final Table table;
    private final String key;
    private final long lsn;
    private final long committed;
    private final boolean present;
    private final String[] texts;
    private final long[] numbers;

    /**
     * @param table where it stands
     * @param key primary key as text, parts joined by a vertical bar
     * @param lsn position in the source's log; an older position never replaces a newer one
     * @param committed commit time, epoch milliseconds
     * @param present false when the row is deleted, or cannot be true and so counts for nothing
     */
    public Row(Table table, String key, long lsn, long committed, boolean present, String[] texts, long[] numbers) {
        this.table = table;
        this.key = key;
        this.lsn = lsn;
        this.committed = committed;
        this.present = present;
        this.texts = texts;
        this.numbers = numbers;
    }

    /** A row that is not there (any more). */
    public static Row absent(Table table, String key, long lsn, long committed) {
        return new Row(table, key, lsn, committed, false, new String[table.texts()], nulls(table.numbers()));
    }

    /** A present row whose columns are all NULL still. */
    public static Row empty(Table table, String key, long lsn, long committed) {
        return new Row(table, key, lsn, committed, true, new String[table.texts()], nulls(table.numbers()));
    }

    /** The same values at another position; they are shared, not copied. */
    public Row at(long otherLsn, long otherCommitted) {
        return new Row(table, key, otherLsn, otherCommitted, present, texts, numbers);
    }

    /** The same position, without the row. */
    public Row asAbsent() {
        return absent(table, key, lsn, committed);
    }

    private static long[] nulls(int count) {
        long[] numbers = new long[count];
        Arrays.fill(numbers, NULL);
        return numbers;
    }

    public Table table() {
        return table;
    }

    public String key() {
        return key;
    }

    public long lsn() {
        return lsn;
    }

    public long committed() {
        return committed;
    }

    public boolean present() {
        return present;
    }

    /** A text column, or null. */
    public String text(int slot) {
        return texts[slot];
    }

    /** A number column, or {@link #NULL}. */
    public long number(int slot) {
        return numbers[slot];
    }

    /** A number column, or 0 where it is NULL. */
    public long numberOrZero(int slot) {
        return numbers[slot] == NULL ? 0 : numbers[slot];
    }

    public boolean isNull(int slot) {
        return numbers[slot] == NULL;
    }

    public void setText(int slot, String value) {
        texts[slot] = value;
    }

    public void setNumber(int slot, long value) {
        numbers[slot] = value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Row row
                && table == row.table
                && key.equals(row.key)
                && lsn == row.lsn
                && committed == row.committed
                && present == row.present
                && Arrays.equals(texts, row.texts)
                && Arrays.equals(numbers, row.numbers);
    }

    @Override
    public int hashCode() {
        return 31 * table.hashCode() + key.hashCode();
    }

    @Override
    public String toString() {
        return table.key() + " " + key + "@" + lsn + (present ? " " : " absent ") + Arrays.toString(texts)
                + Arrays.toString(numbers);
    }
}
