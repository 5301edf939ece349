package io.salesboard.jobs.operators;

import java.time.Instant;

/**
 * Keeps what all objects of a task add up to within what fits into the sums of the cells: no cell can hold more than all
 * objects together. An object beyond it is crowded out, and asks again after a while.
 */
final class Headroom {
    /** Half of 64 bits: while one step replaces everything, a sum may hold parts of the old and of the new. */
    private static final long ALL = Long.MAX_VALUE / 2;

    private final long most;
    private long taken;

    /**
     * @param tasks how many share the cells
     * @param taken what this task's objects add up to; after a change of {@code tasks} only the sum over all tasks is right,
     *     which is what keeps cells within bounds
     */
    Headroom(int tasks, long taken) {
        most = ALL / tasks;
        this.taken = taken;
    }

    long taken() {
        return taken;
    }

    /** Gives back what an object added, takes what it adds now, if there is room; returns what it may add. */
    Evaluation exchange(Evaluation before, Evaluation after, Instant now) {
        taken -= before.weight();
        if (after.weight() > most - taken) {
            return Evaluation.crowdedOut(now);
        }
        taken += after.weight();
        return after;
    }
}
