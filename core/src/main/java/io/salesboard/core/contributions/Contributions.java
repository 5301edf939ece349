package io.salesboard.core.contributions;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Subject;
import io.salesboard.core.time.WindowUnit;
import java.time.Instant;

/** Receives what a business object says at an instant: what it adds to the leaf cells, what it is, what it hands on. */
public interface Contributions {

    /** Adds to the hour and day of a moment, and so to every longer window. */
    void add(Subject leaf, Moment moment, Measure measure, long amount);

    /** Adds to exactly one window: a quota to its period, an open opportunity to {@link WindowUnit#NOW}. */
    void addTo(Subject leaf, WindowUnit unit, long start, Measure measure, long amount);

    /** The object is a deal. */
    void deal(Deal deal);

    /** What the object says changes by the clock alone at a later instant of business time. */
    void wakeAt(Instant at);

    /** Hands a row of a {@link io.salesboard.core.model.Table.Role#DERIVED derived} table on to the object that it belongs to. */
    void handOn(Row derived);
}
