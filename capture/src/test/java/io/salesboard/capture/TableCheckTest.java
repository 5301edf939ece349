package io.salesboard.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.schemas.IncidentKind;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may be done to captured tables on a real PostgreSQL, and what is said of it. */
class TableCheckTest {
    private static final IncludeList CAPTURED = IncludeList.of("pos");

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

    private TableCheck.Result after(String... statements) throws Exception {
        for (String statement : statements) {
            TestServer.execute("pos", statement);
        }
        return TableCheck.check(source, CAPTURED, database.tables(CAPTURED));
    }

    private static Finding only(TableCheck.Result result) {
        assertThat(result.findings()).hasSize(1);
        return result.findings().get(0);
    }

    /** The statements an owner is told to run. */
    private static String[] told(TableCheck.Result result) {
        return result.findings().stream()
                .map(said -> said.en().next().replaceFirst(".* run: ", ""))
                .toArray(String[]::new);
    }

    @Test
    void isSilentAboutTablesAsTheyShouldBe() throws Exception {
        TableCheck.Result result = after();

        assertThat(result.findings()).isEmpty();
        assertThat(result.missed()).isFalse();
    }

    @Test
    void aColumnSomebodyAddsIsNoMatter() throws Exception {
        assertThat(after("alter table pos_order add column note text").findings())
                .isEmpty();
    }

    @Test
    void namesTheTableAndColumnThatWasRenamed() throws Exception {
        TableCheck.Result result = after("alter table pos_order rename column discount to order_discount");

        assertThat(only(result).kind()).isEqualTo(IncidentKind.TABLE_CHANGED);
        assertThat(only(result).place()).isEqualTo("pos: pos_order.discount");
        assertThat(only(result).en().what()).isEqualTo("the column discount of the table pos_order is missing");
        assertThat(result.missed()).isTrue();
        assertThat(after("alter table pos_order rename column order_discount to discount")
                        .findings())
                .isEmpty();
    }

    @Test
    void namesTheColumnWhoseTypeDoesNotFit() throws Exception {
        TableCheck.Result result = after(
                "alter publication salesboard drop table pos_refund",
                "alter table pos_refund alter column amount type text",
                CAPTURED.addToPublication("pos_refund"));

        assertThat(only(result).en().what())
                .isEqualTo("the column amount of the table pos_refund is of type text, needed is numeric");
        assertThat(result.missed()).isTrue();
    }

    @Test
    void aTypeThatIsReadAlikeIsNoMatter() throws Exception {
        assertThat(after(
                                "create domain money4 as numeric(19, 4)",
                                "alter publication salesboard drop table pos_refund, store",
                                "alter table pos_refund alter column amount type money4",
                                "alter table store alter column name type varchar(200)",
                                "create type kind as enum ('store', 'online')",
                                "alter table store alter column kind drop default",
                                "alter table store alter column kind type kind using kind::kind",
                                CAPTURED.addToPublication("pos_refund"),
                                CAPTURED.addToPublication("store"))
                        .findings())
                .isEmpty();
    }

    @Test
    void saysTheExactGrantThatIsMissing() throws Exception {
        TableCheck.Result result = after("revoke select on pos_order from salesboard_capture");

        assertThat(only(result).kind()).isEqualTo(IncidentKind.PRIVILEGE_MISSING);
        assertThat(only(result).place()).isEqualTo("pos: pos_order");
        assertThat(only(result).en().next())
                .startsWith("as the owner of the tables in pos run: grant select (order_id, order_ts, store_id, rep_id")
                .endsWith("shipping) on pos_order to salesboard_capture");
        assertThat(result.missed()).as("changes arrive all the same").isFalse();
        assertThat(after(told(result)).findings()).isEmpty();
    }

    @Test
    void saysWhatPutsATableBackIntoThePublication() throws Exception {
        TableCheck.Result result = after("alter publication salesboard drop table pos_refund");

        assertThat(only(result).kind()).isEqualTo(IncidentKind.PUBLICATION_INCOMPLETE);
        assertThat(only(result).place()).isEqualTo("pos: pos_refund");
        assertThat(result.missed()).isTrue();
        assertThat(after(told(result)).findings()).isEmpty();
    }

