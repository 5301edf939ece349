package io.salesboard.local.launch;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Work that starts as soon as what it needs is done; the first failure ends the wait for all. */
final class Steps {
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "launcher-step");
        thread.setDaemon(true);
        return thread;
    });
    private final CompletableFuture<Void> failed = new CompletableFuture<>();

    /** One piece of work. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    CompletableFuture<Void> run(Step step, CompletableFuture<?>... needed) {
        return CompletableFuture.allOf(needed)
                .thenRunAsync(
                        () -> {
                            try {
                                step.run();
                            } catch (Throwable e) { // also an Error: nobody else would wait for its step in vain
                                failed.completeExceptionally(e);
                                throw new CompletionException(e);
                            }
                        },
                        threads);
    }

    /** Returns when all of these are done, or throws what made the first one fail. */
    void await(CompletableFuture<?>... steps) throws LaunchException, InterruptedException {
        try {
            CompletableFuture.anyOf(failed, CompletableFuture.allOf(steps)).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LaunchException known) {
                throw known;
            }
            if (e.getCause() instanceof IOException || e.getCause() instanceof SQLException) {
                throw new LaunchException("cannot start: " + Failures.sentence(e.getCause()), e.getCause());
            }
            throw new IllegalStateException("cannot start: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
