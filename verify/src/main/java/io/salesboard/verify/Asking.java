package io.salesboard.verify;

import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.WindowUnit;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Asks the board questions while it shows a cut, and keeps the answers of which that is certain: those of frames between two
 * looks at its health that both showed the cut.
 *
 * <p>All answers of a batch are of one business hour, so that "today", "this hour" and the hours that are kept mean the same
 * in all of them.
 */
final class Asking {
    private static final int AT_ONCE = 12;
    private static final Duration AT_MOST = Duration.ofMinutes(1);

    private final BoardClient board;
    private final BusinessCalendar calendar;
    private final Cut cut;
    private final Batch batch = new Batch();
    private Health before;

    private Asking(BoardClient board, BusinessCalendar calendar, Cut cut) {
        this.board = board;
        this.calendar = calendar;
        this.cut = cut;
    }

    /** Asks in the order of the questions as many as there is time and room for; gives locks back when their time is up. */
    static Batch ask(BoardClient board, BusinessCalendar calendar, Cut cut, List<Question> questions)
            throws SQLException, TryAgainException, InterruptedException {
        Asking asking = new Asking(board, calendar, cut);
        asking.ask(questions);
        return asking.batch;
    }

    private void ask(List<Question> questions) throws SQLException, TryAgainException, InterruptedException {
        long end = System.nanoTime() + AT_MOST.toNanos();
        boolean more = true;
        while (more && batch.asked() < questions.size() && !batch.isFull() && System.nanoTime() < end) {
            if (cut.isLocked() && cut.remaining().isZero()) {
                cut.release();
            }
            int from = batch.asked();
            try {
                more = askSome(questions.subList(from, Math.min(questions.size(), from + AT_ONCE)));
            } catch (IOException | TryAgainException e) {
                batch.end(Messages.line(e));
                // What a board does not answer in the time of a lock it may answer afterwards.
                more = cut.isLocked();
                cut.release();
            }
        }
    }

    /** @return whether it makes sense to go on */
    private boolean askSome(List<Question> questions) throws IOException, TryAgainException, InterruptedException {
        if (before == null) {
            before = board.health(cut.remaining());
            if (cut.whyHidden(before) != null) {
                batch.end(cut.whyHidden(before));
                return false;
            }
        }
        List<Answer> answers = board.ask(questions.stream().filter(this::isKept).toList(), cut.remaining());
        Health after = board.health(cut.remaining());
        String end = whyUncertain(answers, after);
        if (end != null) {
            batch.end(end);
            return false;
        }
        batch.add(answers, questions.size(), after);
        before = after;
        return true;
    }

    private String whyUncertain(List<Answer> answers, Health after) {
        if (cut.whyHidden(after) != null) {
            return cut.whyHidden(after);
        }
        if (!hour(before).equals(hour(after))) {
            return "the business hour ended while the board was asked";
        }
        boolean between = answers.stream()
                .allMatch(answer -> before.version() <= answer.version() && answer.version() <= after.version());
        return between ? null : "the board answers with other frames than its health speaks of";
    }

    private Instant hour(Health health) {
        return calendar.windowOf(WindowUnit.HOUR, health.asOf()).from();
    }

    /** Hours older than 48 leave the board; what is asked for may have done so since the questions were made. */
    private boolean isKept(Question question) {
        return question.unit() != WindowUnit.HOUR
                || !question.start().isBefore(hour(before).minus(Duration.ofHours(WindowUnit.HOURS_KEPT - 1L)));
    }
}
