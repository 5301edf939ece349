package io.salesboard.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.salesboard.core.time.BusinessClock;
import io.salesboard.testdatabases.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaybackTest {
    private static TestDatabases databases;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        databases = TestDatabases.start();
    }

    @AfterAll
    static void stop() throws Exception {
        databases.close();
    }

    @BeforeEach
    void threeOpportunities() throws Exception {
        databases.recreate();
        Files.writeString(folder.resolve("accounts.csv"), "account\n");
        Files.writeString(folder.resolve("products.csv"), "product,series,sales_price\nGTX Pro,GTX,4821\n");
        Files.writeString(folder.resolve("sales_teams.csv"), "sales_agent,manager,regional_office\nAnn,Mel,East\n");
        pipeline("Won,2017-01-02,2017-01-04,4514", "Engaging,2017-01-03,,", "Prospecting,,,");
    }

    private void pipeline(String... rows) throws IOException {
        StringBuilder text = new StringBuilder(
                "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n");
        for (String row : rows) {
            text.append("X,Ann,GTXPro,,").append(row).append('\n');
        }
        Files.writeString(folder.resolve("sales_pipeline.csv"), text);
    }

    private Playback playback() throws IOException {
        return RealData.playback(RealData.load(folder), databases);
    }

    private static List<String> stages() throws SQLException {
        try (Connection crm = databases.crm().getConnection()) {
            return RealData.rows(crm, "select opp_id, stage, amount from opportunity order by opp_id");
        }
    }

    @Test
    void insertsWhenEngagedAndUpdatesWhenClosed() throws Exception {
        Playback playback = playback();
        playback.loadReference();
        playback.start(standingAt("2017-01-03T12:00:00Z"));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(stages()).containsExactly("1 | proposal | 4821.0000", "2 | proposal | 4821.0000"));
        playback.stop();
        assertThat(playback.finished()).isFalse();

        Playback next = playback();
        next.loadReference();
        next.start(standingAt("2017-01-04T23:00:00Z"));
        await().atMost(Duration.ofSeconds(10)).until(next::finished);
        next.stop();
        assertThat(stages())
                .containsExactly("1 | won | 4514.0000", "2 | proposal | 4821.0000", "3 | qualification | 4821.0000");
    }

    @Test
    void playingAgainChangesNothing() throws Exception {
        for (int i = 0; i < 2; i++) {
            Playback playback = playback();
            playback.loadReference();
            playback.playAll();
            assertThat(playback.finished()).isTrue();
        }
        assertThat(stages()).hasSize(3);
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        Files.delete(folder.resolve("sales_teams.csv"));
        assertThatThrownBy(this::playback)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("looks like CRM Sales Opportunities, but sales_teams.csv is missing");
    }

    @Test
    void anUnknownFolderIsToldWhatIsKnown(@TempDir Path empty) {
        assertThatThrownBy(() -> RealData.load(empty))
                .hasMessageContaining("holds no known data set")
                .hasMessageContaining("online_retail_2010-12.csv.gz");
        assertThatThrownBy(() -> RealData.load(empty.resolve("nowhere"))).hasMessageContaining("is not a folder");
    }

    /** A clock that shows about the same time for as long as a test lasts. */
    private static BusinessClock standingAt(String businessTime) {
        return new BusinessClock(Instant.now(), Instant.parse(businessTime), 1);
    }
}
