package io.salesboard.datasets;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;

/** When each opportunity of a pipeline was opened and closed, by its place in the file: days first, then times. */
final class PipelineDays {
    private static final int NEVER = Integer.MIN_VALUE;

    private final Spread opening = new Spread(LocalTime.of(9, 0), LocalTime.of(13, 0));
    private final Spread closing = new Spread(LocalTime.of(13, 0), LocalTime.of(17, 0));
    private int size;

    /** Days since 1970. */
    private int[] engagedDays = new int[1024];

    private int[] closedDays = new int[1024];
    private int first = Integer.MAX_VALUE;
    private int last = Integer.MIN_VALUE;
    private int firstClosing = Integer.MAX_VALUE;

    /** Seconds since 1970. */
    private long[] opened;

    private long[] closed;

    /** Places in the order of opening. */
    private int[] places;

    /** The next opportunity of the file. @param engaged null: it is opened on the last day of all */
    void add(LocalDate engaged, LocalDate closed) {
        if (size == engagedDays.length) {
            engagedDays = Arrays.copyOf(engagedDays, size * 2);
            closedDays = Arrays.copyOf(closedDays, size * 2);
        }
        engagedDays[size] = day(engaged);
        closedDays[size] = day(closed);
        size++;
        if (closed != null) {
            closing.expect(closed);
            firstClosing = Math.min(firstClosing, day(closed));
        }
    }

    private int day(LocalDate date) {
        if (date == null) {
            return NEVER;
        }
        int day = (int) date.toEpochDay();
        first = Math.min(first, day);
        last = Math.max(last, day);
        return day;
    }

    /** Gives times to all that were added. @throws IllegalArgumentException when none of them has a day */
    void settle() {
        if (last == Integer.MIN_VALUE) {
            throw new IllegalArgumentException(
                    "sales_pipeline.csv has no row with an engage_date or close_date; at least one is needed");
        }
        for (int i = 0; i < size; i++) {
            opening.expect(engaged(i));
        }
        opened = new long[size];
        long[] order = new long[size];
        for (int i = 0; i < size; i++) {
            opened[i] = opening.next(engaged(i)).getEpochSecond();
            order[i] = opened[i] << 30 | i;
        }
        Arrays.sort(order);
        places = new int[size];
        closed = new long[size];
        for (int place = 0; place < size; place++) {
            int index = (int) (order[place] & (1 << 30) - 1);
            places[index] = place;
            if (closedDays[index] != NEVER) {
                closed[index] =
                        closing.next(LocalDate.ofEpochDay(closedDays[index])).getEpochSecond();
            }
        }
    }

    private LocalDate engaged(int index) {
        return LocalDate.ofEpochDay(engagedDays[index] == NEVER ? last : engagedDays[index]);
    }

    LocalDate first() {
        return LocalDate.ofEpochDay(first);
    }

    /** The first day on which one was closed; without any the first day of all. */
    LocalDate firstClosing() {
        return LocalDate.ofEpochDay(firstClosing == Integer.MAX_VALUE ? first : firstClosing);
    }

    Instant opened(int index) {
        return Instant.ofEpochSecond(opened[index]);
    }

    /** Null when it is still open. */
    Instant closed(int index) {
        return closedDays[index] == NEVER ? null : Instant.ofEpochSecond(closed[index]);
    }

    /** How many were opened before it. */
    int place(int index) {
        return places[index];
    }
}
