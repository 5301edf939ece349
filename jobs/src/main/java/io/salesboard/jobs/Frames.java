package io.salesboard.jobs;

import org.apache.flink.streaming.api.TimerService;

/**
 * The numbers of frames, and the event time that Flink sees.
 *
 * <p>A frame is a cut through all sources; its number, the version of everything published in it, is a millisecond of the
 * reader's own clock ({@link io.salesboard.jobs.read.FrameClock}). Event time counts steps within a frame: what came up to
 * a step may be applied as soon as the watermark has passed it, so that a frame may hold more rows than fit into memory;
 * but only when the watermark has passed the last step is the frame closed, and what it changed published. All operators
 * see the same watermarks, since one reader sends them.
 */
public final class Frames {
    private static final int STEP_BITS = 20;

    /** The last step of a frame; the reader ends a frame's steps long before. */
    public static final long LAST_STEP = (1L << STEP_BITS) - 1;

    private static final long MOST = Long.MAX_VALUE >> STEP_BITS;

    private Frames() {}

    /** The event time of a step of a frame. */
    public static long time(long frame, long step) {
        return (frame << STEP_BITS) + step;
    }

    /** The event time of the first frame at or after an instant in epoch milliseconds; one after the year 2200 never comes. */
    public static long notBefore(long millis) {
        return time(Math.max(0, Math.min(millis, MOST)), 0);
    }

    /** The event time at which a frame is closed. */
    public static long last(long frame) {
        return time(frame, LAST_STEP);
    }

    /** The frame of an event time. */
    public static long of(long time) {
        return time >> STEP_BITS;
    }

    /** Whether a watermark closes its frame. */
    public static boolean isClosing(long watermark) {
        return (watermark & LAST_STEP) == LAST_STEP;
    }

    /**
     * Whether what a timer wants to publish may be published now. If not, the timer is set again for when the frame closes:
     * after a restart timers of a frame that was never closed go off within a younger one.
     */
    public static boolean isClosed(TimerService timers) {
        if (isClosing(timers.currentWatermark())) {
            return true;
        }
        timers.registerEventTimeTimer(last(of(timers.currentWatermark())));
        return false;
    }
}
