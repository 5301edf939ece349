package io.salesboard.bench;

import io.salesboard.stack.Stack;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Measures what a screen shows while the job is killed and starts again: writes orders at a steady rate, kills the job's process
 * after a third of the time, and watches the stream.
 */
final class RecoveryBench {
    private final Stack stack;
    private final int rate;
    private final Duration length;
    private final Consumer<String> progress;
    private final Ledger ledger = new Ledger(0);
    private final Outage outage = new Outage(ledger);

    RecoveryBench(Stack stack, int rate, Duration length, Consumer<String> progress) {
        this.stack = stack;
        this.rate = rate;
        this.length = length;
        this.progress = progress;
    }

    RecoveryReport run() throws SQLException, IOException, InterruptedException {
        try (BenchOrders orders = BenchOrders.open(stack);
                Frames frames = Frames.listen(stack.board(), stack.boardKey(), BenchOrders.REP, this::frame)) {
            LatencyBench.begin(orders, ledger, frames);
            progress.accept("committing " + rate + " times a second for " + length.toSeconds() + " s");
            long start = System.nanoTime();
            long commits = write(orders, start, 0, length.dividedBy(3));
            outage.begin(System.nanoTime());
            killJob();
            progress.accept("the job was killed");
            commits = write(orders, start, commits, length);
            Duration wrote = Duration.ofNanos(System.nanoTime() - start);
            LatencyBench.awaitAll(ledger, frames);
            return new RecoveryReport(
                    rate,
                    commits,
                    wrote,
                    outage.first(),
                    outage.over(),
                    longest(),
                    ledger.missing(),
                    ledger.older(),
                    ledger.impossible());
        }
    }

    private void frame(long sum, long at) {
        ledger.show(sum, at);
        outage.frame(at);
    }

    /** Commits until {@code time} since the start; each is due when it is made: how fast the writer is, is not measured. */
    private long write(BenchOrders orders, long start, long first, Duration time) throws SQLException {
        long number = first;
        while (System.nanoTime() - start < time.toNanos()) {
            LatencyBench.awaitTime(LatencyBench.due(start, number, rate));
            orders.write(number, ledger, System.nanoTime());
            number++;
        }
        return number;
    }

    private void killJob() throws IOException {
        long pid = stack.parts().stream()
                .filter(part -> part.name().equals("job"))
                .mapToLong(Stack.Part::pid)
                .findFirst()
                .orElseThrow(() -> new IOException("the job does not run; see ./salesboard status"));
        ProcessHandle job = ProcessHandle.of(pid)
                .orElseThrow(() -> new IOException("the job's process " + pid + " is gone; see ./salesboard status"));
        job.destroyForcibly();
    }

    private Duration longest() {
        long micros = ledger.latencies().values().stream()
                .mapToLong(Histogram::getMaxValue)
                .max()
                .orElse(0);
        return Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(micros));
    }
}
