package io.salesboard.bench;

import io.salesboard.stack.Stack;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Measures how long a commit takes to a screen: writes orders at a steady rate, whatever the answers, and watches the
 * stream for the sum that each commit must make.
 */
final class LatencyBench {
    private static final int FIRST_ORDERS = 20;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration SETTLE = Duration.ofSeconds(30);

    private final Stack stack;
    private final int rate;
    private final Duration length;
    private final Consumer<String> progress;

    LatencyBench(Stack stack, int rate, Duration length, Consumer<String> progress) {
        this.stack = stack;
        this.rate = rate;
        this.length = length;
        this.progress = progress;
    }

    LatencyReport run() throws SQLException, IOException, InterruptedException {
        Ledger ledger = new Ledger(0);
        try (BenchOrders orders = BenchOrders.open(stack);
                Frames frames = Frames.listen(stack.board(), stack.boardKey(), BenchOrders.REP, ledger::show)) {
            begin(orders, ledger, frames);
            progress.accept("warming up for " + WARM_UP.toSeconds() + " s");
            write(orders, ledger, WARM_UP, false);
            progress.accept("measuring " + rate + " commits a second for " + length.toSeconds() + " s");
            write(orders, ledger, length, true);
            awaitAll(ledger, frames);
            return new LatencyReport(
                    rate, length, ledger.latencies(), ledger.missing(), ledger.impossible(), Memory.of(stack));
        }
    }

    /** Writes the orders there are to be changed later on, and waits until they are shown. */
    static void begin(BenchOrders orders, Ledger ledger, Frames frames) throws SQLException, IOException {
        for (int i = 0; i < FIRST_ORDERS; i++) {
            orders.insert(ledger, 0);
        }
        if (!awaitAll(ledger, frames)) {
            throw new IOException("the board did not show the first orders within " + SETTLE.toSeconds()
                    + " s; is the pipeline healthy? ./salesboard status");
        }
    }

    private void write(BenchOrders orders, Ledger ledger, Duration time, boolean measured) throws SQLException {
        long commits = time.toMillis() * rate / 1_000;
        long start = System.nanoTime();
        for (long i = 0; i < commits; i++) {
            long due = due(start, i, rate);
            awaitTime(due);
            orders.write(i, ledger, measured ? due : 0);
        }
    }

    /** When one of many commits at a steady rate is due. */
    static long due(long start, long number, int rate) {
        return start + number * TimeUnit.SECONDS.toNanos(1) / rate;
    }

    static void awaitTime(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** @return whether every commit was shown in time */
    static boolean awaitAll(Ledger ledger, Frames frames) throws IOException {
        long end = System.nanoTime() + SETTLE.toNanos();
        while (ledger.missing() > 0) {
            frames.check();
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return true;
    }
}
