package io.salesboard.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourceDatabaseTest {
    private Source source;
    private SourceDatabase database;

    @BeforeEach
    void open() throws Exception {
        source = TestServer.fresh("pos");
        database = new SourceDatabase(source, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static void createSlot() throws Exception {
        TestServer.execute("pos", "select pg_create_logical_replication_slot('salesboard_pos', 'pgoutput')");
    }

    @Test
    void theCaptureAccountSeesTheServerAndItsLog() throws Exception {
        ServerFacts seen = database.server();

        assertThat(seen.identity())
                .isEqualTo(TestServer.ask("pos", "select system_identifier from pg_control_system()") + "/1");
        assertThat(seen.databaseOid())
                .isEqualTo(Long.parseLong(TestServer.ask("pos", "select oid from pg_database where datname = 'pos'")));
        assertThat(seen.flushed()).isPositive().isLessThanOrEqualTo(seen.written());
        assertThat(seen.retainedLimit()).isEqualTo(64L << 20);
        assertThat(seen.clockAheadMillis()).isBetween(-1_000L, 1_000L);
        assertThat(seen.slot()).isNull();
        assertThat(seen.mark()).isEmpty();
    }

    @Test
    void seesAClockThatDiffersFromOurs() throws Exception {
        Clock behind = Clock.fixed(Instant.now().minus(Duration.ofHours(1)), ZoneOffset.UTC);
        try (SourceDatabase late = new SourceDatabase(source, behind)) {
            assertThat(late.server().clockAheadMillis()).isBetween(3_599_000L, 3_660_000L);
        }
    }

    @Test
    void seesTheSlotMoveAndGo() throws Exception {
        createSlot();
        ServerFacts made = database.server();
        TestServer.execute("pos", "insert into store values ('S1', 'one')");
        TestServer.execute("pos", "select pg_replication_slot_advance('salesboard_pos', pg_current_wal_lsn())");
        ServerFacts advanced = database.server();

        assertThat(made.slot().active()).isFalse();
        assertThat(made.slot().lost()).isFalse();
        assertThat(made.slot().confirmed()).isPositive();
        assertThat(advanced.slot().confirmed()).isGreaterThan(made.slot().confirmed());
        assertThat(advanced.flushed()).isGreaterThan(made.flushed());

        database.dropSlot();
        database.dropSlot();
        assertThat(database.server().slot()).isNull();
    }

    @Test
    void keepsAMarkThatNoTableHolds() throws Exception {
        database.keepMark("a1");
        database.keepMark("b2");

        assertThat(SourceDatabase.markOf(database.server().mark())).isEqualTo("b2");
        Source crm = TestServer.fresh("crm");
        try (SourceDatabase other = new SourceDatabase(crm, Clock.systemUTC())) {
            assertThat(other.server().mark()).as("each database has its own").isEmpty();
        }
    }

    @Test
    void aSettingThatIsNotOursIsNoMark() throws Exception {
        TestServer.execute("pos", "alter role salesboard_capture in database pos set application_name = 'theirs'");

        assertThat(SourceDatabase.markOf(database.server().mark())).isEmpty();
    }

    @Test
    void letsASlotBeginWhereItMay() throws Exception {
        database.letSlotBegin();
        long before = database.server().written();
        TestServer.execute("pos", "grant execute on function pg_log_standby_snapshot() to salesboard_capture");
        database.letSlotBegin();

        assertThat(database.server().written()).isGreaterThan(before);
    }

    @Test
    void comesBackAfterTheServerHasCutItsConnection() throws Exception {
        database.server();
        TestServer.execute(
                "pos", "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'salesboard_capture'");
        Throwable cut = org.assertj.core.api.Assertions.catchThrowable(database::server);

        assertThat(cut).isInstanceOf(java.sql.SQLException.class);
        assertThat(database.server().flushed()).isPositive();
    }
}
