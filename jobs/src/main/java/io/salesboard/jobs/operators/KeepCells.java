package io.salesboard.jobs.operators;

import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.BusinessClock;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.jobs.Frames;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.jobs.state.Book;
import io.salesboard.jobs.state.WindowTable;
import io.salesboard.schemas.ResultKeys;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.TimerService;

/** What both operators that keep a book do with it: which hours stay, and which cells are published. */
final class KeepCells implements Serializable {
    private static final long serialVersionUID = 1L;

    private final BusinessCalendar calendar;
    private final BusinessClock clock;

    KeepCells(BusinessCalendar calendar, BusinessClock clock) {
        this.calendar = calendar;
        this.clock = clock;
    }

    /** The oldest hour that is kept at an event time, as epoch minute. */
    int oldestHour(long time) {
        return calendar.hourOf(clock.at(Instant.ofEpochMilli(Frames.of(time)))) - (Book.HOURS - 1) * 60;
    }

    /** The business day of an hour, as epoch day. */
    int dayOfHour(int hour) {
        return calendar.dayOf(Instant.ofEpochSecond(hour * 60L));
    }

    /**
     * Publishes the windows that changed, once the frame is closed, and takes back hours that are kept no longer; to be called
     * by a timer, and calls it again when there is more to do.
     */
    void publish(Scope scope, String id, Book book, TimerService timers, Results results, Consumer<Result> out)
            throws IOException {
        long time = timers.currentWatermark();
        book.cutHours(oldestHour(time));
        if (book.hasUnpublished() && Frames.isClosed(timers)) {
            publish(scope, id, book, Frames.of(time), results, out);
        }
        WindowTable hours = book.table(WindowUnit.HOUR);
        if (hours.size() > 0) {
            wakeWhenCut(hours.start(0), timers);
        }
    }

    private static void publish(Scope scope, String id, Book book, long frame, Results results, Consumer<Result> out)
            throws IOException {
        try {
            book.publish(frame, (window, vector) -> {
                try {
                    out.accept(
                            vector == null
                                    ? Results.gone(
                                            ResultKeys.cell(
                                                    scope.key(),
                                                    id,
                                                    window.unit().key(),
                                                    window.start()),
                                            frame)
                                    : results.cell(scope, id, window.unit(), window.start(), frame, vector));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** An hour of a row that nothing happens to any more leaves the board by the clock alone. */
    private void wakeWhenCut(long oldest, TimerService timers) {
        Instant cut = Instant.ofEpochSecond((oldest + Book.HOURS * 60L) * 60);
        timers.registerEventTimeTimer(Frames.notBefore(clock.wallOf(cut).toEpochMilli()));
    }
}
