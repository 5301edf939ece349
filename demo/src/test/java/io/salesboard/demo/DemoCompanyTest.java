package io.salesboard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.testdatabases.TestDatabases;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DemoCompanyTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Instant NOW = Instant.parse("2026-11-23T03:30:00Z");
    private static final List<String> POS_TABLES =
            List.of("store", "product", "pos_order", "pos_order_line", "pos_payment", "pos_refund");
    private static final List<String> CRM_TABLES = List.of(
            "region",
            "team",
            "rep",
            "rep_assignment",
            "quota",
            "business_day",
            "lead",
            "opportunity",
            "opportunity_stage_history",
            "activity",
            "alert_rule");

    private static final long SEED = 7;

    private static TestDatabases databases;
    private static Duration loadTime;

    @BeforeAll
    static void load() throws Exception {
        databases = TestDatabases.start();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        load(SEED, NOW);
        loadTime = Duration.ofNanos(threads.getCurrentThreadCpuTime() - before);
    }

    @AfterAll
    static void stop() throws Exception {
        databases.close();
    }

    private static long load(long seed, Instant now) throws SQLException {
        try (Connection pos = databases.pos().getConnection();
                Connection crm = databases.crm().getConnection()) {
            return DemoCompany.generate(seed, now, ZONE).load(pos, crm);
        }
    }

    /** Processor time: on a shared machine the wall clock tells more about the neighbours. */
    @Test
    void isMadeUpAndWrittenWithFewSecondsOfWork() {
        assertThat(loadTime).isPositive().isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void hasTheSizeOfARetailerWithASalesForce() throws SQLException {
        assertThat(Integer.parseInt(posNumber("select count(*) from pos_order")))
                .isBetween(12_000, 20_000);
        assertThat(Integer.parseInt(crmNumber("select count(*) from lead"))).isBetween(5_000, 8_000);
        assertThat(Integer.parseInt(crmNumber("select count(*) from opportunity")))
                .isBetween(2_000, 3_500);
        assertThat(crmNumber("select count(*) from rep")).isEqualTo("40");
        assertThat(crmNumber("select count(*) from team")).isEqualTo("6");
        assertThat(crmNumber("select count(*) from region")).isEqualTo("3");
        assertThat(posNumber("select count(*) from store where kind = 'store'")).isEqualTo("20");
        assertThat(posNumber("select count(*) from product")).isEqualTo("200");
    }

    @Test
    void isTheSameForTheSameSeed() throws Exception {
        Map<String, String> first = digests();
        databases.recreate();
        load(SEED, NOW);
        assertThat(digests()).isEqualTo(first);
    }

    @Test
    void isAnotherForAnotherSeed() {
        LocalDate start = LocalDate.of(2026, 7, 1);
        assertThat(DemoCompany.generate(SEED + 1, NOW, ZONE).sales())
                .isNotEqualTo(DemoCompany.generate(SEED, NOW, ZONE).sales());
        assertThat(Organisation.create(SEED + 1, start).reps())
                .isNotEqualTo(Organisation.create(SEED, start).reps());
    }

    @Test
    void aLaterStartOnlyAddsWhatHappenedSince() {
        List<Sale> before = DemoCompany.generate(SEED, NOW, ZONE).sales();
        List<Sale> after =
                DemoCompany.generate(SEED, NOW.plus(Duration.ofDays(9)), ZONE).sales();
        assertThat(after).hasSizeGreaterThan(before.size() + 500).startsWith(before.toArray(new Sale[0]));
    }

    @Test
    void loadingAgainChangesNothing() throws SQLException {
        assertThat(load(SEED, NOW)).isZero();
    }

    @Test
    void namesKeepAllTheirDiacritics() throws SQLException {
        assertThat(posNumber("select name from store where store_id = 'CH19'"))
                .isEqualTo("Cửa hàng Ninh Kiều, Cần Thơ");
        assertThat(crmNumber("select name from team where team_id = 'HP'")).isEqualTo("Đội Hải Phòng – Quảng Ninh");
        assertThat(crmNumber("select count(distinct name) from rep")).isEqualTo("40");
        String letters = crmNumber("select string_agg(name || coalesce(contact_name, ''), '')"
                + " from rep, (select contact_name from lead limit 3000) leads");
        assertThat(letters).contains("ễ", "ầ", "ạ", "ị", "ữ", "Đ", "ỳ", "ố", "ươ");
        assertThat(Normalizer.isNormalized(letters, Normalizer.Form.NFC)).isTrue();
    }

    @Test
    void amountsAreWholeDong() throws SQLException {
        for (String amount : List.of(
                "pos_order_line.unit_price",
                "pos_order_line.discount",
                "pos_order_line.tax",
                "pos_order.discount",
                "pos_payment.amount",
                "pos_refund.amount")) {
            String[] column = amount.split("\\.");
            assertThat(posNumber("select count(*) from " + column[0] + " where " + column[1] + " <> trunc(" + column[1]
                            + ") or " + column[1] + " < 0"))
                    .as(amount)
                    .isEqualTo("0");
        }
        for (String table : List.of("pos_order", "pos_payment", "pos_refund", "product")) {
            assertThat(posNumber("select string_agg(distinct currency, ',') from " + table))
                    .as(table)
                    .isEqualTo("VND");
        }
        assertThat(crmNumber("select count(*) from opportunity where amount <> trunc(amount)"))
                .isEqualTo("0");
    }

    @Test
    void everythingRefersToSomethingThatExists() throws SQLException {
        assertThat(posNumber("select count(*) from pos_order_line l left join pos_order using (order_id)"
                        + " left join product using (product_id) where channel is null or category is null"))
                .isEqualTo("0");
        assertThat(posNumber(
                        "select count(*) from pos_refund r join pos_order o using (order_id) left join pos_order_line l"
                                + " using (line_id) where refund_ts < completed_ts or l.order_id <> o.order_id"))
                .isEqualTo("0");
        assertThat(posNumber("select count(*) from pos_order where store_id not in (select store_id from store)"))
                .isEqualTo("0");
        assertThat(crmNumber("select count(*) from lead where converted_opp_id is not null and converted_opp_id not in"
                        + " (select opp_id from opportunity)"))
                .isEqualTo("0");
        assertThat(crmNumber("select count(*) from lead where owner_rep_id not in (select rep_id from rep)"))
                .isEqualTo("0");
        assertThat(crmNumber("select count(*) from opportunity o where (select stage from opportunity_stage_history h"
                        + " where h.opp_id = o.opp_id order by entered_ts desc limit 1) is distinct from stage"))
                .isEqualTo("0");
        String sellers = posNumber("select string_agg(distinct rep_id, ',' order by rep_id) from pos_order");
        assertThat(sellers).isEqualTo(crmNumber("select string_agg(rep_id, ',' order by rep_id) from rep"));
    }

    @Test
    void nothingHappensInTheFuture() throws SQLException {
        assertThat(posNumber("select greatest((select max(order_ts) from pos_order), (select max(completed_ts) from"
                        + " pos_order), (select max(paid_ts) from pos_payment), (select max(refund_ts) from pos_refund))"
                        + " <= timestamptz '" + NOW + "'"))
                .isEqualTo("t");
        assertThat(crmNumber("select greatest((select max(created_ts) from lead), (select max(converted_ts) from lead),"
                        + " (select max(entered_ts) from opportunity_stage_history)) <= timestamptz '" + NOW + "'"))
                .isEqualTo("t");
    }

    @Test
    void someCustomersAreNewMostComeAgainAndSomeDoNotSayWhoTheyAre() throws SQLException {
        assertThat(Double.parseDouble(posNumber(
                        "select count(*) filter (where customer_id is null)::float / count(*)" + " from pos_order")))
                .isBetween(0.05, 0.3);
        assertThat(Double.parseDouble(posNumber(
                        "select 1 - count(distinct customer_id)::float / count(customer_id)" + " from pos_order")))
                .as("share of returning customers' orders")
                .isBetween(0.4, 0.8);
        assertThat(Integer.parseInt(posNumber("select max(n) from (select count(*) as n from pos_order"
                        + " where customer_id is not null group by customer_id) orders")))
                .isLessThan(20);
    }

    @Test
    void mostMeetingsAreHeldSomeAreMissedAndSomeAreArrangedForTheComingDays() throws SQLException {
        assertThat(Integer.parseInt(crmNumber("select count(*) from activity"))).isBetween(2_000, 4_000);
        assertThat(crmNumber("select string_agg(distinct type, ',' order by type) from activity"))
                .isEqualTo("call,email,meeting");
        String over = "type = 'meeting' and scheduled_ts + interval '15 minutes' <= timestamptz '" + NOW + "'";
        assertThat(Double.parseDouble(crmNumber("select count(*) filter (where done_ts is null)::float / count(*)"
                        + " from activity where " + over)))
                .isBetween(0.02, 0.1);
        assertThat(Integer.parseInt(crmNumber("select count(*) from activity where type = 'meeting'"
                        + " and done_ts is null and scheduled_ts > timestamptz '" + NOW + "'")))
                .isBetween(5, 60);
        assertThat(crmNumber("select count(*) from activity where done_ts > timestamptz '" + NOW + "'"))
                .isEqualTo("0");
    }

    @Test
    void fewOpenOpportunitiesAreOverdue() throws SQLException {
        assertThat(Double.parseDouble(crmNumber("select count(*) filter (where expected_close < '"
                        + NOW.atZone(ZONE).toLocalDate()
                        + "')::float / count(*) from opportunity where outcome is null")))
                .isBetween(0.02, 0.35);
    }

    @Test
    void repsMoveAndTheirAssignmentsDoNotOverlap() throws SQLException {
        assertThat(crmNumber("select count(*) > 5 from (select rep_id from rep_assignment group by 1"
                        + " having count(*) > 1) moved"))
                .isEqualTo("t");
        assertThat(crmNumber("select count(*) from rep_assignment a join rep_assignment b on a.rep_id = b.rep_id"
                        + " and a.assignment_id < b.assignment_id and a.valid_from < coalesce(b.valid_to, 'infinity')"
                        + " and b.valid_from < coalesce(a.valid_to, 'infinity')"))
                .isEqualTo("0");
    }

    @Test
    void mostRepsComeInBetweenSixtyAndHundredAndTwentyPercentOfTheirQuota() throws SQLException {
        int within = 0;
        int reps = 0;
        try (Connection crm = databases.crm().getConnection();
                Connection pos = databases.pos().getConnection()) {
            for (Sql.Result quota : Sql.all(
                    crm,
                    "select scope_id, amount from quota where scope_type = 'rep' and version = 1"
                            + " and period_start = '2026-07-01' and period_end = '2026-10-01'")) {
                BigDecimal net = (BigDecimal) Sql.first(
                                pos,
                                "select coalesce(sum(value - o.discount - refunded), 0) from pos_order o, lateral (select"
                                        + " sum(qty * unit_price - discount) as value from pos_order_line l where l.order_id"
                                        + " = o.order_id) lines, lateral (select coalesce(sum(amount), 0) as refunded from"
                                        + " pos_refund r where r.order_id = o.order_id) refunds where rep_id = ? and status ="
                                        + " 'completed' and deleted_at is null and completed_ts < '2026-10-01T00:00+07'",
                                quota.text(1))
                        .get(1);
                int percent = net.multiply(BigDecimal.valueOf(100))
                        .divide((BigDecimal) quota.get(2), 0, RoundingMode.HALF_UP)
                        .intValue();
                reps++;
                within += percent >= 60 && percent <= 125 ? 1 : 0;
            }
        }
        assertThat(reps).isEqualTo(40);
        assertThat(within).isGreaterThanOrEqualTo(34);
    }

    @Test
    void quotasOfTeamsRegionsAndCompanyAreThereForEveryMonthAndQuarter() throws SQLException {
        assertThat(crmNumber(
                        "select string_agg(scope_type || ' ' || n, ', ' order by scope_type) from (select scope_type,"
                                + " count(distinct (scope_id, period_start, period_end)) as n from quota where scope_type <> 'rep'"
                                + " group by 1) counts"))
                .isEqualTo("company 12, region 36, team 72");
    }

    private static Map<String, String> digests() throws SQLException {
        Map<String, String> digests = new LinkedHashMap<>();
        for (String table : POS_TABLES) {
            digests.put(table, posNumber(digest(table)));
        }
        for (String table : CRM_TABLES) {
            digests.put(table, crmNumber(digest(table)));
        }
        return digests;
    }

    private static String digest(String table) {
        return "select md5(string_agg(t::text, ',' order by t::text)) from " + table + " t";
    }

    private static String posNumber(String sql) throws SQLException {
        try (Connection connection = databases.pos().getConnection()) {
            return first(connection, sql);
        }
    }

    private static String crmNumber(String sql) throws SQLException {
        try (Connection connection = databases.crm().getConnection()) {
            return first(connection, sql);
        }
    }

    private static String first(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
