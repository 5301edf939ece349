package io.salesboard.jobs.state;

/** Something that came at an event time, see {@link io.salesboard.jobs.Frames}. */
public interface Timed {
    long time();
}
