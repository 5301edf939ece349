package io.salesboard.bench;

import io.salesboard.core.time.BusinessClock;
import io.salesboard.stack.Stack;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * The orders of a {@link BenchRep}: inserts, changes and deletes them one commit after another,
 * and removes everything in the end.
 */
final class BenchOrders implements AutoCloseable {
    static final String REP = "BENCH";

    private static final int LARGEST = 1_000_000;

    private record Order(long id, long amount) {}

    private final BenchRep rep;
    private final Connection pos;
    private final BusinessClock clock;
    private final String currency;
    private final Random random = new Random(42);
    private final Deque<Order> orders = new ArrayDeque<>();
    private long sum;
    private long lastId;

    private BenchOrders(Stack stack, BenchRep rep) {
        this.rep = rep;
        this.pos = rep.pos();
        this.clock = BusinessClock.parse(stack.clock());
        this.currency = stack.currency();
    }

    static BenchOrders open(Stack stack) throws SQLException {
        return new BenchOrders(stack, BenchRep.hire(stack, REP));
    }

    /** Net revenue of the rep after all commits so far. */
    long sum() {
        return sum;
    }

    /**
     * The commits of a measurement, one by one: insertions, changes and deletions in turn.
     *
     * @param number counts them from 0
     * @param due see {@link Ledger#expect}
     */
    void write(long number, Ledger ledger, long due) throws SQLException {
        switch (Kind.values()[(int) (number % Kind.values().length)]) {
            case INSERT -> insert(ledger, due);
            case UPDATE -> change(ledger, due);
            case DELETE -> delete(ledger, due);
        }
    }

    /** Inserts an order; what the rep's revenue is afterwards is announced to the ledger before the commit. */
    void insert(Ledger ledger, long due) throws SQLException {
        long amount = amount(ledger, 0);
        long id = --lastId;
        try (PreparedStatement insert =
                pos.prepareStatement("insert into pos_order (order_id, store_id, rep_id, channel, status,"
                        + " order_ts, completed_ts, currency)"
                        + " values (?, (select min(store_id) from store), ?, 'store', 'completed', ?, ?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, REP);
            insert.setObject(3, clock.now(Clock.systemUTC()).atOffset(ZoneOffset.UTC));
            insert.setObject(4, clock.now(Clock.systemUTC()).atOffset(ZoneOffset.UTC));
            insert.setString(5, currency);
            insert.executeUpdate();
        }
        update(
                "insert into pos_order_line (line_id, order_id, product_id, qty, unit_price)"
                        + " values (?, ?, (select min(product_id) from product), 1, ?)",
                id,
                id,
                amount);
        commit(ledger, Kind.INSERT, amount, due);
        orders.addLast(new Order(id, amount));
    }

    /** Changes the amount of the oldest order, which becomes the newest. */
    private void change(Ledger ledger, long due) throws SQLException {
        Order old = orders.removeFirst();
        long amount = amount(ledger, old.amount());
        update("update pos_order_line set unit_price = ? where order_id = ?", amount, old.id());
        commit(ledger, Kind.UPDATE, amount - old.amount(), due);
        orders.addLast(new Order(old.id(), amount));
    }

    /** Deletes the oldest order whose disappearance makes a sum that never was. */
    private void delete(Ledger ledger, long due) throws SQLException {
        Order order = orders.stream()
                .filter(o -> !ledger.occurred(sum - o.amount()))
                .findFirst()
                .orElseThrow();
        orders.remove(order);
        update("delete from pos_order_line where order_id = ?", order.id());
        update("delete from pos_order where order_id = ?", order.id());
        commit(ledger, Kind.DELETE, -order.amount(), due);
    }

    /** An amount that makes a sum that never was. */
    private long amount(Ledger ledger, long replaced) {
        long amount;
        do {
            amount = 1 + random.nextInt(LARGEST);
        } while (ledger.occurred(sum - replaced + amount));
        return amount;
    }

    private void commit(Ledger ledger, Kind kind, long change, long due) throws SQLException {
        sum += change;
        ledger.expect(kind, sum, due);
        pos.commit();
    }

    private void update(String sql, long... values) throws SQLException {
        try (PreparedStatement statement = pos.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        rep.close();
    }
}
