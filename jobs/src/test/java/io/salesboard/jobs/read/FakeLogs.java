package io.salesboard.jobs.read;

import io.salesboard.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What stands in the topics, as a test wants it. */
final class FakeLogs implements Logs {
    private static final long serialVersionUID = 1L;

    final HashMap<String, Long> ends = new HashMap<>();
    final ArrayList<String> keys = new ArrayList<>();
    final ArrayList<String> asked = new ArrayList<>();
    final transient List<CompletableFuture<Long>> pending = new ArrayList<>();
    long youngest;
    boolean answers = true;

    @Override
    public long end(String topic) {
        return ends.getOrDefault(topic, 0L);
    }

    @Override
    public CompletableFuture<Long> askEnd(String topic) {
        asked.add(topic);
        if (answers) {
            return CompletableFuture.completedFuture(end(topic));
        }
        pending.add(new CompletableFuture<>());
        return pending.get(pending.size() - 1);
    }

    @Override
    public long youngestFrame() {
        return youngest;
    }

    @Override
    public void keysOfResults(long from, long to, Consumer<String> each) {
        keys.subList((int) from, (int) to).forEach(each);
    }

    @Override
    public void close() {
        // nothing is open
    }

    void published(long frame, String... published) {
        youngest = frame;
        keys.addAll(List.of(published));
        ends.put(Topics.RESULTS.name(), (long) keys.size());
    }
}
