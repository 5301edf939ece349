package io.salesboard.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.local.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
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
            "opportunity_stage_history");

    private static TestDatabases databases;
    private static Duration loadTime;

    @BeforeAll
    static void load() throws Exception {
        databases = TestDatabases.start();
        long before = System.nanoTime();
        load(NOW);
        loadTime = Duration.ofNanos(System.nanoTime() - before);
    }

    @AfterAll
    static void stop() throws Exception {
        databases.close();
    }

    private static long load(Instant now) throws SQLException {
        try (Connection pos = databases.pos().getConnection();
                Connection crm = databases.crm().getConnection()) {
            return DemoCompany.generate(7, now, ZONE).load(pos, crm);
        }
    }

    @Test
    void isWrittenWithinTenSeconds() {
        assertThat(loadTime).isLessThan(Duration.ofSeconds(10));
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
