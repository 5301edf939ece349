package io.salesboard.jobs.read;

import io.salesboard.schemas.Topics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What stands in the results topic and is published again once after a start: all since the checkpoint, or all there is where
 * there is no checkpoint or the registry does not know the schemas any more that it was written with.
 */
final class PublishedResults {
    private static final String TOPIC = Topics.RESULTS.name();

    private final Logs logs;
    private final String numbers;
    private final long to;
    private long from;
    private boolean done;

    /**
     * @param numbers the registry's numbers of the schemas of results
     * @param saved entries of {@link #save}, among others
     * @throws StateOfOtherTopicsException when the topic ends before what was published into it
     */
    PublishedResults(Logs logs, String numbers, Map<String, String> saved) throws IOException {
        this.logs = logs;
        this.numbers = numbers;
        boolean readable = numbers.equals(saved.getOrDefault("numbers", numbers));
        from = readable ? Long.parseLong(saved.getOrDefault("results", "0")) : 0;
        to = end();
        done = to <= from;
    }

    /** Whether nothing has to be published again any more. */
    boolean isDone() {
        return done;
    }

    /** Shows the keys of what has to be published again, once. */
    void again(Consumer<String> each) throws IOException {
        if (!done) {
            logs.keysOfResults(from, to, each);
            done = true;
        }
    }

    /**
     * Saves where the topic ended one checkpoint ago: records may still be written between a checkpoint's barrier and the
     * question.
     *
     * @throws StateOfOtherTopicsException when it ends before that
     */
    void save(List<String> entries) throws IOException {
        entries.add("results=" + from);
        entries.add("numbers=" + numbers);
        if (done) {
            from = end();
        }
    }

    private long end() throws IOException {
        long end = logs.end(TOPIC);
        if (end < from) {
            throw new StateOfOtherTopicsException("the state was published into " + TOPIC + " up to offset " + from
                    + ", but the topic ends at " + end + ": it was lost and made anew");
        }
        return end;
    }
}
