package io.salesboard.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.testdatabases.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The loaded tables against the CSV files as PostgreSQL itself reads them. */
class AdventureWorksTest {
    private static TestDatabases databases;
    private static Connection pos;
    private static Connection crm;

    @BeforeAll
    static void load() throws Exception {
        Path folder = RealData.folder("adventureworks-fy2018");
        databases = TestDatabases.start();
        Playback playback = RealData.playback(RealData.load(folder), databases);
        playback.loadReference();
        playback.playAll();
        pos = databases.pos().getConnection();
        crm = databases.crm().getConnection();
        RealData.copy(
                pos,
                folder.resolve("sales_fy2018.csv"),
                "raw",
                "number",
                "day",
                "product",
                "reseller",
                "employee",
                "territory",
                "qty",
                "price",
                "sales",
                "cost");
        RealData.copy(crm, folder.resolve("targets_fy2018.csv"), "raw_target", "employee_id", "amount", "month");
        RealData.copy(
                crm, folder.resolve("salesperson.csv"), "raw_person", "key", "employee_id", "title", "upn", "name");
    }

    @AfterAll
    static void stop() throws Exception {
        if (databases != null) {
            pos.close();
            crm.close();
            databases.close();
        }
    }

    private static void same(Connection connection, String loaded, String raw) throws SQLException {
        assertThat(RealData.rows(connection, loaded)).isNotEmpty().isEqualTo(RealData.rows(connection, raw));
    }

    @Test
    void ordersLinesAndRevenueAreThoseOfTheFile() throws SQLException {
        same(
                pos,
                "select count(distinct order_id), count(*), sum(qty)::bigint, sum(round(qty * unit_price, 2))"
                        + " from pos_order join pos_order_line using (order_id) where status = 'completed'"
                        + " and currency = 'USD' and completed_ts is not null and deleted_at is null",
                "select count(distinct number), count(*), sum(qty::bigint), sum(sales::numeric(12, 2)) from raw");
        assertThat(RealData.rows(pos, "select count(*) from pos_order")).containsExactly("739");
    }

    @Test
    void revenueOfRepsAndTerritoriesByMonthIsThatOfTheFile() throws SQLException {
        for (String[] scope : new String[][] {{"rep_id", "employee"}, {"store_id", "territory"}}) {
            same(
                    pos,
                    "select " + scope[0] + ", to_char(completed_ts at time zone 'UTC', 'YYYY-MM'),"
                            + " count(distinct order_id), sum(round(qty * unit_price, 2)) from pos_order"
                            + " join pos_order_line using (order_id) group by 1, 2 order by 1, 2",
                    "select " + scope[1] + ", left(day, 7), count(distinct number), sum(sales::numeric(12, 2)) from raw"
                            + " group by 1, 2 order by 1, 2");
        }
    }

    @Test
    void ordersAreDatedOnTheDayOfTheFile() throws SQLException {
        same(
                pos,
                "select 'SO' || order_id, to_char(completed_ts at time zone 'UTC', 'YYYY-MM-DD'), customer_id"
                        + " from pos_order order by 1",
                "select distinct number, day, reseller from raw order by 1");
    }

    @Test
    void targetsAreTheMonthQuotasOfSalespersons() throws SQLException {
        same(
                crm,
                "select name, to_char(period_start, 'YYYY-MM-DD'), amount::bigint from quota join rep"
                        + " on rep_id = scope_id where scope_type = 'rep' and metric = 'revenue' and currency = 'USD'"
                        + " and period_end = period_start + interval '1 month' order by 1, 2",
                "select name, month, amount::bigint from raw_target join raw_person using (employee_id) order by 1, 2");
        assertThat(RealData.rows(crm, "select count(*) from quota")).containsExactly("143");
    }

    @Test
    void everySellerBelongsToOneTeamAndTheDirectorToNoRegion() throws SQLException {
        assertThat(RealData.rows(crm, "select count(distinct rep_id), count(*), count(team_id) from rep_assignment"))
                .containsExactly("17 | 17 | 15");
        assertThat(RealData.rows(crm, "select name from rep where rep_id not in (select rep_id from rep_assignment)"))
                .containsExactly("Brian Welcker");
    }

    @Test
    void namesKeepTheirAccents() throws SQLException {
        assertThat(RealData.rows(crm, "select name from rep where rep_id = '288'"))
                .containsExactly("José Saraiva");
    }
}
