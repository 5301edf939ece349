package io.salesboard.capture;

import io.salesboard.schemas.CaptureStatus;
import io.salesboard.schemas.Incident;
import io.salesboard.schemas.ReadAgain;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What an operator does to have a database read again: asks the watch, and sees it through. */
public final class ReadAgainRequest {
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Notebook notebook;
    private final String source;
    private final Consumer<String> out;
    private String said = "";

    /** @param out told each step in one line */
    public ReadAgainRequest(Notebook notebook, String source, Consumer<String> out) {
        this.notebook = notebook;
        this.source = source;
        this.out = out;
    }

    /**
     * Returns when the database has been read to the end.
     *
     * @throws IOException when the watch does not answer, saying what to do
     */
    public void run(String reason) throws IOException, InterruptedException {
        CaptureStatus before = next(null);
        notebook.ask(ReadAgain.newBuilder()
                .setSource(source)
                .setServer("")
                .setReason(reason)
                .setAt(before.getAt())
                .build());
        say("asked the capture watch to read " + source + " again");
        CaptureStatus status = before;
        while (status.getReadAgainAt() == before.getReadAgainAt() || status.getPending()) {
            status = next(status);
            trouble(status);
        }
        say("the connector takes a new snapshot of " + source);
        while (!status.getStreaming()) {
            status = next(status);
            trouble(status);
        }
        say(source + " has been read again; what has changed meanwhile follows");
    }

    private void trouble(CaptureStatus status) {
        status.getIncidents().stream().map(Incident::getEnWhat).findFirst().ifPresent(this::say);
    }

    private void say(String line) {
        if (!line.equals(said)) {
            said = line;
            out.accept(line);
        }
    }

    /** The next status the watch writes. */
    private CaptureStatus next(CaptureStatus last) throws IOException, InterruptedException {
        CaptureStatus known = last;
        long end = System.nanoTime() + SILENCE.toNanos();
        while (System.nanoTime() < end) {
            boolean whole = notebook.read();
            CaptureStatus status = notebook.status(source);
            if (whole && status != null) {
                if (known != null && status.getAt() != known.getAt()) {
                    return status;
                }
                known = status;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
        throw new IOException("the capture watch has said nothing of " + source + " for " + SILENCE.toSeconds()
                + " s; start it (./salesboard demo, or docker compose up -d capture) and ask again");
    }
}
