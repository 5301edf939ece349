package io.salesboard.bench;

import io.salesboard.stack.Stack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A rep who exists for a measurement only: hired at its beginning, removed with all orders in the end.
 *
 * <p>The rep is not active, and the ids of the orders are to be below zero: people who work in the same databases, such as the
 * demo's simulator, go back to recent orders and sell through active reps, and so never change the sum that is measured.
 */
final class BenchRep implements AutoCloseable {
    private final String id;
    private final Connection pos;
    private final Connection crm;

    private BenchRep(String id, Connection pos, Connection crm) {
        this.id = id;
        this.pos = pos;
        this.crm = crm;
    }

    /** Connects, removes what an earlier run may have left, and hires the rep. */
    static BenchRep hire(Stack stack, String id) throws SQLException {
        Connection pos = stack.pos().open();
        try {
            BenchRep rep = new BenchRep(id, pos, stack.crm().open());
            rep.clean();
            execute(rep.crm, "insert into rep (rep_id, name, active) values ('" + id + "', 'Bench', false)");
            pos.setAutoCommit(false);
            return rep;
        } catch (SQLException e) {
            pos.close();
            throw e;
        }
    }

    /** The session that writes orders; what it writes is to be committed. */
    Connection pos() {
        return pos;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void clean() throws SQLException {
        execute(
                pos,
                "delete from pos_order_line where order_id in (select order_id from pos_order where rep_id = '" + id
                        + "')");
        execute(pos, "delete from pos_order where rep_id = '" + id + "'");
        execute(crm, "delete from rep where rep_id = '" + id + "'");
    }

    @Override
    public void close() throws SQLException {
        try (pos;
                crm) {
            pos.rollback();
            pos.setAutoCommit(true);
            clean();
        }
    }
}
