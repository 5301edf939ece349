package io.salesboard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.salesboard.core.time.BusinessClock;
import io.salesboard.schemas.Topics;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures the job without what stands before it: fills the row topics, and then how long job and board take until the last
 * frame is shown, what they take when nothing happens, and how soon a board that was killed shows the same again.
 */
public final class ReplayBench {
    public static final int ROWS_A_TRANSACTION = 1_000;

    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Duration CHECKPOINT_LIMIT = Duration.ofMinutes(2);
    private static final long HEARTBEAT_MILLIS = 250;
    private static final long ASK_AGAIN_MILLIS = 50;

    private final ReplayParts parts;
    private final long rows;
    private final int idleSeconds;
    private final Consumer<String> say;
    private final Consumer<String> progress;
    private final BoardClient client = new BoardClient();
    private final ReplayCompany company;

    /** Something that is asked until it is so. */
    private interface Question {
        boolean isSo() throws IOException, InterruptedException;
    }

    /**
     * @param rows of the orders, a multiple of the 1,000 of a transaction
     * @param say told a line of what was found
     * @param progress told how far it is, as often as it likes
     */
    public ReplayBench(ReplayParts parts, long rows, int idleSeconds, Consumer<String> say, Consumer<String> progress) {
        this.parts = parts;
        this.rows = rows;
        this.idleSeconds = idleSeconds;
        this.say = say;
        this.progress = progress;
        Stack stack = parts.stack();
        company = new ReplayCompany(
                BusinessClock.parse(stack.clock()).now(Clock.systemUTC()), stack.zoneId(), stack.currency());
    }

