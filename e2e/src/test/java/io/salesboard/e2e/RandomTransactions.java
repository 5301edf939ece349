package io.salesboard.e2e;

import io.salesboard.stack.Stack;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Seeded transactions over both databases, committed one after the other: orders of several lines, edits, refunds,
 * cancellations, deletions, backdating, changes of owner, customer, team and primary key, NaN and back, emptied tables, quotas, leads,
 * deals and meetings. Two reps of their own have one order each, between which an amount moves back and forth.
 */
final class RandomTransactions implements AutoCloseable {
    static final Set<String> PAIR = Set.of("RND-1", "RND-2");
    static final BigDecimal TOGETHER = BigDecimal.valueOf(10_000_000);

    /** Ids from here on are of this test. */
    private static final long FIRST = 2_000_000;

    private static final String SOME_ORDER =
            "(select order_id from pos_order where order_id > " + (FIRST + 3) + " order by random() limit 1)";
    private static final List<String> TEAMS = List.of("HN", "SG", "DN", "HP");
    private static final List<String> REGIONS = List.of("BAC", "TRUNG", "NAM");

    private final Random random;
    private final Connection pos;
    private final Connection crm;
    private long id = FIRST + 10;

    RandomTransactions(long seed, Stack stack) throws SQLException {
        random = new Random(seed);
        pos = stack.pos().open();
        crm = stack.crm().open();
        pos.setAutoCommit(false);
        crm.setAutoCommit(false);
        begin();
    }

    private void begin() throws SQLException {
        run(
                crm,
                "select setseed(" + random.nextDouble() + ")",
                "insert into rep values ('RND-1', 'Đỗ Thị Một', '2020-01-01', true), ('RND-2', 'Đỗ Văn Hai', '2020-01-01', true)",
                "insert into rep_assignment (rep_id, team_id, region_id, valid_from) values"
                        + " ('RND-1', 'HN', 'BAC', '2020-01-01'), ('RND-2', 'SG', 'NAM', '2020-01-01')");
        run(
                pos,
                "select setseed(" + random.nextDouble() + ")",
                order(FIRST + 1, "'RND-1'", "now()"),
                order(FIRST + 2, "'RND-2'", "now()"),
                order(FIRST + 3, "null", "now()"),
                line(FIRST + 1, FIRST + 1, "4000000"),
                line(FIRST + 2, FIRST + 2, "6000000"),
                line(FIRST + 3, FIRST + 3, "500000"));
    }

    /** Commits the next transaction; whoever loses the connection meanwhile gets the error. */
    void next() throws SQLException {
        switch (random.nextInt(22)) {
            case 0, 1, 2, 3 -> sell();
            case 4, 5, 6 -> move();
            case 7 ->
                run(
                        pos,
                        "update pos_order_line set qty = " + (1 + random.nextInt(5)) + ", unit_price = "
                                + 1000L * random.nextInt(9000) + " where order_id = " + SOME_ORDER);
            case 8 ->
                run(
                        pos,
                        "insert into pos_refund (refund_id, order_id, amount, refund_ts) select " + ++id
                                + ", order_id, "
                                + 1000L * (1 + random.nextInt(900)) + ", now() from pos_order where order_id = "
                                + SOME_ORDER);
            case 9 ->
                run(
                        pos,
                        "with gone as (delete from pos_order where order_id = " + SOME_ORDER
                                + " returning order_id) delete from pos_order_line where order_id in (select order_id from gone)");
            case 10 ->
                run(
                        pos,
                        "update pos_order set completed_ts = now() - interval '" + random.nextInt(60)
                                + " days' where order_id = " + SOME_ORDER);
            case 11 ->
                run(
                        pos,
                        "update pos_order set rep_id = " + rep() + ", status = "
                                + (random.nextInt(4) == 0 ? "'cancelled'" : "'completed'") + " where order_id = "
                                + SOME_ORDER);
            case 12 ->
                run(
                        crm,
                        "update rep_assignment set team_id = '" + one(TEAMS) + "', region_id = '" + one(REGIONS)
                                + "' where rep_id = " + rep());
            case 13 -> changeKey();
            case 14 ->
                run(
                        pos,
                        "update pos_order set discount = " + (random.nextBoolean() ? "'NaN'" : "0")
                                + " where order_id = " + SOME_ORDER);
            case 15 ->
                run(
                        crm,
                        "update quota set amount = " + 1_000_000L * random.nextInt(500)
                                + ", version = version + 1 where"
                                + " quota_id = (select quota_id from quota order by random() limit 1)");
            case 16 ->
                run(
                        crm,
                        "insert into lead (source, owner_rep_id, status, created_ts) values ('rnd', " + rep()
                                + ", 'new', now())",
                        "insert into opportunity (owner_rep_id, source, stage, amount, created_ts, closed_ts, outcome) values ("
                                + rep() + ", 'rnd', 'won', " + 1000L * random.nextInt(90_000)
                                + ", now(), now(), 'won')");
            case 17 -> run(pos, "update pos_order set customer_id = " + customer() + " where order_id = " + SOME_ORDER);
            case 18 ->
                run(
                        crm,
                        "insert into activity (type, rep_id, scheduled_ts) values ('"
                                + one(List.of("call", "meeting", "meeting")) + "', " + rep()
                                + ", now() + interval '" + (random.nextInt(120) - 100) + " minutes')");
            case 19 -> changeAMeeting();
            case 20 ->
                run(
                        crm,
                        "update opportunity set expected_close = "
                                + (random.nextInt(4) == 0 ? "null" : "current_date + " + (random.nextInt(40) - 20))
                                + " where opp_id = (select opp_id from opportunity where outcome is null"
                                + " order by random() limit 1)");
            default -> {
                if (random.nextInt(4) == 0) {
                    run(pos, "truncate pos_refund");
                } else {
                    sell();
                }
            }
        }
    }

