package io.salesboard.capture;

import io.salesboard.core.settings.ParentWatch;
import io.salesboard.core.settings.Settings;
import io.salesboard.schemas.CaptureStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the capture watch as a process of its own. */
public final class CaptureMain {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureMain.class);

    private CaptureMain() {}

    /** @param args path of the settings file */
    public static void main(String[] args) throws IOException, InterruptedException {
        ParentWatch.start();
        if (args.length != 1) {
            throw new IllegalArgumentException("give the path of the capture watch's settings file, and nothing else");
        }
        CaptureSettings settings = Settings.read(Path.of(args[0]), CaptureSettings.class);
        CaptureWatch watch =
                new CaptureWatch(settings, System.getenv(), Clock.systemUTC(), status -> alive(settings, status));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            watch.close();
                            stopped.countDown();
                        },
                        "stop-watch"));
        watch.start();
        LOG.info("watching what Kafka Connect at {} captures", settings.connect());
        stopped.await();
    }

    private static void alive(CaptureSettings settings, CaptureStatus status) {
        if (settings.aliveFile() == null) {
            return;
        }
        try {
            Files.writeString(settings.aliveFile(), status.getSource() + " " + status.getAt() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the setting 'alive-file' = " + settings.aliveFile(), e);
        }
    }
}
