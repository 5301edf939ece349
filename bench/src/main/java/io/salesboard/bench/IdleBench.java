package io.salesboard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Measures what the parts of a stack take over a while in which nobody writes. */
final class IdleBench {
    private final Stack stack;
    private final int seconds;
    private final Consumer<String> say;
    private final BoardClient board;

    IdleBench(Stack stack, int seconds, Consumer<String> say) throws IOException {
        this.stack = stack;
        this.seconds = seconds;
        this.say = say;
        this.board = new BoardClient(stack.boardKey());
    }

    void run() throws IOException, SQLException, InterruptedException {
        long rowsBefore = rows();
        say.accept("measuring for " + seconds + " s");
        Map<String, Duration> before = Effort.of(stack);
        long start = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        Map<String, Duration> taken = Effort.between(before, Effort.of(stack));
        double measured = (System.nanoTime() - start) / 1e9;
        Map<String, Long> memory = Memory.of(stack);
        say.accept(String.format(Locale.ROOT, "%-16s %12s %10s", "", "% of a core", "MiB"));
        double all = 0;
        for (Map.Entry<String, Duration> part : taken.entrySet()) {
            double share = part.getValue().toNanos() / 1e9 / measured * 100;
            all += share;
            say.accept(line(part.getKey(), share, memory.getOrDefault(part.getKey(), 0L)));
        }
        say.accept(line(
                "together",
                all,
                memory.values().stream().mapToLong(Long::longValue).sum()));
        long rowsAfter = rows();
        say.accept(rowsAfter + " rows in the source tables' log so far; " + (rowsAfter - rowsBefore)
                + " came while measuring");
        say.accept(new JobClient(new BoardClient(), stack.flink())
                .newestCheckpoint()
                .text());
    }

    private static String line(String part, double share, long kilobytes) {
        return String.format(Locale.ROOT, "%-16s %12.1f %10d", part, share, kilobytes / 1024);
    }

    private long rows() throws IOException, InterruptedException {
        long rows = 0;
        for (JsonNode source : board.get(stack.board() + "/api/v1/health").path("sources")) {
            rows += source.path("rows").asLong();
        }
        return rows;
    }
}
