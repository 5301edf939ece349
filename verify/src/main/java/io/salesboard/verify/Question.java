package io.salesboard.verify;

import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;

/**
 * What is asked of the board: all rows of a scope in one window, or their leaderboard.
 *
 * @param ranked key of the value a leaderboard is by, or null for the figures
 */
record Question(Scope scope, Window window, String ranked) {
    /** In the order in which {@link Figures} come. */
    static final Comparator<Question> BY_WINDOW_AND_SCOPE = Comparator.comparing(Question::start)
            .thenComparing(question -> question.scope().key());

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");

    /** Asks for the figures. */
    Question(Scope scope, Window window) {
        this(scope, window, null);
    }

    WindowUnit unit() {
        return window.unit();
    }

    Instant start() {
        return window.from();
    }

    boolean contains(Instant now) {
        return !now.isBefore(window.from()) && now.isBefore(window.to());
    }

    /** Path and parameters of the address to ask at. */
    String path(BusinessCalendar calendar) {
        String text = (ranked == null ? "/api/v1/kpis" : "/api/v1/leaderboards/" + ranked) + "?scope=" + scope.key()
                + "&window=" + unit().key();
        if (unit() == WindowUnit.NOW) {
            return text;
        }
        ZonedDateTime start = start().atZone(calendar.zone());
        return text + "&at=" + (unit() == WindowUnit.HOUR ? HOUR.format(start) : start.toLocalDate());
    }
}
