package io.salesboard.verify;

import io.salesboard.core.model.Scope;
import io.salesboard.stack.Stack;
import io.salesboard.testdatabases.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * A history small enough to compute by hand, with every case that figures are easily wrong about.
 *
 * <p>An moves from the north (team T1) to the south (T2) on 10 November, Bình stays in the north, Chi is inactive. It is
 * Friday 20 November 2026, 15:00, a half day.
 */
final class TinyHistory {
    static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    /** What the reference tables list. */
    static final Map<Scope, List<String>> ENTITIES = Map.of(
            Scope.COMPANY, List.of("company"),
            Scope.REGION, List.of("N", "S"),
            Scope.TEAM, List.of("T1", "T2"),
            Scope.REP, List.of("A", "B", "C"),
            Scope.STORE, List.of("S1", "S2", "S3"),
            Scope.PRODUCT, List.of("P1", "P2", "P3"));

    private static final String CRM = """
            insert into region values ('N', 'Bắc'), ('S', 'Nam');
            insert into team values ('T1', 'Một', 'N'), ('T2', 'Hai', 'S');
            insert into rep values ('A', 'An', '2026-01-01', true), ('B', 'Bình', null, true), ('C', 'Chi', null, false);
            insert into rep_assignment (rep_id, team_id, region_id, valid_from, valid_to) values
                ('A', 'T1', 'N', '2026-01-01', '2026-11-10'),
                ('A', 'T2', 'S', '2026-11-10', null),
                ('B', 'T2', 'S', '2025-01-01', null),
                ('B', 'T1', 'N', '2026-01-01', null),
                ('C', 'T1', 'N', '2026-01-01', null);
            insert into business_day values ('default', '2026-11-20', 0.5), ('other', '2026-11-19', 0);
            insert into quota (scope_type, scope_id, metric, period_start, period_end, amount, currency, version) values
                ('rep', 'A', 'revenue', '2026-11-01', '2026-12-01', 26000, 'VND', 1),
                ('rep', 'A', 'revenue', '2026-11-01', '2026-12-01', 30000, 'VND', 2),
                ('rep', 'A', 'revenue', '2026-11-01', '2026-12-01', 1, 'USD', 3),
                ('rep', 'A', 'units', '2026-11-01', '2026-12-01', 5, 'VND', 9),
                ('rep', 'A', 'revenue', '2026-11-01', '2026-11-15', 7, 'VND', 1),
                ('rep', 'B', 'revenue', '2026-11-01', '2026-12-01', 1000, 'VND', 1),
                ('team', 'T1', 'revenue', '2026-11-01', '2026-12-01', 5000, 'VND', 1),
                ('team', 'T1', 'revenue', '2026-11-01', '2026-12-01', null, null, 2),
                ('company', 'company', 'revenue', '2026-10-01', '2026-11-01', 1000, 'VND', 1),
                ('company', 'company', 'revenue', '2026-11-01', '2026-12-01', 3000, 'VND', 1),
                ('company', 'company', 'revenue', '2026-01-01', '2027-01-01', 9000, 'VND', 1);
            insert into lead (source, owner_rep_id, status, created_ts, converted_ts) values
                ('web', 'A', 'converted', '2026-11-09 10:00+07', '2026-11-20 10:00+07'),
                ('web', 'A', 'new', '2026-11-09 11:00+07', null),
                ('fair', null, 'new', '2026-11-20 11:00+07', null),
                (null, 'B', 'merged', '2026-11-20 11:00+07', null);
            insert into opportunity
                (owner_rep_id, source, product_id, stage, amount, currency, probability, created_ts, closed_ts, outcome, lost_reason)
            values
                ('A', 'web', 'P1', 'won', 500.5, 'VND', 1, '2026-11-09 10:00+07', '2026-11-20 10:00+07', 'won', null),
                ('A', 'web', 'P1', 'lost', 300, 'VND', 0, '2026-11-09 10:00+07', '2026-11-09 10:00+07', 'lost', 'price'),
                ('A', 'web', null, 'lost', null, null, 0, '2026-11-09 10:00+07', '2026-11-09 10:00+07', 'lost', null),
                ('A', 'fair', 'P2', 'proposal', 1001, 'VND', 0.5, '2026-11-09 10:00+07', null, null, null),
                ('A', 'fair', 'P2', 'proposal', 1000, 'USD', 0.5, '2026-11-09 10:00+07', null, null, null);
            """;

