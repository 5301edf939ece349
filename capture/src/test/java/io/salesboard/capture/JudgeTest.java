package io.salesboard.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.schemas.CaptureStatus;
import io.salesboard.schemas.ReadAgain;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
    /** A watch that has seen all well for a while. */
    private static Scene well() {
        Scene scene = new Scene(null).pass(15);
        assertThat(scene.kinds()).isEmpty();
        scene.carriedOut();
        return scene.pass(1);
    }

    private static void isReadAgain(Scene scene, String cause, String why) {
        assertThat(scene.kinds()).contains(cause);
        assertThat(scene.status().getPending()).isTrue();
        assertThat(scene.status().getWhyEn()).contains(why);
        assertThat(scene.action()).isInstanceOfSatisfying(Action.Reread.class, reread -> {
            assertThat(reread.record().getReason()).contains(why);
            assertThat(reread.record().getServer()).isEqualTo(scene.identity);
            assertThat(reread.resume()).isTrue();
        });
    }

    @Test
    void isSilentWhileAllIsWellAndRemembersWhatItSaw() {
        Scene scene = well();

        assertThat(scene.status().getServer()).isEqualTo("100/1");
        assertThat(scene.status().getLogPosition()).isEqualTo(scene.flushed);
        assertThat(scene.status().getStreaming()).isTrue();
        assertThat(scene.status().getTables()).containsEntry("store", 16_500L);
        assertThat(scene.status().getRowTopicEnd()).isEqualTo(scene.topicEnd);
    }

    @Test
    void anotherServerIsReadAgain() {
        Scene scene = well();
        scene.identity = "200/1";
        scene.pass(1);

        isReadAgain(scene, "database_replaced", "another server");
    }

    @Test
    void aServerRestoredToAPointInTimeIsReadAgain() {
        Scene scene = well();
        scene.identity = "100/2";
        scene.pass(1);

        isReadAgain(scene, "database_replaced", "restored to a point in time");
    }

    @Test
    void aLogThatFellBackMeansAnOlderCopyAlsoAfterARestartOfTheWatch() {
        Scene scene = well();
        CaptureStatus memory = scene.status();
        scene.flushed -= 5_000;
        scene.begin(memory);
        scene.pass(1);

        isReadAgain(scene, "database_replaced", "log fell back");
    }

    @Test
    void anOlderCopyWhoseLogHasGrownPastTheOldPositionIsKnownByItsMark() {
        Scene scene = new Scene(null).pass(1);
        assertThat(scene.carriedOut()).isInstanceOf(Action.KeepMark.class);
        String first = scene.status().getNextMark();
        scene.mark = "salesboard-" + first;
        scene.pass(1);
        assertThat(scene.status().getMark()).isEqualTo(first);
        while (scene.action() == null) {
            scene.pass(1);
        }
        assertThat(scene.carriedOut()).isInstanceOf(Action.KeepMark.class);
        assertThat(scene.kinds()).as("either mark may be there now").isEmpty();
        scene.mark = "salesboard-" + scene.status().getNextMark();
        scene.pass(1);
        assertThat(scene.kinds()).isEmpty();

        scene.mark = "salesboard-" + first;
        scene.pass(1);

        isReadAgain(scene, "database_replaced", "not its newest");
    }

    @Test
    void aDatabaseMadeAnewOnTheSameServerIsReadAgain() {
        Scene scene = well();
        scene.oid = 20_000;
        scene.pass(1);

        isReadAgain(scene, "database_replaced", "dropped and made anew");
    }

    @Test
    void aSlotThatIsGoneIsReadAgain() {
        Scene scene = well();
        scene.slot = null;
        scene.pass(1);

        isReadAgain(scene, "changes_lost", "salesboard_pos is gone");
    }

    @Test
    void aSlotTheServerGaveUpIsReadAgain() {
        Scene scene = well();
        scene.slot = new ServerFacts.Slot(false, 9_000, 0, "lost", "wal_removed", 50);
        scene.pass(1);

        isReadAgain(scene, "changes_lost", "wal_removed");
    }

    @Test
    void aSlotAdvancedWhileNobodyReadItIsReadAgain() {
        Scene scene = well();
        scene.connector = new Connect.Connector("PAUSED", List.of("PAUSED"), "", scene.connector.config());
        scene.slot = new ServerFacts.Slot(false, 9_000, 8_000, "reserved", "", 50);
        scene.newest = 9_100;
        scene.stand(2);
        assertThat(scene.status().getPending()).isFalse();
        scene.slot = new ServerFacts.Slot(false, 9_500, 9_500, "reserved", "", 50);
        scene.stand(1);

        assertThat(scene.status().getWhyEn()).contains("advanced to 0/251C").contains("up to 0/238C");
        assertThat(scene.action())
                .isInstanceOfSatisfying(
                        Action.Reread.class,
                        reread -> assertThat(reread.resume())
                                .as("a person has paused it")
                                .isFalse());
    }

    @Test
    void aSlotMadeAnewBetweenTwoLooksIsReadAgain() {
        Scene scene = well();
        scene.slot = new ServerFacts.Slot(true, 9_900, 9_900, "reserved", "", 2);
        scene.pass(1);

        isReadAgain(scene, "changes_lost", "dropped and made anew");
    }

    @Test
    void countersThatBeginAgainWithTheServerMeanNothing() {
        Scene scene = well();
        scene.slot = new ServerFacts.Slot(true, 9_900, 9_900, "reserved", "", 2);
        scene.started = scene.now;
        scene.pass(1);

        assertThat(scene.kinds()).isEmpty();
    }

    @Test
    void aTopicMadeAnewIsFilledAgain() {
        Scene scene = well();
        scene.topicId = "T2";
        scene.pass(1);

        isReadAgain(scene, "topic_lost", "rows.pos was lost");
    }

    @Test
    void aConnectorWithoutItsPositionIsReadAgain() {
        Scene scene = well();
        scene.phase = Connect.Phase.NOTHING;
        scene.pass(8);

        isReadAgain(scene, "changes_lost", "forgotten how far");
    }

    @Test
    void aConnectThatForgotTheConnectorIsGivenItAgainAndTheDatabaseIsRead() {
        Scene scene = well();
        scene.connector = null;
        scene.pass(8);

        isReadAgain(scene, "changes_lost", "does not know the connector");
        assertThat(((Action.Reread) scene.action()).create()).isTrue();
    }

    @Test
    void aConnectThatHasJustStartedIsGivenTimeToReadWhatItKnows() {
        Scene scene = well();
        Connect.Connector connector = scene.connector;
        scene.connectAnswers = false;
        scene.pass(20);
        scene.connectAnswers = true;
        scene.connector = null;
        scene.pass(3);
        scene.connectAnswers = false;
        scene.pass(20);
        scene.connectAnswers = true;
        scene.pass(3);
        scene.connector = connector;
        scene.phase = Connect.Phase.NOTHING;
        scene.pass(3);
        scene.phase = Connect.Phase.CHANGES;
        scene.pass(30);

        assertThat(scene.status().getPending()).isFalse();
        assertThat(scene.status().getReadAgainCount()).isZero();
        assertThat(scene.kinds()).isEmpty();
    }

    @Test
    void aFirstReadingIsNothingWrong() {
        Scene scene = new Scene(null);
        scene.connector = null;
        scene.slot = null;
        scene.phase = Connect.Phase.NOTHING;
        scene.topicEnd = -10;
        scene.pass(1);

        assertThat(scene.kinds()).isEmpty();
        assertThat(scene.action()).isInstanceOfSatisfying(Action.Reread.class, reread -> {
            assertThat(reread.create()).isTrue();
            assertThat(reread.record().getReason()).isEqualTo("first reading");
        });
    }

    @Test
    void lostSchemasAreReadAgain() {
        Scene scene = well();
        scene.registry = Notebook.RegistryState.LOST;
        scene.pass(1);

        isReadAgain(scene, "registry_lost", "registry has lost its schemas");
    }

    @Test
    void anOperatorsRequestIsCarriedOut() {
        Scene scene = well();
        scene.request = ReadAgain.newBuilder()
                .setSource("pos")
                .setServer("")
                .setReason("an operator asked for it")
                .setAt(1)
                .build();
        scene.pass(1);

        isReadAgain(scene, "reading_again", "an operator asked for it");
    }

    @Test
    void saysThatItReadsAgainUntilConnectHasStoredAPositionBeyondTheSnapshot() {
        Scene scene = well();
        scene.slot = null;
        scene.pass(1).carriedOut();
        scene.slot = new ServerFacts.Slot(true, 20_000, 20_000, "reserved", "", 0);
        scene.phase = Connect.Phase.NOTHING;
        scene.pass(5);
        assertThat(scene.kinds()).containsExactly("reading_again");
        scene.phase = Connect.Phase.SNAPSHOT;
        scene.pass(5);
        assertThat(scene.incident().getEnWhat())
                .isEqualTo("pos is being read again: the replication slot salesboard_pos is gone");
        scene.phase = Connect.Phase.CHANGES;
        scene.pass(1);
        assertThat(scene.kinds()).isEmpty();
    }

    @Test
    void doesNotReadAgainInALoop() {
        Scene scene = well();
        scene.slot = null;
        scene.pass(1);
        assertThat(scene.carriedOut()).isInstanceOf(Action.Reread.class);
        scene.pass(30);

        assertThat(scene.action() instanceof Action.Reread).isFalse();
        assertThat(scene.incident().getEnNext()).contains("in 3").contains("./salesboard read-again pos");
        int waited = 0;
        while (!(scene.action() instanceof Action.Reread)) {
            scene.pass(1);
            waited++;
        }
        assertThat(waited).isBetween(28, 31);
    }

    @Test
    void goesOnWithWhatItHadDecidedBeforeItWasStartedAgain() {
        Scene scene = well();
        scene.slot = null;
        scene.pass(1);
        CaptureStatus memory = scene.status();
        scene.connector = new Connect.Connector("STOPPED", List.of(), "", scene.connector.config());
        scene.begin(memory);
        scene.pass(1);

        assertThat(scene.action())
                .isInstanceOfSatisfying(
                        Action.Reread.class,
                        reread -> assertThat(reread.resume())
                                .as("the watch itself has stopped it")
                                .isTrue());
    }

    @Test
    void rowsThatMayHaveBeenMissedAreReadWhenTheTableIsMended() {
        Scene scene = well();
        TableFacts good = scene.tables;
        scene.tables = Scene.withoutTables();
        scene.pass(3);
        assertThat(scene.kinds()).containsExactly("table_changed");
        assertThat(scene.action() instanceof Action.Reread).isFalse();
        scene.tables = good;
        scene.pass(1);

        isReadAgain(scene, "table_changed", "rows may have been missed while: the table store is missing");
    }

    @Test
    void aTableMadeAnewIsReadAgainWhenItMayBeRead() {
        Scene scene = well();
        scene.tables = Scene.tables(17_000, false);
        scene.pass(2);
        assertThat(scene.kinds()).containsExactly("privilege_missing");
        scene.tables = Scene.tables(17_000, true);
        scene.pass(1);

        isReadAgain(scene, "table_changed", "made anew: the table store");
    }

    @Test
    void aSlotThatWasAdvancedIsNoticedAlsoWhenItIsReadFromAgainAtOnce() {
        Scene scene = well();
        scene.slot = new ServerFacts.Slot(true, 9_500, 9_500, "reserved", "", 51);
        scene.storedLsn = 9_500;
        scene.pass(3);
        assertThat(scene.action() instanceof Action.Reread).isFalse();
        scene.slot = new ServerFacts.Slot(true, 9_700, 9_700, "reserved", "", 52);
        scene.pass(1);

        isReadAgain(scene, "changes_lost", "was advanced to 0/25E4, while salesboard-pos has read up to 0/251C");
    }

    @Test
    void aReadingWaitsForRightsThatItWouldFailWithout() {
        Scene scene = well();
        TableFacts good = scene.tables;
        scene.tables = Scene.tables(16_000, false);
        scene.slot = null;
        scene.pass(20);
        assertThat(scene.kinds()).contains("privilege_missing", "changes_lost");
        assertThat(scene.status().getPending()).isTrue();
        assertThat(scene.action() instanceof Action.Reread).isFalse();
        scene.tables = good;
        scene.pass(1);

        isReadAgain(scene, "changes_lost", "salesboard_pos is gone");
    }

    @Test
    void otherSettingsOfTheConnectorAreHandedOverWithoutReading() {
        Scene scene = well();
        scene.connector =
                new Connect.Connector("RUNNING", List.of("RUNNING"), "", Scene.configured("poll.interval.ms", "500"));
        scene.pass(1);

        assertThat(scene.action()).isInstanceOf(Action.Configure.class);
        assertThat(scene.kinds()).isEmpty();
    }

    @Test
    void customersThatWereHashedWithAnotherKeyAreReadAgain() {
        Scene scene = well();
        scene.wanted = Scene.hashing(1);
        scene.connector = new Connect.Connector("RUNNING", List.of("RUNNING"), "", Scene.hashing(1));
        scene.begin(scene.status());
        scene.pass(3);
        assertThat(scene.kinds()).isEmpty();

        scene.connector = new Connect.Connector("RUNNING", List.of("RUNNING"), "", Scene.hashing(2));
        scene.pass(1);

        isReadAgain(scene, "reading_again", "hashed with another key");
    }

    @ParameterizedTest
    @ValueSource(longs = {3_600_500, -3_600_500})
    void aClockThatDiffersIsSaidInBothDirections(long ahead) {
        Scene scene = well();
        scene.clockAhead = ahead;
        scene.pass(1);

        assertThat(scene.incident().getId()).isEqualTo("clock_wrong");
        assertThat(scene.incident().getEnWhat())
                .isEqualTo("the clock of pos is 3,600 s " + (ahead > 0 ? "ahead" : "behind"));
    }

    @Test
    void logThatIsHeldBackIsSaidBeforeTheLimit() {
        Scene scene = well();
        scene.flushed = 600L << 20;
        scene.sent = scene.flushed;
        scene.pass(1);

        assertThat(scene.incident().getId()).isEqualTo("log_retained");
        assertThat(scene.incident().getEnWhat()).contains("keeps 599 MB of 1,024 MB");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsSaidWithTheReason() {
        Scene scene = well();
        scene.databaseAnswers = false;
        scene.pass(7);

        assertThat(scene.kinds()).contains("database_away");
        assertThat(scene.status().getIncidents().get(0).getEnWhat()).contains("connection refused");
    }

    @Test
    void whatConnectSaidBeforeItWentAwayIsNotHeldAgainstTheConnector() {
        Scene scene = well().pass(30);
        scene.connectAnswers = false;
        scene.stand(12);

        assertThat(scene.kinds()).containsExactly("connect_away");
    }

    @Test
    void saysWhatConnectRefusedToTake() {
        Scene scene = well();
        scene.trouble = "invalid value for poll.interval.ms";
        scene.pass(1);

        assertThat(scene.incident().getId()).isEqualTo("connector_failed");
        assertThat(scene.incident().getEnWhat()).endsWith("invalid value for poll.interval.ms");
    }

    @Test
    void anIncidentKeepsItsBeginning() {
        Scene scene = well();
        scene.clockAhead = 10_000;
        scene.pass(1);
        long since = scene.incident().getSinceMillis();
        scene.pass(20);

        assertThat(scene.incident().getSinceMillis())
                .isEqualTo(since)
                .isEqualTo(scene.now.minusSeconds(20).toEpochMilli());
    }
}
