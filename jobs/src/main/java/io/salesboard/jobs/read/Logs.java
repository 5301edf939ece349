package io.salesboard.jobs.read;

import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What stands in the job's topics already; the reader asks it at a start, and while it is behind. */
public interface Logs extends Serializable {

    /** Where a topic ends now: the offset of the record written next. */
    long end(String topic) throws IOException;

    /** Asks where a topic ends now and does not wait for the answer; fails where there is none. */
    CompletableFuture<Long> askEnd(String topic);

    /** The highest frame number in the newest records of the results topic; 0 when there is none. */
    long youngestFrame() throws IOException;

    /** Shows the keys of what stands in the results topic from an offset up to another, in order. */
    void keysOfResults(long from, long to, Consumer<String> each) throws IOException;

    /** Lets go of connections; another call opens them again. */
    void close();
}
