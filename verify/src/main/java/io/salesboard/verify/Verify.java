package io.salesboard.verify;

import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Compares everything the board of a running stack says with what SQL over its source databases says.
 *
 * <p>Board and databases can be compared only at one and the same state, a {@link Cut}. At each the board is asked as many
 * questions as it answers while it shows that state; then SQL runs on a copy of it, and the next cut is for the questions
 * that are left. While the databases are calm one cut does for all of them, and nobody waits. While they are busy writers
 * are made to wait, briefly, for the board to stand still.
 */
public final class Verify {
    /** A cut taken without locks at which fewer are answered is not worth computing everything for. */
    private static final int FEW = 25;

    /** Cuts that bring less than this part of what is left are too small: a day of them would not do. */
    private static final int SMALL_PART = 20;

    private static final int SMALL_CUTS_BEFORE_LOCKING = 3;
    private static final int ATTEMPTS = 6;
    private static final long PAUSE_MILLIS = 500;

    private final Stack stack;
    private final boolean mayLock;
    private final Consumer<String> progress;
    private final BusinessCalendar calendar;
    private final BoardClient board;
    private final Pipeline pipeline;
    private final Comparison comparison = new Comparison();
    private final Effort effort = new Effort();

    private List<Question> questions;
    private int done;
    private int smallCuts;

    private Verify(Stack stack, Duration timeout, boolean mayLock, Consumer<String> progress, BoardClient board) {
        this.stack = stack;
        this.mayLock = mayLock;
        this.progress = progress;
        this.calendar = new BusinessCalendar(stack.zoneId());
        this.board = board;
        this.pipeline = new Pipeline(board, timeout, progress);
    }

    /** Runs the comparison; where the databases are too busy to do without, writers wait for up to two seconds at a time. */
    public static Report run(Stack stack, Duration timeout, Consumer<String> progress)
            throws IOException, CannotCompareException, InterruptedException {
        return run(stack, timeout, true, progress);
    }

    /**
     * Runs the comparison.
     *
     * @param timeout how long the pipeline may take to reach the databases' log positions
     * @param mayLock whether writers may be made to wait
     * @param progress told in a line what goes on
     * @throws IOException when there is no board
     * @throws CannotCompareException when the question cannot be answered
     */
    static Report run(Stack stack, Duration timeout, boolean mayLock, Consumer<String> progress)
            throws IOException, CannotCompareException, InterruptedException {
        try (BoardClient board =
                new BoardClient(stack.board(), stack.boardKey(), new BusinessCalendar(stack.zoneId()))) {
            return new Verify(stack, timeout, mayLock, progress, board).run();
        }
    }

    private Report run() throws IOException, CannotCompareException, InterruptedException {
        board.requireOne();
        int failures = 0;
        while (questions == null || done < questions.size()) {
            int before = done;
            try {
                compareAtOneCut();
                failures = 0;
            } catch (SQLException e) {
                throw new CannotCompareException("the databases cannot be read: " + Messages.line(e), e);
            } catch (TryAgainException | IOException e) {
                failures = done > before ? 1 : failures + 1;
                if (failures == ATTEMPTS) {
                    throw new CannotCompareException(
                            Messages.line(e) + ", in each of " + ATTEMPTS + " attempts" + hint(), e);
                }
                progress.accept("trying again: " + Messages.line(e));
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS * failures);
            }
        }
        return new Report(
                comparison.counts(),
                comparison.differences(),
                effort.leftOut(),
                effort.incidents(),
                effort.took(),
                effort.locked(),
                effort.longestHeld(),
                stack.zoneId());
    }

    private String hint() {
        return mayLock ? "" : "; without --no-lock writers would be made to wait for the board";
    }

    private void compareAtOneCut()
            throws IOException, SQLException, TryAgainException, CannotCompareException, InterruptedException {
        try (SourceLog pos = SourceLog.open(SourceLog.POS, stack.pos());
                SourceLog crm = SourceLog.open(SourceLog.CRM, stack.crm())) {
            pipeline.await(List.of(pos, crm));
            if (questions == null) {
                questions = questions();
            }
            boolean locking = mayLock && smallCuts >= SMALL_CUTS_BEFORE_LOCKING;
            if (locking && effort.locked() == 0) {
                progress.accept(
                        "too much is written to compare without locks; writers now wait for up to two seconds at"
                                + " a time");
            }
            smallCuts++;
            try (Cut cut = take(locking)) {
                pos.beat();
                crm.beat();
                compareAt(cut, locking);
            }
        } catch (SQLException e) {
            throw TryAgainException.of(e, "the databases");
        }
    }

    private Cut take(boolean locking) throws SQLException, TryAgainException, InterruptedException {
        long began = System.nanoTime();
        try {
            return Cut.take(stack, locking);
        } catch (TryAgainException e) {
            if (locking) {
                effort.held(Duration.ofNanos(System.nanoTime() - began));
            }
            throw e;
        }
    }

    private List<Question> questions() throws IOException, SQLException, TryAgainException, InterruptedException {
        try (Connection pos = stack.pos().open();
                Connection crm = stack.crm().open()) {
            return Questions.of(
                    pos, crm, calendar, board.health(BoardClient.TIMEOUT).asOf());
        }
    }

    private void compareAt(Cut cut, boolean locking)
            throws IOException, SQLException, TryAgainException, CannotCompareException, InterruptedException {
        Batch batch;
        try {
            cut.await(board);
            batch = Asking.ask(board, calendar, cut, questions.subList(done, questions.size()));
        } finally {
            cut.release();
            if (locking) {
                effort.held(cut.held());
            }
        }
        int left = questions.size() - done;
        if (batch.asked() < Math.min(locking ? 1 : FEW, left)) {
            throw new TryAgainException(batch.end());
        }
        if (!locking && batch.asked() * SMALL_PART >= left) {
            smallCuts = 0;
        }
        try (Oracle oracle = Oracle.open(stack)) {
            cut.copyTo(oracle);
            oracle.prepare();
            while (batch.asked() > 0) {
                comparison.add(new BatchComparison(oracle, calendar).compare(batch));
                done += batch.asked();
                effort.said(batch.health());
                progress.accept(String.format(
                        Locale.ROOT,
                        "%,d of %,d questions: %,d cells compared, %,d different",
                        done,
                        questions.size(),
                        comparison.compared(),
                        comparison.different()));
                batch = Asking.ask(board, calendar, cut, questions.subList(done, questions.size()));
            }
        }
    }
}