    private static final String POS = """
            insert into store values ('S1', 'Một', 'N', 'store'), ('S2', 'Hai', 'S', 'store'), ('S3', 'Ba', 'S', 'online');
            insert into product values
                ('P1', 'Một', 'Giấy', 60.5, 'VND'), ('P2', 'Hai', 'Giấy', null, 'VND'), ('P3', 'Ba', null, 1, 'USD');
            insert into pos_order
                (order_id, store_id, rep_id, channel, status, order_ts, completed_ts, currency, discount, tax, shipping, deleted_at)
            values
                (1, 'S1', 'A', 'store', 'completed', '2026-11-09 09:00+07', '2026-11-09 23:30+07', 'VND', 100, 50, 20, null),
                (2, 'S2', 'B', 'website', 'completed', '2026-11-20 09:00+07', '2026-11-20 09:15+07', 'VND', 0, null, 0, null),
                (3, 'S2', 'B', 'website', 'cancelled', '2026-11-20 09:00+07', '2026-11-20 09:15+07', 'VND', 0, 0, 0, null),
                (4, 'S2', 'B', 'website', 'completed', '2026-11-20 09:00+07', '2026-11-20 09:15+07', 'VND', 0, 0, 0, now()),
                (5, 'S2', 'B', 'website', 'completed', '2026-11-20 09:00+07', '2026-11-20 09:15+07', 'USD', 0, 0, 0, null),
                (6, null, null, null, 'completed', '2026-11-19 09:00+07', '2026-11-19 09:15+07', 'VND', 10, 0, 0, null);
            insert into pos_order_line (line_id, order_id, product_id, qty, unit_price, discount, tax) values
                (1, 1, 'P1', 2, 150.5, 1, 5), (2, 1, 'P2', 1, 600, 0, 0), (3, 1, 'P1', 0.5, 201, 1, 0),
                (4, 2, 'P2', 1, 1000, null, 0),
                (5, 3, 'P2', 1, 7777, 0, 0), (6, 4, 'P2', 1, 7777, 0, 0), (7, 5, 'P2', 1, 7777, 0, 0);
            insert into pos_payment (order_id, amount, currency, paid_ts, status) values
                (1, 500, 'VND', '2026-11-09 23:30+07', 'settled'), (1, 400, 'VND', '2026-11-09 23:30+07', 'pending'),
                (2, 1100, 'VND', '2026-11-20 09:15+07', 'settled'), (2, 1, 'USD', '2026-11-20 09:15+07', 'settled');
            insert into pos_refund (order_id, line_id, amount, currency, refund_ts) values
                (1, null, 90, 'VND', '2026-11-10 10:00+07'), (2, 4, 50, 'USD', '2026-11-20 10:00+07'),
                (3, 5, 50, 'VND', '2026-11-20 10:00+07');
            """;

    private TinyHistory() {}

    static void load(TestDatabases databases) throws SQLException {
        execute(databases.pos(), POS);
        execute(databases.crm(), CRM);
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Describes a stack that consists of these databases and a board. */
    static Stack stack(TestDatabases databases, String board, Path directory) throws IOException, SQLException {
        Path password = directory.resolve("password");
        Files.writeString(password, "postgres");
        return new Stack(
                board,
                "-",
                "-",
                "-",
                "-",
                database(databases.pos(), password),
                database(databases.crm(), password),
                "Asia/Ho_Chi_Minh",
                "VND",
                "real",
                "08:00",
                "22:00",
                List.of(),
                "-",
                null);
    }

    private static Stack.Database database(DataSource source, Path password) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return new Stack.Database(connection.getMetaData().getURL(), "postgres", password.toString());
        }
    }
}