    /** A column that figures read is away for a moment; a row that is touched meanwhile is left out so long. */
    void renameAColumnAndBack() throws SQLException {
        run(pos, "alter table pos_order rename column shipping to freight");
        run(pos, "update pos_order set freight = 1000 where order_id = " + (FIRST + 3));
        run(pos, "alter table pos_order rename column freight to shipping");
        run(pos, "update pos_order set shipping = 0 where order_id = " + (FIRST + 3));
    }

    /** Nothing is left that cannot be true, so that SQL and the board can be compared. */
    void mend() throws SQLException {
        run(pos, "update pos_order set discount = 0 where discount = 'NaN'");
    }

    private void sell() throws SQLException {
        long order = ++id;
        StringBuilder lines = new StringBuilder(order(order, rep(), "now()"));
        for (int i = random.nextInt(4); i >= 0; i--) {
            lines.append(';').append(line(++id, order, Long.toString(1000L * (1 + random.nextInt(20_000)))));
        }
        run(pos, lines.toString());
    }

    private void move() throws SQLException {
        long first = 1000L * random.nextInt(10_000);
        run(
                pos,
                "update pos_order_line set unit_price = " + first + " where line_id = " + (FIRST + 1),
                "update pos_order_line set unit_price = " + TOGETHER.subtract(BigDecimal.valueOf(first))
                        + " where line_id = " + (FIRST + 2));
    }

    private void changeAMeeting() throws SQLException {
        String some = " where activity_id = (select activity_id from activity where type = 'meeting'"
                + " order by random() limit 1)";
        run(
                crm,
                switch (random.nextInt(4)) {
                    case 0 -> "delete from activity" + some;
                    case 1 -> "update activity set done_ts = now()" + some;
                    case 2 -> "update activity set done_ts = null, rep_id = " + rep() + some;
                    default -> "update activity set scheduled_ts = now() - interval '20 minutes'" + some;
                });
    }

    private void changeKey() throws SQLException {
        long other = ++id;
        run(
                pos,
                "with was as (select order_id from pos_order where order_id = " + SOME_ORDER + "), moved as (update"
                        + " pos_order_line set order_id = " + other
                        + " from was where pos_order_line.order_id = was.order_id)"
                        + " update pos_order set order_id = " + other
                        + " from was where pos_order.order_id = was.order_id");
    }

    private String order(long order, String rep, String completed) {
        return "insert into pos_order (order_id, store_id, rep_id, customer_id, channel, status, order_ts, completed_ts)"
                + " select " + order + ", min(store_id), " + rep + ", " + customer() + ", 'store', 'completed', "
                + completed + ", " + completed + " from store";
    }

    private static String line(long line, long order, String price) {
        return "insert into pos_order_line (line_id, order_id, product_id, qty, unit_price) select " + line + ", "
                + order + ", min(product_id), 1, " + price + " from product";
    }

    /** One of few, so that most come again; a customer of the demo company, or nobody. */
    private String customer() {
        return random.nextInt(5) == 0
                ? "null"
                : String.format(java.util.Locale.ROOT, "'K%05d'", 1 + random.nextInt(20));
    }

    /** Somebody of the demo company, or nobody. */
    private String rep() {
        return random.nextInt(6) == 0
                ? "null"
                : String.format(java.util.Locale.ROOT, "'R%03d'", 1 + random.nextInt(30));
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        pos.close();
        crm.close();
    }
}
