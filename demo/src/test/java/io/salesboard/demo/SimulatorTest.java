package io.salesboard.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.salesboard.core.time.BusinessClock;
import io.salesboard.testdatabases.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SimulatorTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Instant BUSINESS_NOW = Instant.parse("2026-11-23T03:30:00Z");
    private static final long SEED = 7;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static TestDatabases databases;

    @BeforeAll
    static void load() throws Exception {
        databases = TestDatabases.start();
        try (Connection pos = databases.pos().getConnection();
                Connection crm = databases.crm().getConnection()) {
            DemoCompany.generate(SEED, BUSINESS_NOW, ZONE).load(pos, crm);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        databases.close();
    }

    private static Simulator simulator(double rate) {
        BusinessClock clock = new BusinessClock(Instant.now(), BUSINESS_NOW, 1);
        return new Simulator(new Simulator.Settings(databases.pos(), databases.crm(), clock, ZONE, rate, SEED));
    }

    private static long number(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return Sql.first(connection, sql).id(1);
        }
    }

    @Test
    void goesOnBehindTheLoadedRowsAndKeepsTheBooksInOrder() throws SQLException {
        long newestOrder = number(databases.pos(), "select max(order_id) from pos_order");
        long newestLead = number(databases.crm(), "select max(lead_id) from lead");
        long newestActivity = number(databases.crm(), "select max(activity_id) from activity");
        String meetings = "select count(*) from activity where type = 'meeting' and activity_id > " + newestActivity;
        try (Simulator simulator = simulator(5_000)) {
            simulator.start();
            await().atMost(PATIENCE).until(() -> simulator.changes() > 3_000);
        }
        assertThat(number(databases.crm(), meetings)).isPositive();
        assertThat(number(
                        databases.crm(),
                        "select count(*) from activity where done_ts > timestamptz '2026-11-23T04:30:00Z'"))
                .isZero();
        assertThat(number(databases.pos(), "select max(order_id) from pos_order"))
                .isGreaterThan(newestOrder + 100);
        assertThat(number(databases.crm(), "select max(lead_id) from lead")).isGreaterThan(newestLead + 100);
        for (String table : new String[] {"pos_order_line", "pos_payment", "pos_refund"}) {
            assertThat(number(
                            databases.pos(),
                            "select count(*) from " + table
                                    + " where order_id not in (select order_id from pos_order)"))
                    .as("rows of %s without an order", table)
                    .isZero();
        }
        assertThat(number(
                        databases.crm(),
                        "select count(*) from opportunity_stage_history where opp_id not in"
                                + " (select opp_id from opportunity)"))
                .isZero();
        assertThat(number(
                        databases.pos(),
                        "select count(*) from pos_order where completed_ts > timestamptz '2026-11-23T04:30:00Z'"
                                + " or status = 'completed' and completed_ts is null or currency <> 'VND'"))
                .isZero();
        assertThat(number(
                        databases.crm(),
                        "select count(*) from (select rep_id from rep_assignment where valid_to is null group by 1"
                                + " having count(*) > 1) doubled"))
                .isZero();
    }

    @Test
    void keepsItsRate() throws SQLException {
        try (Simulator simulator = simulator(60)) {
            long begin = System.nanoTime();
            simulator.start();
            await().atMost(PATIENCE).until(() -> simulator.changes() >= 120);
            Duration passed = Duration.ofNanos(System.nanoTime() - begin);
            // Half past ten in the morning is not the busiest hour of the counter.
            assertThat(passed).isGreaterThan(Duration.ofMillis(1_900));
        }
    }

    @Test
    void goesOnAfterTheDatabaseHasCutItsConnections() throws SQLException {
        try (Simulator simulator = simulator(500)) {
            simulator.start();
            await().atMost(PATIENCE).until(() -> simulator.changes() > 50);
            assertThat(number(
                            databases.pos(),
                            "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname in ('pos', 'crm')"
                                    + " and pid <> pg_backend_pid()"))
                    .isPositive();
            long before = simulator.changes();
            await().atMost(PATIENCE).until(() -> simulator.changes() > before + 50);
        }
    }

    @Test
    void aRateMustBeAboveZero() {
        assertThatThrownBy(() -> simulator(0)).hasMessageContaining("0.0 changes per second is not above 0");
    }
}
