package io.salesboard.local.verify;

import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** What is asked of the board: all rows of a scope in one window. */
record Question(Scope scope, Window window) {
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");

    WindowUnit unit() {
        return window.unit();
    }

    Instant start() {
        return window.from();
    }

    boolean contains(Instant now) {
        return !now.isBefore(window.from()) && now.isBefore(window.to());
    }

    /** The part of the address after the question mark. */
    String query(BusinessCalendar calendar) {
        String text = "scope=" + scope.key() + "&window=" + unit().key();
        if (unit() == WindowUnit.NOW) {
            return text;
        }
        ZonedDateTime start = start().atZone(calendar.zone());
        return text + "&at=" + (unit() == WindowUnit.HOUR ? HOUR.format(start) : start.toLocalDate());
    }
}
