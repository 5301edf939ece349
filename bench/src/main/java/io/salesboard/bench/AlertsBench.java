package io.salesboard.bench;

import io.salesboard.core.time.BusinessClock;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Lets reps reach their quotas of the month by an order each, and takes the order back: the rule {@code quota-reached} raises an
 * alert and withdraws it, and Alertmanager posts both.
 */
final class AlertsBench {
    static final String RULE = "quota-reached";

    private static final String REP = "BENCH-A";
    private static final long QUOTA = 100_000_000;
    private static final long FIRST_ORDER = -1_000_001;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Stack stack;
    private final int rounds;
    private final Consumer<String> progress;
    private final BusinessClock clock;

    AlertsBench(Stack stack, int rounds, Consumer<String> progress) {
        this.stack = stack;
        this.rounds = rounds;
        this.progress = progress;
        this.clock = BusinessClock.parse(stack.clock());
    }

    /**
     * What was found.
     *
     * @param raised microseconds from the commit that crosses the threshold to the post that says so
     * @param withdrawn microseconds from the commit that takes it back to the post that says so
     * @param missing crossings that were not told
     */
    record Report(int rounds, Histogram raised, Histogram withdrawn, int missing) {
        boolean passes(Duration maxP99) {
            long most = maxP99.toNanos() / 1_000;
            return missing == 0
                    && raised.getValueAtPercentile(99) <= most
                    && withdrawn.getValueAtPercentile(99) <= most;
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "commit to webhook, %d crossings, milliseconds%n%-10s %8s %8s %8s %8s%n%s%s%s%s%n",
                    rounds,
                    "",
                    "count",
                    "p50",
                    "p99",
                    "max",
                    line("raised", raised),
                    line("withdrawn", withdrawn),
                    missing == 0 ? "" : missing + " were never told\n",
                    Machine.text());
        }

        private static String line(String name, Histogram h) {
            return String.format(
                    Locale.ROOT,
                    "%-10s %8d %8.1f %8.1f %8.1f%n",
                    name,
                    h.getTotalCount(),
                    h.getValueAtPercentile(50) / 1e3,
                    h.getValueAtPercentile(99) / 1e3,
                    h.getMaxValue() / 1e3);
        }
    }

    Report run() throws IOException, SQLException, InterruptedException {
        Histogram raised = new Histogram(3);
        Histogram withdrawn = new Histogram(3);
        int missing = 0;
        try (Connection pos = stack.pos().open();
                Connection crm = stack.crm().open();
                Webhook webhook = new Webhook()) {
            clean(pos, crm);
            try {
                hire(crm);
                awaitQuotas();
                progress.accept(rounds + " reps are there; one after the other reaches the quota");
                pos.setAutoCommit(false);
                for (int i = 0; i < rounds; i++) {
                    missing += told(webhook, i, "firing", order(pos, i), raised);
                    missing += told(webhook, i, "withdrawn", cancelled(pos, i), withdrawn);
                }
            } finally {
                pos.rollback();
                pos.setAutoCommit(true);
                clean(pos, crm);
            }
        }
        return new Report(rounds, raised, withdrawn, missing);
    }

    /** Records how long it took; 1 where nothing came. */
    private static int told(Webhook webhook, int i, String state, long committed, Histogram to)
            throws InterruptedException {
        Long at = webhook.await(RULE, REP + i, state, LIMIT);
        if (at == null) {
            return 1;
        }
        to.recordValue(Math.max(0, (at - committed) / 1_000));
        return 0;
    }

    private void hire(Connection crm) throws SQLException {
        LocalDate month = clock.now(Clock.systemUTC())
                .atZone(ZoneId.of(stack.zone()))
                .toLocalDate()
                .withDayOfMonth(1);
        crm.setAutoCommit(false);
        try (PreparedStatement rep =
                        crm.prepareStatement("insert into rep (rep_id, name, active) values (?, ?, true)");
                PreparedStatement quota = crm.prepareStatement("insert into quota (scope_type, scope_id, period_start,"
                        + " period_end, amount, currency) values ('rep', ?, ?, ?, ?, ?)")) {
            for (int i = 0; i < rounds; i++) {
                rep.setString(1, REP + i);
                rep.setString(2, "Bench " + i);
                rep.executeUpdate();
                quota.setString(1, REP + i);
                quota.setObject(2, month);
                quota.setObject(3, month.plusMonths(1));
                quota.setLong(4, QUOTA);
                quota.setString(5, stack.currency());
                quota.executeUpdate();
            }
        }
        crm.commit();
        crm.setAutoCommit(true);
    }

    private void awaitQuotas() throws IOException, InterruptedException {
        BoardClient board = new BoardClient();
        String last = stack.board() + "/api/v1/kpis?scope=rep&window=month&id=" + REP + (rounds - 1);
        long until = System.nanoTime() + LIMIT.toNanos();
        while (board.get(last).at("/rows/0/values/K51.quota").isMissingNode()
                || board.get(last).at("/rows/0/values/K51.quota").isNull()) {
            if (System.nanoTime() > until) {
                throw new IOException(
                        "the board shows no quota of " + REP + (rounds - 1) + " after " + LIMIT.toSeconds() + " s");
            }
            Thread.onSpinWait();
        }
    }

    private long order(Connection pos, int i) throws SQLException {
        try (PreparedStatement order =
                        pos.prepareStatement("insert into pos_order (order_id, store_id, rep_id, channel,"
                                + " status, order_ts, completed_ts, currency)"
                                + " values (?, (select min(store_id) from store), ?, 'store', 'completed', ?, ?, ?)");
                PreparedStatement line =
                        pos.prepareStatement("insert into pos_order_line (line_id, order_id, product_id,"
                                + " qty, unit_price) values (?, ?, (select min(product_id) from product), 1, ?)")) {
            order.setLong(1, FIRST_ORDER - i);
            order.setString(2, REP + i);
            order.setObject(3, clock.now(Clock.systemUTC()).atOffset(ZoneOffset.UTC));
            order.setObject(4, clock.now(Clock.systemUTC()).atOffset(ZoneOffset.UTC));
            order.setString(5, stack.currency());
            order.executeUpdate();
            line.setLong(1, FIRST_ORDER - i);
            line.setLong(2, FIRST_ORDER - i);
            line.setLong(3, QUOTA);
            line.executeUpdate();
        }
        pos.commit();
        return System.nanoTime();
    }

    private static long cancelled(Connection pos, int i) throws SQLException {
        try (PreparedStatement cancel =
                pos.prepareStatement("update pos_order set status = 'cancelled' where order_id = ?")) {
            cancel.setLong(1, FIRST_ORDER - i);
            cancel.executeUpdate();
        }
        pos.commit();
        return System.nanoTime();
    }

    private static void clean(Connection pos, Connection crm) throws SQLException {
        try (Statement of = pos.createStatement()) {
            of.execute(
                    "delete from pos_order_line where order_id in (select order_id from pos_order where rep_id like '"
                            + REP + "%')");
            of.execute("delete from pos_order where rep_id like '" + REP + "%'");
        }
        try (Statement of = crm.createStatement()) {
            of.execute("delete from quota where scope_type = 'rep' and scope_id like '" + REP + "%'");
            of.execute("delete from rep where rep_id like '" + REP + "%'");
        }
    }
}
