package io.salesboard.core.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
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

    /** The text of a column, or null. */
    public String text(TextColumn column) {
        return texts[slot(column.table(), column.slot())];
    }

    /**
     * The number of a column.
     *
     * @throws IllegalStateException when it is NULL: ask {@link #isNull(NumberColumn)} before, or for {@link #numberOrZero}
     */
    public long number(NumberColumn column) {
        long number = numbers[slot(column.table(), column.slot())];
        if (number == NULL) {
            throw new IllegalStateException("number " + column.slot() + " of " + this + " is NULL");
        }
        return number;
    }

    /** The number of a column, or 0 where it is NULL. */
    public long numberOrZero(NumberColumn column) {
        return isNull(column) ? 0 : numbers[column.slot()];
    }

    public boolean isNull(NumberColumn column) {
        return numbers[slot(column.table(), column.slot())] == NULL;
    }

    private int slot(Table of, int slot) {
        if (of != table) {
            throw new IllegalStateException("a column of " + of.key() + " is asked of " + this);
        }
        return slot;
    }

    /** Sets a column while the row is made. */
    public Row set(TextColumn column, String value) {
        texts[slot(column.table(), column.slot())] = value;
        return this;
    }

    /** Sets a column while the row is made. */
    public Row set(NumberColumn column, long value) {
        numbers[slot(column.table(), column.slot())] = value;
        return this;
    }

    /** The value of any column as text, or null: a date or instant as ISO has it, a decimal with four digits. */
    public String shown(Table.Column column) {
        int slot = column.slot();
        if (column.type() == ColumnType.TEXT) {
            return texts[slot];
        }
        if (isNullIn(slot)) {
            return null;
        }
        long number = numbers[slot];
        return switch (column.type()) {
            case DECIMAL -> BigDecimal.valueOf(number, 4).toPlainString();
            case BOOLEAN -> Boolean.toString(number == 1);
            case DATE -> LocalDate.ofEpochDay(number).toString();
            case INSTANT -> Instant.ofEpochMilli(number / 1000).toString();
            case INTEGER, TEXT -> Long.toString(number);
        };
    }

    /** The text in a slot, or null; for what treats all columns alike. */
    public String textIn(int slot) {
        return texts[slot];
    }

    /** The number in a slot, or {@link #NULL}; for what treats all columns alike. */
    public long numberIn(int slot) {
        return numbers[slot];
    }

    public boolean isNullIn(int slot) {
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