    /** @return whether the board showed the right figures each time */
    public boolean run() throws IOException, SQLException, InterruptedException {
        Stack stack = parts.stack();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (RowTopicWriter pos = new RowTopicWriter("pos", stack);
                RowTopicWriter crm = new RowTopicWriter("crm", stack)) {
            fill(pos, crm);
            Map<String, Long> written = Map.of("pos", pos.rows(), "crm", crm.rows());
            boolean right = load(written);
            Future<?> heartbeats =
                    timer.scheduleAtFixedRate(() -> heartbeat(pos, crm), 0, HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
            awaitCheckpointAfter(System.currentTimeMillis());
            new IdleBench(parts.stack(), idleSeconds, say).run();
            right &= restartBoard(written);
            if (heartbeats.isDone()) {
                throw new IOException("no heartbeats could be written, so idling was not measured");
            }
            say.accept(Machine.text());
            return right;
        } finally {
            timer.shutdownNow();
        }
    }

    private void fill(RowTopicWriter pos, RowTopicWriter crm) throws IOException {
        long start = System.nanoTime();
        company.snapshots(pos, crm);
        for (long done = 0; done < rows; done += ROWS_A_TRANSACTION) {
            for (int row = 0; row < ROWS_A_TRANSACTION; row += ReplayCompany.ROWS_AN_ORDER) {
                company.order(pos);
            }
            pos.commit();
            progress.accept(String.format(Locale.ROOT, "%,d of %,d rows written", done + ROWS_A_TRANSACTION, rows));
        }
        pos.heartbeat();
        pos.flush();
        crm.flush();
        say.accept(String.format(
                Locale.ROOT,
                "%,d rows in transactions of %,d stand in the topics, written in %.1f s",
                rows,
                ROWS_A_TRANSACTION,
                seconds(start)));
    }

    /** As the connectors write them, so that idling is what it is in a running stack. */
    private static void heartbeat(RowTopicWriter pos, RowTopicWriter crm) {
        try {
            pos.heartbeat();
            crm.heartbeat();
        } catch (IOException e) {
            throw new IllegalStateException("no heartbeat could be written", e);
        }
    }

    private boolean load(Map<String, Long> written) throws IOException, SQLException, InterruptedException {
        Map<String, Duration> before = Effort.of(parts.stack());
        long start = System.nanoTime();
        parts.startJobAndBoard();
        awaitFigures(written);
        double shown = seconds(start);
        long shownAt = System.currentTimeMillis();
        Stack stack = parts.stack();
        Map<String, Duration> effort = Effort.between(before, Effort.of(stack));
        long results = results(stack);
        JobClient job = new JobClient(client, stack.flink());
        double read = (shownAt - job.readsSince()) / 1e3;
        boolean right = isRight();
        say.accept(String.format(
                Locale.ROOT,
                "%,d rows: the last frame is shown %.1f s after the job's process began, %,.0f rows/s;"
                        + " %.1f s after its reader began, %,.0f rows/s",
                rows,
                shown,
                rows / shown,
                read,
                rows / read));
        StringBuilder text = new StringBuilder("processor time, µs a row:");
        effort.forEach((part, taken) ->
                text.append(String.format(Locale.ROOT, " %s %.1f", part, taken.toNanos() / 1e3 / rows)));
        say.accept(text.toString());
        say.accept(String.format(Locale.ROOT, "results written: %,d records", results));
        awaitCheckpointAfter(shownAt);
        say.accept(job.newestCheckpoint().text()
                + String.format(Locale.ROOT, "; the largest wrote %.1f MiB", job.mostWritten() / 1024.0 / 1024.0));
        say.accept(String.format(
                Locale.ROOT,
                "resident memory of the job: %d MiB, at most %d MiB",
                Memory.of(stack).getOrDefault("job", 0L) / 1024,
                Memory.peak(pid("job")) / 1024));
        return right;
    }

    /** Returns when a checkpoint is complete that was begun after a time, epoch milliseconds: what came before it is settled. */
    private void awaitCheckpointAfter(long time) throws IOException, InterruptedException {
        JobClient job = new JobClient(client, parts.stack().flink());
        awaitUntil(
                "no checkpoint was completed",
                CHECKPOINT_LIMIT,
                () -> job.newestCheckpoint().begun() > time);
    }

    private boolean restartBoard(Map<String, Long> written) throws IOException, InterruptedException {
        long start = System.nanoTime();
        ProcessHandle board =
                ProcessHandle.of(pid("board")).orElseThrow(() -> new IOException("the board does not run"));
        board.destroyForcibly();
        board.onExit().join();
        awaitFigures(written);
        double shown = seconds(start);
        boolean right = isRight();
        say.accept(
                String.format(Locale.ROOT, "the board shows the same figures again %.1f s after it was killed", shown));
        return right;
    }

    /** Returns when the board shows the frame that holds all rows. */
    private void awaitFigures(Map<String, Long> written) throws IOException, InterruptedException {
        awaitUntil("the board does not show all rows", LIMIT, () -> {
            JsonNode health = health();
            for (JsonNode source : health.path("progress")) {
                progress.accept(String.format(
                        Locale.ROOT,
                        "%s: %,d rows read",
                        source.path("source").asText(),
                        source.path("rows").asLong()));
            }
            return holds(health, written);
        });
    }

    /** Whether the board shows a frame with all rows of each source. */
    static boolean holds(JsonNode health, Map<String, Long> written) {
        long whole = 0;
        for (JsonNode source : health.path("sources")) {
            long expected = written.getOrDefault(source.path("name").asText(), Long.MAX_VALUE);
            whole += source.path("rows").asLong() >= expected ? 1 : 0;
        }
        return whole == written.size() && !health.path("status").asText().equals("starting");
    }

    private JsonNode health() throws InterruptedException {
        try {
            return client.get(parts.stack().board() + "/api/v1/health");
        } catch (IOException e) {
            return MissingNode.getInstance(); // it does not listen yet
        }
    }

    private void awaitUntil(String what, Duration limit, Question question) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!question.isSo()) {
            parts.check();
            if (System.nanoTime() > end) {
                throw new IOException(
                        what + " after " + limit.toMinutes() + " min; their logs say why, which --data-dir keeps");
            }
            TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MILLIS);
        }
    }

    private boolean isRight() throws IOException, InterruptedException {
        List<String> differences = ShownRevenue.differences(
                company.revenue(),
                ShownRevenue.of(client, parts.stack().board(), company.revenue().keySet()));
        differences.forEach(say);
        return differences.isEmpty();
    }

    private long pid(String part) throws IOException {
        return parts.stack().parts().stream()
                .filter(each -> each.name().equals(part))
                .mapToLong(Stack.Part::pid)
                .findFirst()
                .orElseThrow(() -> new IOException("the " + part + " does not run"));
    }

    /** Records ever written to the results topic. */
    private static long results(Stack stack) throws IOException, InterruptedException {
        TopicPartition results = new TopicPartition(Topics.RESULTS.name(), 0);
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka()))) {
            return admin.listOffsets(Map.of(results, OffsetSpec.latest()))
                    .partitionResult(results)
                    .get()
                    .offset();
        } catch (ExecutionException e) {
            throw new IOException("cannot ask where the topic " + results.topic() + " ends: " + e.getCause(), e);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
