package io.salesboard.verify;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Waits until the board follows both databases, before anything is asked of either. */
final class Pipeline {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration LINE_EVERY = Duration.ofSeconds(5);

    private final BoardClient board;
    private final Duration timeout;
    private final Consumer<String> progress;

    /** @param timeout how long the board may take to show what is committed when the waiting begins */
    Pipeline(BoardClient board, Duration timeout, Consumer<String> progress) {
        this.board = board;
        this.timeout = timeout;
        this.progress = progress;
    }

    /** @throws CannotCompareException when the board does not get there in time */
    void await(List<SourceLog> logs)
            throws SQLException, InterruptedException, TryAgainException, CannotCompareException {
        Map<String, Long> positions = new LinkedHashMap<>();
        for (SourceLog log : logs) {
            positions.put(log.name(), log.position());
            log.beat();
        }
        long start = System.nanoTime();
        long nextLine = start + PATIENCE.toNanos();
        for (String behind = whyBehind(positions); behind != null; behind = whyBehind(positions)) {
            long now = System.nanoTime();
            if (now - start > timeout.toNanos()) {
                throw new CannotCompareException(
                        behind + " after " + timeout.toSeconds() + " s; ./salesboard status shows connectors and job,"
                                + " --timeout waits longer",
                        null);
            }
            if (now > nextLine) {
                progress.accept("waiting: " + behind);
                nextLine = now + LINE_EVERY.toNanos();
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private String whyBehind(Map<String, Long> positions) throws InterruptedException {
        Health health;
        try {
            health = board.health(BoardClient.TIMEOUT);
        } catch (IOException | TryAgainException e) {
            return Messages.line(e);
        }
        if (health.unusable() != null) {
            return health.unusable();
        }
        List<String> behind = new ArrayList<>();
        positions.forEach((name, position) -> {
            Health.Source source = health.sources().get(name);
            if (source == null || source.lsn() < position) {
                behind.add(name + " (at " + (source == null ? "nothing" : Lsn.text(source.lsn())) + ", the database at "
                        + Lsn.text(position) + ")");
            }
        });
        return behind.isEmpty() ? null : "the board is behind the log of " + String.join(" and ", behind);
    }
}
