package io.salesboard.jobs;

/** Frames of commit time: figures are published frame by frame, so that all of one frame belong together. */
public final class Frames {
    /** Length of a frame, milliseconds. */
    public static final long MILLIS = 20;

    private Frames() {}

    /** The last millisecond of the frame that contains {@code millis}; the version of everything in it. */
    public static long endOf(long millis) {
        return Math.floorDiv(millis, MILLIS) * MILLIS + MILLIS - 1;
    }

    /** The frame a change committed at {@code millis} goes into: its own, or the next one when that is closed already. */
    public static long openFrame(long millis, long watermark) {
        long own = endOf(millis);
        return own > watermark ? own : endOf(watermark + 1);
    }
}
