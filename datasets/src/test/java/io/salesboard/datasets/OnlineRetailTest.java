package io.salesboard.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.testdatabases.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The loaded tables against the CSV file as PostgreSQL itself reads it. */
class OnlineRetailTest {
    private static TestDatabases databases;
    private static Connection pos;

    @BeforeAll
    static void load() throws Exception {
        Path folder = RealData.folder("online-retail-2010-12");
        databases = TestDatabases.start();
        Playback playback = RealData.playback(RealData.load(folder), databases);
        playback.loadReference();
        playback.playAll();
        pos = databases.pos().getConnection();
        RealData.copy(
                pos,
                folder.resolve("online_retail_2010-12.csv.gz"),
                "raw",
                "invoice",
                "code",
                "description",
                "qty",
                "at",
                "price",
                "customer",
                "country");
    }

    @AfterAll
    static void stop() throws Exception {
        if (databases != null) {
            pos.close();
            databases.close();
        }
    }

    private static void same(String loaded, String raw) throws SQLException {
        assertThat(RealData.rows(pos, loaded)).isNotEmpty().isEqualTo(RealData.rows(pos, raw));
    }

    @Test
    void netRevenueIsTheSumOfAllLines() throws SQLException {
        same(
                "select (select sum(round(qty * unit_price, 2)) from pos_order_line)"
                        + " - (select sum(round(amount, 2)) from pos_refund)",
                "select sum(qty::int * price::numeric(10, 2)) from raw");
    }

    @Test
    void everyInvoiceThatIsNotACancellationIsAnOrder() throws SQLException {
        same(
                "select order_id, s.name, to_char(completed_ts at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), count(*),"
                        + " sum(round(qty * unit_price, 2)) from pos_order join pos_order_line using (order_id)"
                        + " join store s using (store_id) where 'C' || order_id not in (select invoice from raw)"
                        + " and status = 'completed' and currency = 'GBP' group by 1, 2, 3 order by 1",
                "select invoice, country, min(at), count(*), sum(qty::int * price::numeric(10, 2)) from raw"
                        + " where invoice not like 'C%' group by 1, 2 order by 1");
    }

    @Test
    void everyCancelledLineIsARefundOrAReturnWithoutReceipt() throws SQLException {
        same(
                "select sum(lines), sum(amount) from (select count(*) as lines, -sum(round(amount, 2)) as amount"
                        + " from pos_refund union all select count(*), sum(round(qty * unit_price, 2))"
                        + " from pos_order_line where 'C' || order_id in (select invoice from raw)) both_kinds",
                "select count(*), sum(qty::int * price::numeric(10, 2)) from raw where invoice like 'C%'");
        assertThat(RealData.rows(pos, "select count(*) > 250 from pos_refund")).containsExactly("t");
    }

    @Test
    void refundsDatedOnTheirDayGiveTheFilesDays() throws SQLException {
        same(
                "select to_char(day, 'YYYY-MM-DD'), sum(amount) from (select (completed_ts at time zone 'UTC')::date as day,"
                        + " round(qty * unit_price, 2) as amount from pos_order join pos_order_line using (order_id)"
                        + " union all select (refund_ts at time zone 'UTC')::date, -round(amount, 2) from pos_refund) all_lines"
                        + " group by 1 order by 1",
                "select left(at, 10), sum(qty::int * price::numeric(10, 2)) from raw group by 1 order by 1");
    }

    @Test
    void netRevenueOfCountriesIsThatOfTheFile() throws SQLException {
        same(
                "select name, sum(amount) from (select store_id, round(qty * unit_price, 2) as amount from pos_order"
                        + " join pos_order_line using (order_id) union all select store_id, -round(amount, 2) from pos_refund"
                        + " join pos_order using (order_id)) all_lines join store using (store_id) group by 1 order by 1",
                "select country, sum(qty::int * price::numeric(10, 2)) from raw group by 1 order by 1");
        assertThat(RealData.rows(pos, "select count(*) from store")).containsExactly("24");
    }

    @Test
    void aRefundIsOfAnEarlierSaleOfTheSameArticleAndNeverMoreThanWasSold() throws SQLException {
        assertThat(
                        RealData.rows(
                                pos,
                                "select count(*) from pos_refund r join pos_order o using (order_id) join pos_order_line l"
                                        + " using (line_id) where l.order_id <> r.order_id or o.completed_ts > r.refund_ts"
                                        + " or l.qty <= 0 or o.customer_id is null or not exists (select from raw where"
                                        + " invoice like 'C%' and customer = o.customer_id and code = l.product_id and"
                                        + " at::timestamp = r.refund_ts at time zone 'UTC' and -qty::int * price::numeric = r.amount)"))
                .containsExactly("0");
    }

    @Test
    void linesWithoutAPriceStay() throws SQLException {
        same(
                "select count(*) from pos_order_line where unit_price = 0",
                "select count(*) from raw where price::numeric = 0");
    }
}
