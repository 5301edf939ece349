package io.salesboard.board.stream;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * One browser on the other end of a stream, written to without ever blocking the thread that has the news.
 *
 * <p>What the socket does not take at once waits in a short queue. When that is full the client is too slow for single
 * changes: the queue is dropped, the client is {@link #behind()}, and gets the whole picture once it has caught up.
 */
final class SseClient implements WriteListener {
    private static final Logger LOG = LogManager.getLogger(SseClient.class);
    private static final int QUEUE = 16;

    private final ServletOutputStream out;
    private final BooleanSupplier mayStay;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Deque<byte[]> queue = new ArrayDeque<>(QUEUE);
    private boolean unflushed;
    private boolean behind;

    /**
     * The request must be in asynchronous mode.
     *
     * @param mayStay whether the door is still open for who listens
     */
    SseClient(HttpServletResponse response, BooleanSupplier mayStay) throws IOException {
        this.mayStay = mayStay;
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-cache, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        out = response.getOutputStream();
        out.setWriteListener(this);
    }

    /** Whether the door is still open for who listens. */
    boolean mayStay() {
        return mayStay.getAsBoolean();
    }

    /** Done when the client is gone. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    /** Sends an event, or drops it where the client cannot follow. */
    synchronized void send(byte[] event) {
        if (closed.isDone() || behind) {
            return;
        }
        if (queue.size() == QUEUE) {
            queue.clear();
            behind = true;
            return;
        }
        queue.add(event);
        write();
    }

    /** Whether events were dropped and the client now waits for a whole picture. */
    synchronized boolean behind() {
        return behind;
    }

    /** Sends the whole picture to a client that is behind, if it has taken all that was sent before. */
    synchronized void catchUp(byte[] snapshot) {
        if (behind && out.isReady()) {
            behind = false;
            send(snapshot);
        }
    }

    /** Ends the stream from this side. */
    void close() {
        closed.complete(null);
    }

    @Override
    public synchronized void onWritePossible() {
        write();
    }

    @Override
    public void onError(Throwable e) {
        LOG.debug("a stream's client is gone", e);
        close();
    }

    private void write() {
        try {
            while (!closed.isDone() && out.isReady()) {
                byte[] event = queue.poll();
                if (event != null) {
                    out.write(event);
                    unflushed = true;
                } else if (unflushed) {
                    out.flush();
                    unflushed = false;
                } else {
                    return;
                }
            }
        } catch (IOException | IllegalStateException e) {
            onError(e);
        }
    }
}
