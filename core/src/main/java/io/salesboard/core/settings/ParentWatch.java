package io.salesboard.core.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ends a process when the launcher that started it is gone, however it went.
 *
 * <p>The launcher holds the other end of the process's standard input and never writes to it; the end of that stream
 * means that the launcher has died, even by {@code kill -9}. While it lives it decides who stops when, so the signals a
 * terminal sends to everybody (Ctrl-C, a closed window) are left to it.
 */
public final class ParentWatch {
    /** Set to {@code true} by the launcher; without it nothing here has any effect. */
    public static final String PROPERTY = "salesboard.exit-on-stdin-close";

    private ParentWatch() {}

    /** Starts watching, when the launcher asked for it; to be called first in {@code main}. */
    public static void start() {
        if (!Boolean.getBoolean(PROPERTY)) {
            return;
        }
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
        Signal.handle(new Signal("HUP"), SignalHandler.SIG_IGN);
        Thread watch = new Thread(() -> awaitEnd(System.in, () -> System.exit(1)), "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** Reads to the end of a stream, or until it breaks, which says the same; then runs the action. */
    static void awaitEnd(InputStream in, Runnable onEnd) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.getLogger(ParentWatch.class.getName()).log(System.Logger.Level.WARNING, "standard input broke", e);
        }
        onEnd.run();
    }
}
