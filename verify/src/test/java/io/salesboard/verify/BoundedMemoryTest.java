package io.salesboard.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Scope;
import io.salesboard.stack.Stack;
import io.salesboard.testdatabases.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Verify on a company whose answers do not fit into its memory, in a process of its own. */
class BoundedMemoryTest {
    private static final int PRODUCTS = 60;
    private static final int REPS = 12;
    private static final Pattern TOTAL = Pattern.compile("([\\d,]+) cells compared, 0 different, in");

    /** Every day of 400, three orders of two lines each; one is refunded now and then, one paid in part. */
    private static final String POS = """
            insert into store select 'S' || n, 'Cửa hàng ' || n, 'V' || n %% 2, 'store' from generate_series(1, 4) n;
            insert into product
                select 'P' || n, 'Hàng ' || n, 'Nhóm ' || n %% 5, 100 + n, 'VND' from generate_series(1, %1$d) n;
            insert into pos_order (order_id, store_id, rep_id, channel, status, order_ts, completed_ts, discount)
                select n, 'S' || 1 + n %% 4, 'R' || 1 + n %% %2$d, case n %% 2 when 0 then 'store' else 'website' end,
                    'completed', ts, ts, n %% 7
                from generate_series(1, 1200) n
                cross join lateral (select timestamptz '2026-11-20 14:00+07' - n / 3 * interval '1 day') t (ts);
            insert into pos_order_line (line_id, order_id, product_id, qty, unit_price)
                select n, 1 + n / 2, 'P' || 1 + n %% %1$d, 1 + n %% 3, 1000 + n from generate_series(0, 2399) n;
            insert into pos_payment (order_id, amount, paid_ts)
                select order_id, 900 + order_id, completed_ts from pos_order;
            insert into pos_refund (order_id, amount, refund_ts)
                select order_id, 11, completed_ts + interval '1 day' from pos_order where order_id %% 50 = 9;
            """.formatted(PRODUCTS, REPS);

    private static final String CRM = """
            insert into region values ('V0', 'Bắc'), ('V1', 'Nam');
            insert into team values ('T0', 'Một', 'V0'), ('T1', 'Hai', 'V1');
            insert into rep select 'R' || n, 'Nhân viên ' || n, null, true from generate_series(1, %1$d) n;
            insert into rep_assignment (rep_id, team_id, region_id, valid_from)
                select 'R' || n, 'T' || n %% 2, 'V' || n %% 2, '2020-01-01' from generate_series(1, %1$d) n;
            insert into quota (scope_type, scope_id, period_start, period_end, amount)
                select 'rep', 'R' || n, month, month + interval '1 month', 90000 + n
                from generate_series(1, %1$d) n
                cross join generate_series(timestamp '2025-10-01', '2026-11-01', interval '1 month') month;
            """.formatted(REPS);

    @TempDir
    Path directory;

    @Test
    void comparesACompanyWhoseAnswersDoNotFitIntoMemoryInParts() throws Exception {
        TestDatabases databases = TestDatabases.start();
        load(databases.pos(), POS);
        load(databases.crm(), CRM);
        Map<Scope, List<String>> entities = Map.of(
                Scope.COMPANY, List.of("company"),
                Scope.PRODUCT, ids("P", PRODUCTS),
                Scope.REP, ids("R", REPS));
        try (FakeBoard board = new FakeBoard(TinyHistory.stack(databases, "-", directory), TinyHistory.NOW, entities)) {
            Stack stack = TinyHistory.stack(databases, board.address(), directory);
            stack.write(directory);

            Process verify = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx40m",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            "--data-dir",
                            directory.toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(verify.waitFor()).as(output).isZero();
            Matcher total = TOTAL.matcher(output);
            assertThat(total.find()).as(output).isTrue();
            assertThat(Integer.parseInt(total.group(1).replace(",", ""))).isGreaterThan(400_000);
            assertThat(output.lines().filter(line -> line.contains(" questions: ")))
                    .as(output)
                    .hasSizeGreaterThan(1);
        }
    }

    private static List<String> ids(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> prefix + n).toList();
    }

    private static void load(DataSource database, String sql) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The command alone. */
    static final class Main {
        public static void main(String[] args) {
            System.exit(new CommandLine(new VerifyCommand()).execute(args));
        }
    }
}
