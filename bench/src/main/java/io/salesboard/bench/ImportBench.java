package io.salesboard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.core.time.BusinessClock;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Inserts many orders of a {@link BenchRep}, and waits until the board has them. */
final class ImportBench implements AutoCloseable {
    static final int ROWS_AN_ORDER = 5;
    static final int ROWS_A_COMMIT = 1_000;

    private static final String REP = "BENCH-IMPORT";
    private static final int DAYS = 90;
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final long ASK_AGAIN = TimeUnit.MILLISECONDS.toNanos(50);

    private final Stack stack;
    private final BenchRep rep;
    private final Connection pos;
    private final BoardClient client;
    private final Instant now;
    private long orders;

    private ImportBench(Stack stack, BenchRep rep, BoardClient client) {
        this.stack = stack;
        this.client = client;
        this.rep = rep;
        this.pos = rep.pos();
        this.now = BusinessClock.parse(stack.clock()).now(Clock.systemUTC());
    }

    static ImportBench open(Stack stack) throws SQLException, IOException {
        BoardClient client = new BoardClient(stack.boardKey());
        return new ImportBench(stack, BenchRep.hire(stack, REP), client);
    }

    /** Inserts rows and waits for the board; returns what was found, as text. */
    String load(String how, int rows, int rowsACommit) throws SQLException, IOException, InterruptedException {
        Map<String, Duration> before = Effort.of(stack);
        long start = System.nanoTime();
        for (int left = rows; left > 0; left -= rowsACommit) {
            insert(Math.min(left, rowsACommit) / ROWS_AN_ORDER);
            pos.commit();
        }
        double written = seconds(start);
        double oldest = awaitBoard(start);
        double shown = seconds(start);
        Map<String, Duration> effort = Effort.between(before, Effort.of(stack));
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d rows %s: written after %.1f s, the board equals SQL after %.1f s, %,.0f rows/s; crm at most %.1f s old"
                        + "%n  processor time, ms a row:",
                rows,
                how,
                written,
                shown,
                rows / shown,
                oldest));
        double all = 0;
        for (Map.Entry<String, Duration> part : effort.entrySet()) {
            double each = part.getValue().toNanos() / 1e6 / rows;
            all += each;
            text.append(String.format(Locale.ROOT, " %s %.3f", part.getKey(), each));
        }
        return text.append(String.format(Locale.ROOT, "; together %.3f", all)).toString();
    }

    /** Orders of four lines, spread over the last days, over stores, channels and products. */
    private void insert(int count) throws SQLException {
        String numbered = " from generate_series(?::bigint, ?::bigint) n";
        try (PreparedStatement insert = pos.prepareStatement(
                "insert into pos_order (order_id, store_id, rep_id, channel, status, order_ts, completed_ts, currency)"
                        + " select -n, (select array_agg(store_id order by store_id) from store)[1 + n % (select count(*) from"
                        + " store)], '" + REP
                        + "', (array['store', 'website', 'zalo'])[1 + n % 3], 'completed', sold, sold, ?"
                        + " from (select n, ?::timestamptz - (n * 7919 % " + DAYS * 24 + ") * interval '1 hour' as sold"
                        + numbered
                        + ") orders")) {
            insert.setString(1, stack.currency());
            insert.setObject(2, now.atOffset(ZoneOffset.UTC));
            insert.setLong(3, orders + 1);
            insert.setLong(4, orders + count);
            insert.executeUpdate();
        }
        try (PreparedStatement insert =
                pos.prepareStatement("insert into pos_order_line (line_id, order_id, product_id, qty, unit_price)"
                        + " select -(4 * n + part), -n, (select array_agg(product_id order by product_id) from product)[1 + (n * 31"
                        + " + part * 7) % (select count(*) from product)], 1 + (n + part) % 3, 1000 * (1 + (n * 17 + part) % 900)"
                        + numbered + ", generate_series(0, 3) part")) {
            insert.setLong(1, orders + 1);
            insert.setLong(2, orders + count);
            insert.executeUpdate();
        }
        orders += count;
    }

    /** @return how old the figures of the other database were at most, seconds */
    private double awaitBoard(long start) throws SQLException, IOException, InterruptedException {
        Map<LocalDate, BigDecimal> expected = expected();
        double oldest = 0;
        while (!expected.equals(shown(expected))) {
            for (JsonNode source : client.get(stack.board() + "/api/v1/health").path("sources")) {
                if (source.path("name").asText().equals("crm")) {
                    oldest = Math.max(oldest, source.path("ageSeconds").asDouble());
                }
            }
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new IOException("the board does not show " + expected + " after " + LIMIT.toMinutes()
                        + " min; is the pipeline healthy? ./salesboard status");
            }
            LockSupport.parkNanos(ASK_AGAIN);
        }
        return oldest;
    }

    /** Net revenue by the first day of its month, by SQL. */
    private Map<LocalDate, BigDecimal> expected() throws SQLException {
        Map<LocalDate, BigDecimal> months = new TreeMap<>();
        try (PreparedStatement query = pos.prepareStatement(
                        "select date_trunc('month', completed_ts at time zone ?)::date, sum(qty * unit_price)"
                                + " from pos_order join pos_order_line using (order_id) where rep_id = '" + REP
                                + "' group by 1");
                ResultSet row = execute(query, stack.zone())) {
            while (row.next()) {
                months.put(
                        row.getObject(1, LocalDate.class), row.getBigDecimal(2).stripTrailingZeros());
            }
        }
        pos.rollback();
        return months;
    }

    private static ResultSet execute(PreparedStatement query, String text) throws SQLException {
        query.setString(1, text);
        return query.executeQuery();
    }

    private Map<LocalDate, BigDecimal> shown(Map<LocalDate, BigDecimal> expected)
            throws IOException, InterruptedException {
        Map<LocalDate, BigDecimal> months = new TreeMap<>();
        for (LocalDate month : expected.keySet()) {
            JsonNode answer = client.get(stack.board() + "/api/v1/kpis?scope=rep&window=month&at=" + month);
            for (JsonNode row : answer.path("rows")) {
                if (row.path("id").asText().equals(REP)) {
                    months.put(
                            month,
                            row.path("values").path("K01.net").decimalValue().stripTrailingZeros());
                }
            }
        }
        return months;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public void close() throws SQLException {
        rep.close();
    }
}
