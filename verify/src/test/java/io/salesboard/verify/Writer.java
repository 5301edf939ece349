package io.salesboard.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** A shop that goes on selling: it writes the same row again and again, and knows the longest it had to wait. */
final class Writer implements AutoCloseable {
    private volatile boolean stopped;
    private volatile long longestNanos;
    private volatile int commits;
    private final CompletableFuture<Void> work;

    Writer(DataSource database) {
        work = CompletableFuture.runAsync(() -> write(database));
    }

    private void write(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!stopped) {
                long begin = System.nanoTime();
                statement.execute("update pos_order set channel = channel where order_id = 2");
                statement.execute("update pos_payment set status = status where order_id = 2");
                connection.commit();
                longestNanos = Math.max(longestNanos, System.nanoTime() - begin);
                commits++;
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Duration longest() {
        return Duration.ofNanos(longestNanos);
    }

    int commits() {
        return commits;
    }

    @Override
    public void close() throws InterruptedException, ExecutionException {
        stopped = true;
        work.get();
    }
}
