package io.salesboard.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the owner of the tables runs, on a real PostgreSQL, against what the watch wants. */
class CaptureRightsTest {
    private static final String ACCOUNT = "salesboard_capture";
    private static final String READABLE =
            "select string_agg(attname, ' ' order by attname) from pg_attribute where attrelid = 'store'::regclass"
                    + " and attnum > 0 and has_column_privilege('" + ACCOUNT + "', attrelid, attnum, 'select')";
    private static final String PUBLISHED =
            "select string_agg(tablename || ' ' || attnames::text, ', ' order by tablename) from pg_publication_tables"
                    + " where tablename in ('store', 'store_audit')";

    private Source source;

    @BeforeEach
    void open() throws Exception {
        source = TestServer.fresh("pos");
    }

    private TableCheck.Result check() throws Exception {
        IncludeList captured = IncludeList.of("pos");
        try (SourceDatabase database = new SourceDatabase(source, Clock.systemUTC())) {
            return TableCheck.check(source, captured, database.tables(captured));
        }
    }

    private static IncludeList allow() throws Exception {
        try (Connection owner = TestServer.open("pos")) {
            return CaptureRights.allow("pos", owner, ACCOUNT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pos", "crm"})
    void theScriptMakesThemFromNothingAndOnceMoreChangesNothing(String name) throws Exception {
        TestServer.fresh(name);
        TestServer.execute(name, "drop publication salesboard");
        TestServer.execute(name, CaptureRights.script(name, ACCOUNT));
        TestServer.execute(name, CaptureRights.script(name, ACCOUNT));

        Source opened = new Source(name, source.url().replaceFirst("pos$", name), ACCOUNT, "secret");
        IncludeList captured = IncludeList.of(name);
        try (SourceDatabase database = new SourceDatabase(opened, Clock.systemUTC())) {
            assertThat(TableCheck.check(opened, captured, database.tables(captured))
                            .findings())
                    .isEmpty();
        }
    }

    @Test
    void anInstallationOfAnEarlierReleaseGetsWhatIsNewAndLosesWhatIsNotReadAnyMore() throws Exception {
        TestServer.execute("pos", "alter table store add column phone text");
        TestServer.execute("pos", "create table store_audit (id bigint primary key)");
        TestServer.execute("pos", "alter publication salesboard drop table store, pos_refund");
        TestServer.execute("pos", "alter publication salesboard add table store (store_id, phone), store_audit");
        TestServer.execute("pos", "alter publication salesboard set (publish = 'insert')");
        TestServer.execute("pos", "revoke select on store from " + ACCOUNT);
        TestServer.execute("pos", "grant select (store_id, phone) on store to " + ACCOUNT);
        assertThat(check().findings()).isNotEmpty();

        assertThat(allow().tables()).isEmpty();

        assertThat(check().findings()).isEmpty();
        assertThat(TestServer.ask("pos", READABLE)).isEqualTo("kind name region_id store_id");
        assertThat(TestServer.ask("pos", PUBLISHED)).isEqualTo("store {store_id,name,region_id,kind}");
    }

    @Test
    void whatIsNotThereIsLeftOutAndSaidAndTheRestIsOpen() throws Exception {
        TestServer.execute("pos", "drop table pos_refund");
        TestServer.execute("pos", "alter table store rename column kind to sort");
        TestServer.execute("pos", "drop publication salesboard");

        assertThat(allow())
                .hasToString("pos_refund (refund_id, order_id, currency, line_id, amount, refund_ts), store (kind)");

        assertThat(check().findings()).extracting(Finding::place).containsExactly("pos: store.kind", "pos: pos_refund");
    }

    @Test
    void aDeploymentIsOpenedAtEachStartAndADatabaseOfSomebodyElseLeftAsItIs() throws Exception {
        Source crm = TestServer.fresh("crm");
        TestServer.execute("pos", "drop publication salesboard");
        String address = source.url().replaceFirst(".*//", "");
        String host = address.replaceFirst(":.*", "");
        String port = address.replaceFirst(".*:", "").replaceFirst("/.*", "");
        Map<String, String> environment = Map.ofEntries(
                Map.entry("SALESBOARD_POS_HOST", host),
                Map.entry("SALESBOARD_POS_PORT", port),
                Map.entry("SALESBOARD_POS_DATABASE", "pos"),
                Map.entry("SALESBOARD_POS_USER", ACCOUNT),
                Map.entry("SALESBOARD_POS_PASSWORD", "secret"),
                Map.entry("SALESBOARD_CRM_HOST", host),
                Map.entry("SALESBOARD_CRM_PORT", port),
                Map.entry("SALESBOARD_CRM_DATABASE", "elsewhere"),
                Map.entry("SALESBOARD_CRM_USER", crm.user()),
                Map.entry("SALESBOARD_CRM_PASSWORD", "secret"),
                Map.entry("PGUSER", "postgres"),
                Map.entry("PGPASSWORD", "postgres"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int code = AllowMain.run(environment, new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("pos: open to salesboard_capture")
                .contains("crm: stays as it is")
                .contains("elsewhere");
        assertThat(check().findings()).isEmpty();
    }
}