    @Test
    void saysWhichColumnThePublicationLeavesOut() throws Exception {
        TableCheck.Result result = after(
                "alter publication salesboard drop table pos_refund",
                "alter publication salesboard add table pos_refund (refund_id, order_id, amount, currency, refund_ts)");

        assertThat(only(result).en().what())
                .isEqualTo("the publication leaves out the column line_id of the table pos_refund");
        assertThat(after(told(result)).findings()).isEmpty();
    }

    @Test
    void saysThatThePublicationFiltersRows() throws Exception {
        TableCheck.Result result = after(
                "alter publication salesboard drop table store",
                "alter publication salesboard add table store (store_id, name, region_id, kind)"
                        + " where (store_id <> 'X')");

        assertThat(only(result).en().what()).isEqualTo("the publication sends only some rows of the table store");
        assertThat(after(told(result)).findings()).isEmpty();
    }

    @Test
    void saysThatThePublicationDoesNotSendDeletes() throws Exception {
        TableCheck.Result result = after("alter publication salesboard set (publish = 'insert, update')");

        assertThat(only(result).kind()).isEqualTo(IncidentKind.PUBLICATION_INCOMPLETE);
        assertThat(after(told(result)).findings()).isEmpty();
    }

    @Test
    void saysHowToMakeThePublicationThatIsGone() throws Exception {
        TableCheck.Result result = after("drop publication salesboard");

        assertThat(only(result).en().what()).isEqualTo("there is no publication salesboard");
        assertThat(after(told(result)).findings()).isEmpty();
    }

    @Test
    void saysThatATableIsGone() throws Exception {
        TableCheck.Result result = after("drop table pos_payment");

        assertThat(only(result).en().what()).isEqualTo("the table pos_payment is missing");
        assertThat(result.missed()).isTrue();
    }

    @Test
    void aTableMadeAnewIsKnownByItsObjectId() throws Exception {
        long before = database.tables(CAPTURED).tables().get("store").oid();
        TableCheck.Result result = after(
                "drop table store",
                "create table store (store_id text primary key, name text not null, region_id text, kind text)");

        assertThat(result.findings())
                .extracting(Finding::kind)
                .containsExactly(IncidentKind.PRIVILEGE_MISSING, IncidentKind.PUBLICATION_INCOMPLETE);
        assertThat(after(told(result)).findings()).isEmpty();
        assertThat(TableCheck.madeAnew(Map.of("store", before), database.tables(CAPTURED)))
                .isEqualTo(List.of("store"));
    }

    @Test
    void saysThatATableHasNoKey() throws Exception {
        TableCheck.Result result = after("alter table store drop constraint store_pkey");

        assertThat(only(result).kind()).isEqualTo(IncidentKind.KEY_MISSING);
    }

    @Test
    void saysThatAReplicaIdentityMakesUpdatesFail() throws Exception {
        TableCheck.Result result =
                after("alter table pos_order add column note text", "alter table pos_order replica identity full");

        assertThat(only(result).kind()).isEqualTo(IncidentKind.KEY_MISSING);
        assertThat(only(result).en().next()).isEqualTo("alter table pos_order replica identity default");
    }

    @Test
    void saysThatTheSchemaMayNotBeUsed() throws Exception {
        try {
            TableCheck.Result result = after("revoke usage on schema public from public");

            assertThat(only(result).en().next()).contains("grant usage on schema public to salesboard_capture");
        } finally {
            TestServer.execute("pos", "grant usage on schema public to public");
        }
    }

    @Test
    void seesWhoLocksATableAndDoesNotWaitForIt() throws Exception {
        try (Connection locker = TestServer.open("pos");
                Statement statement = locker.createStatement()) {
            locker.setAutoCommit(false);
            statement.execute("lock table pos_order in access exclusive mode");

            TableFacts seen = database.tables(CAPTURED);

            assertThat(seen.locks()).extracting(TableFacts.Lock::table).containsExactly("pos_order");
            assertThat(seen.locks().get(0).process()).isPositive();
        }
    }
}
