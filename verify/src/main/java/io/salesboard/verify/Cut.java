package io.salesboard.verify;

import io.salesboard.stack.Stack;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A state of both databases, and which frames of the board show it.
 *
 * <p>Taken with locks it keeps writers waiting until {@link #release}, which must be called once {@link #remaining} is used
 * up.
 */
final class Cut implements AutoCloseable {
    /** How long writers may wait, from asking for the first lock on; what is left of two seconds is for slow machines. */
    private static final Duration HELD_AT_MOST = Duration.ofMillis(1200);

    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(5);

    private final List<SourceSnapshot> sources = new ArrayList<>();
    private Duration held = Duration.ZERO;
    private long lockedAt;
    private boolean locked;

    private Cut() {}

    /**
     * Takes a state of both databases.
     *
     * @param locking whether writers wait meanwhile
     */
    static Cut take(Stack stack, boolean locking) throws SQLException, TryAgainException, InterruptedException {
        Cut cut = new Cut();
        try {
            cut.sources.add(SourceSnapshot.open(SourceLog.POS, stack.pos()));
            cut.sources.add(SourceSnapshot.open(SourceLog.CRM, stack.crm()));
            cut.locked = locking;
            cut.lockedAt = System.nanoTime();
            for (SourceSnapshot source : cut.sources) {
                if (locking) {
                    source.takeHeld();
                } else {
                    source.takeFree();
                }
            }
            return cut;
        } catch (SQLException | TryAgainException | InterruptedException | RuntimeException e) {
            cut.close();
            throw e;
        }
    }

    /** @throws TryAgainException when the board does not show this state in time, or never will */
    void await(BoardClient board) throws IOException, InterruptedException, TryAgainException {
        long end = System.nanoTime() + SHOWN_WITHIN.toNanos();
        String hidden = "the locks left no time to ask the board";
        while (locked ? !remaining().isZero() : System.nanoTime() < end) {
            Health health;
            try {
                health = board.health(remaining());
            } catch (TryAgainException e) {
                throw new TryAgainException(hidden + " (" + Messages.line(e) + ")");
            }
            hidden = whyHidden(health);
            if (hidden == null) {
                return;
            }
            if (sources.stream().anyMatch(source -> isPast(source, health))) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new TryAgainException(hidden);
    }

    /** Null when the board shows exactly this state, else why not. */
    String whyHidden(Health health) {
        if (health.unusable() != null) {
            return health.unusable();
        }
        for (SourceSnapshot source : sources) {
            Health.Source shown = health.sources().get(source.name());
            if (shown == null) {
                return "the board knows nothing of " + source.name();
            }
            if (shown.lsn() < source.to()) {
                return "the board has not passed position " + Lsn.text(source.to()) + " of the log of " + source.name()
                        + ", it is at " + Lsn.text(shown.lsn()) + " (look at the connector of " + source.name()
                        + " and at the job with ./salesboard status)";
            }
            if (isPast(source, health)) {
                return "rows of " + source.name() + " go on being written";
            }
        }
        return null;
    }

    private static boolean isPast(SourceSnapshot source, Health health) {
        Health.Source shown = health.sources().get(source.name());
        return shown != null && shown.rowLsn() > source.from();
    }

    boolean isLocked() {
        return locked;
    }

    /** How long the board may take to answer: while writers wait, what is left of their patience. */
    Duration remaining() {
        if (!locked) {
            return BoardClient.TIMEOUT;
        }
        Duration left = HELD_AT_MOST.minusNanos(System.nanoTime() - lockedAt);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Lets writers go on; what they write is not part of this state. */
    void release() throws SQLException, TryAgainException {
        if (locked) {
            locked = false;
            for (SourceSnapshot source : sources) {
                source.release();
            }
            held = Duration.ofNanos(System.nanoTime() - lockedAt);
        }
    }

    /** How long writers were kept waiting. */
    Duration held() {
        return held;
    }

    /** Copies this state for the KPIs' SQL, and lets go of it in the databases. */
    void copyTo(Oracle oracle) throws SQLException, TryAgainException, CannotCompareException {
        for (SourceSnapshot source : sources) {
            source.copyTo(oracle);
        }
        close();
    }

    @Override
    public void close() throws SQLException {
        for (SourceSnapshot source : sources) {
            source.close();
        }
    }
}
