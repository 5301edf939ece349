package io.salesboard.jobs.operators;

import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.BusinessClock;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.jobs.state.Book;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.SortedSet;
import java.util.function.Consumer;

/** What both operators that keep a book do with it: which hours stay, and which cells are published. */
final class KeepCells implements Serializable {
    private static final long serialVersionUID = 1L;

    private final BusinessCalendar calendar;
    private final BusinessClock clock;

    KeepCells(BusinessCalendar calendar, BusinessClock clock) {
        this.calendar = calendar;
        this.clock = clock;
    }

    /** The oldest hour that is kept when {@code frame} is closed, as epoch minute. */
    int oldestHour(long frame) {
        return calendar.hourOf(clock.at(Instant.ofEpochMilli(frame))) - (Book.HOURS - 1) * 60;
    }

    /** The business day of an hour, as epoch day. */
    int dayOfHour(int hour) {
        return calendar.dayOf(Instant.ofEpochSecond(hour * 60L));
    }

    /** Publishes the windows that changed, and takes back hours that are kept no longer. */
    void publish(
            Scope scope,
            String id,
            Book book,
            SortedSet<Book.Touched> touched,
            long frame,
            Results results,
            Consumer<Result> out)
            throws IOException {
        for (Book.Touched window : touched) {
            int index = book.table(window.unit()).find(window.start());
            out.accept(results.cell(
                    scope,
                    id,
                    window.unit(),
                    window.start(),
                    frame,
                    book.table(window.unit()).vector(index)));
        }
        book.cutHours(oldestHour(frame), window -> out.accept(Results.cut(scope, id, window)));
    }
}
