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

    /** A text that was not sent, because it is stored out of line and did not change: the value before it stays. */
    public static final String UNCHANGED = "__salesboard_unchanged";

    private final Table table;
    private final String key;
    private final long lsn;
    private final long time;
    private final boolean present;
    private final String[] texts;
    private final long[] numbers;

    /**
     * @param table where it stands
     * @param key primary key as text, parts joined by a vertical bar
     * @param lsn position in its server's log
     * @param time when it came, in the event time of the job's reader
     * @param present false when the row is deleted, or cannot be true and so counts for nothing
     */
    public Row(Table table, String key, long lsn, long time, boolean present, String[] texts, long[] numbers) {
        this.table = table;
        this.key = key;
        this.lsn = lsn;
        this.time = time;
        this.present = present;
        this.texts = texts;
        this.numbers = numbers;
    }

    /** A row that is not there (any more). */
    public static Row absent(Table table, String key, long lsn, long time) {
        return new Row(table, key, lsn, time, false, new String[table.texts()], nulls(table.numbers()));
    }

    /** A present row whose columns are all NULL still. */
    public static Row empty(Table table, String key, long lsn, long time) {
        return new Row(table, key, lsn, time, true, new String[table.texts()], nulls(table.numbers()));
    }

    /** The same values at another position; they are shared, not copied. */
    public Row at(long otherLsn, long otherTime) {
        return new Row(table, key, otherLsn, otherTime, present, texts, numbers);
    }

    /** The same position, without the row. */
    public Row asAbsent() {
        return absent(table, key, lsn, time);
    }

    /** Whether a text was not sent and has to be taken from the row before it. */
    public boolean isPartial() {
        for (String text : texts) {
            if (UNCHANGED.equals(text)) {
                return true;
            }
        }
        return false;
    }

    /** This row with the texts that were not sent taken from {@code before}. */
    public Row completedBy(Row before) {
        if (!isPartial()) {
            return this;
        }
        String[] complete = texts.clone();
        for (int i = 0; i < complete.length; i++) {
            if (UNCHANGED.equals(complete[i])) {
                complete[i] = before.texts[i];
            }
        }
        return new Row(table, key, lsn, time, present, complete, numbers);
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

    public long time() {
        return time;
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
                && time == row.time
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
