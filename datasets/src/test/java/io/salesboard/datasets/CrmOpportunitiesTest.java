package io.salesboard.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.testdatabases.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The loaded tables against the CSV files as PostgreSQL itself reads them. */
class CrmOpportunitiesTest {
    private static TestDatabases databases;
    private static Connection crm;
    private static DataSet data;

    @BeforeAll
    static void load() throws Exception {
        Path folder = RealData.folder("crm-sales-opportunities");
        databases = TestDatabases.start();
        data = RealData.load(folder);
        Playback playback = RealData.playback(data, databases);
        playback.loadReference();
        playback.playAll();
        assertThat(playback.finished()).isTrue();
        crm = databases.crm().getConnection();
        RealData.copy(
                crm,
                folder.resolve("sales_pipeline.csv"),
                "raw",
                "id",
                "agent",
                "product",
                "account",
                "stage",
                "engaged",
                "closed",
                "value");
        RealData.copy(crm, folder.resolve("sales_teams.csv"), "raw_team", "agent", "manager", "office");
    }

    @AfterAll
    static void stop() throws Exception {
        if (databases != null) {
            crm.close();
            databases.close();
        }
    }

    private static void same(String loaded, String raw) throws SQLException {
        assertThat(RealData.rows(crm, loaded)).isNotEmpty().isEqualTo(RealData.rows(crm, raw));
    }

    @Test
    void everyOpportunityIsInItsStage() throws SQLException {
        same(
                "select stage, count(*) from opportunity group by 1 order by 1",
                "select case stage when 'Won' then 'won' when 'Lost' then 'lost' when 'Prospecting' then 'qualification'"
                        + " else 'proposal' end, count(*) from raw group by 1 order by 1");
        assertThat(RealData.rows(
                        crm,
                        "select count(*), count(closed_ts), sum(amount) filter (where outcome = 'won')"
                                + " from opportunity"))
                .containsExactly("8800 | 6711 | 10005534.0000");
    }

    @Test
    void wonAmountsOfAgentsByMonthAreThoseOfTheFile() throws SQLException {
        same(
                "select r.name, to_char(closed_ts at time zone 'UTC', 'YYYY-MM'), count(*), sum(amount)::bigint"
                        + " from opportunity join rep r on r.rep_id = owner_rep_id where outcome = 'won'"
                        + " and currency = 'USD' group by 1, 2 order by 1, 2",
                "select agent, left(closed, 7), count(*), sum(value::bigint) from raw where stage = 'Won'"
                        + " group by 1, 2 order by 1, 2");
    }

    @Test
    void teamsAndRegionsGetWhatTheirAgentsWon() throws SQLException {
        same(
                "select g.name, t.name, sum(amount)::bigint from opportunity o join rep_assignment a on a.rep_id ="
                        + " o.owner_rep_id and o.closed_ts::date >= a.valid_from join team t using (team_id)"
                        + " join region g on g.region_id = a.region_id where outcome = 'won' group by 1, 2 order by 1, 2",
                "select office, manager, sum(value::bigint) from raw join raw_team using (agent) where stage = 'Won'"
                        + " group by 1, 2 order by 1, 2");
    }

    @Test
    void opportunitiesOpenOnTheirDayAndProspectsOnTheLast() throws SQLException {
        same(
                "select to_char(created_ts at time zone 'UTC', 'YYYY-MM-DD'), count(*) from opportunity group by 1"
                        + " order by 1",
                "select coalesce(engaged, (select greatest(max(engaged), max(closed)) from raw)), count(*) from raw"
                        + " group by 1 order by 1");
    }

    @Test
    void lossesAreCountedByDayAndProduct() throws SQLException {
        same(
                "select to_char(closed_ts at time zone 'UTC', 'YYYY-MM-DD'), product_id, count(*) from opportunity"
                        + " where outcome = 'lost' group by 1, 2 order by 1, 2",
                "select closed, case product when 'GTXPro' then 'gtx-pro' else lower(replace(product, ' ', '-')) end,"
                        + " count(*) from raw where stage = 'Lost' group by 1, 2 order by 1, 2");
    }

    @Test
    void businessTimeSpansTheFile() throws SQLException {
        assertThat(data.events().at(0)).isEqualTo(Instant.parse("2016-10-20T09:00:00Z"));
        assertThat(RealData.rows(crm, "select min(closed) from raw"))
                .containsExactly(data.starts().toString().substring(0, 10));
        assertThat(data.currency().getCurrencyCode()).isEqualTo("USD");
        assertThat(RealData.rows(crm, "select max(greatest(engaged, closed)) from raw"))
                .containsExactly(data.ends().toString().substring(0, 10));
        assertThat(RealData.rows(crm, "select count(*) from opportunity where closed_ts < created_ts"))
                .containsExactly("0");
    }

    @Test
    void newRowsGetIdsBehindTheLoadedOnes() throws SQLException {
        assertThat(RealData.rows(
                        crm, "insert into opportunity(stage, created_ts) values ('proposal', now()) returning opp_id"))
                .containsExactly("8801");
        assertThat(RealData.rows(crm, "delete from opportunity where opp_id = 8801 returning opp_id"))
                .containsExactly("8801");
    }
}
