package io.salesboard.jobs.read;

import io.salesboard.jobs.Frames;
import java.util.function.LongSupplier;

/**
 * The one clock of the job: numbers frames by the reader's wall time, never going back and never at or below a number that
 * was published before, whatever any clock does and however often the job starts.
 */
final class FrameClock {
    private final LongSupplier wall;
    private long last;
    private long step;
    private boolean open;

    /**
     * @param wall the machine's time, epoch milliseconds
     * @param published the highest number that was ever published; 0 when none was
     */
    FrameClock(LongSupplier wall, long published) {
        this.wall = wall;
        this.last = published;
    }

    /** The event time of what comes now; opens a frame when none is open. */
    long time() {
        if (!open) {
            last = Math.max(last + 1, wall.getAsLong());
            step = 0;
            open = true;
        }
        return Frames.time(last, step);
    }

    boolean isOpen() {
        return open;
    }

    /** Ends a step of the open frame; returns the watermark up to which everything may be applied. */
    long step() {
        long ended = time();
        if (step < Frames.LAST_STEP - 1) {
            step++;
        }
        return ended;
    }

    /** Closes the open frame; returns its number. */
    long close() {
        time();
        open = false;
        return last;
    }

    /** The highest number used so far. */
    long last() {
        return last;
    }

    /** The machine's time, epoch milliseconds. */
    long wall() {
        return wall.getAsLong();
    }
}
