package io.salesboard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./salesboard bench idle}: what a running stack takes while nothing happens. */
@Command(
        name = "idle",
        description = {
            "Measures the processor time of each part over a while in which nobody writes (start the stack with"
                    + " --no-simulator), its memory, and how much a checkpoint writes."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = BenchRun.COULD_NOT_MEASURE,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:it was measured", "2:there is no stack, or it could not be measured"})
public final class IdleCommand extends BenchRun {
    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long; default ${DEFAULT-VALUE}.")
    private int seconds;

    @Override
    void check() {
        if (seconds < 1) {
            refuse("--seconds must be at least 1");
        }
    }

    @Override
    int measure(Stack stack, PrintWriter out) throws IOException, SQLException, InterruptedException {
        BoardClient client = new BoardClient();
        long rowsBefore = rows(client, stack);
        out.println("measuring for " + seconds + " s");
        out.flush();
        Map<String, Duration> before = Effort.of(stack);
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        Map<String, Duration> taken = Effort.between(before, Effort.of(stack));
        double measured = (System.nanoTime() - start) / 1e9;
        Map<String, Long> memory = Memory.of(stack);
        out.printf(Locale.ROOT, "%-16s %12s %10s%n", "", "% of a core", "MiB");
        double all = 0;
        for (Map.Entry<String, Duration> part : taken.entrySet()) {
            double share = part.getValue().toNanos() / 1e9 / measured * 100;
            all += share;
            out.printf(
                    Locale.ROOT,
                    "%-16s %12.1f %10d%n",
                    part.getKey(),
                    share,
                    memory.getOrDefault(part.getKey(), 0L) / 1024);
        }
        long kilobytes = memory.values().stream().mapToLong(Long::longValue).sum();
        out.printf(Locale.ROOT, "%-16s %12.1f %10d%n", "together", all, kilobytes / 1024);
        long rowsAfter = rows(client, stack);
        out.printf(
                Locale.ROOT,
                "%d rows in the source tables' log so far; %d came while measuring%n",
                rowsAfter,
                rowsAfter - rowsBefore);
        checkpoint(client, stack, out);
        out.println(Machine.text());
        return 0;
    }

    private static long rows(BoardClient client, Stack stack) throws IOException, InterruptedException {
        long rows = 0;
        for (JsonNode source : client.get(stack.board() + "/api/v1/health").path("sources")) {
            rows += source.path("rows").asLong();
        }
        return rows;
    }

    private static void checkpoint(BoardClient client, Stack stack, PrintWriter out)
            throws IOException, InterruptedException {
        String job = client.get(stack.flink() + "/jobs/overview")
                .path("jobs")
                .path(0)
                .path("jid")
                .asText();
        JsonNode completed = client.get(stack.flink() + "/jobs/" + job + "/checkpoints")
                .path("latest")
                .path("completed");
        out.printf(
                Locale.ROOT,
                "the newest checkpoint wrote %.1f KiB of a state of %.1f MiB in %d ms%n",
                completed.path("checkpointed_size").asDouble() / 1024,
                completed.path("state_size").asDouble() / 1024 / 1024,
                completed.path("end_to_end_duration").asLong());
    }
}
