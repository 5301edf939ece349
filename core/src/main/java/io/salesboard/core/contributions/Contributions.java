package io.salesboard.core.contributions;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;

/** Receives what a business object adds to the leaf cells. */
public interface Contributions {

    /**
     * Adds to a row's hour and day, and so to every longer window.
     *
     * @param day epoch day of business time
     * @param hour epoch minute of the local hour's start
     */
    void add(Scope scope, String id, int day, int hour, Measure measure, long amount);

    /** Adds to exactly one window: a quota to its period, an open opportunity to {@link WindowUnit#NOW}. */
    void addTo(Scope scope, String id, WindowUnit unit, long start, Measure measure, long amount);
}
