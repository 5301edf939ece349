package io.salesboard.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.schemas.CaptureStatus;
import io.salesboard.schemas.Incident;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An installation whose connector captures less, or more, than the release declares. */
class NewTablesTest {
    private static final Instant TOLD = Scene.START.plusSeconds(60);

    private static Connect.Connector captures(JsonNode config) {
        return new Connect.Connector("RUNNING", List.of("RUNNING"), "", config);
    }

    /** An existing installation: a status of the release before, which did not say what is captured. */
    private static Scene upgraded() {
        Scene scene = new Scene(null);
        scene.connector = captures(Scene.EARLIER);
        scene.slot = slot(9_000);
        return scene;
    }

    private static ServerFacts.Slot slot(long confirmed) {
        return new ServerFacts.Slot(true, confirmed, 8_000, "reserved", "", 50);
    }

    /** Lets Debezium take the log up to where the load may be ordered. */
    private static Action.Load ordered(Scene scene) {
        scene.pass(5);
        scene.slot = slot(scene.flushed + 500);
        scene.pass(1);
        assertThat(scene.action()).isInstanceOf(Action.Load.class);
        Action.Load load = (Action.Load) scene.carriedOut();
        scene.connector = captures(Scene.configured("name", Scene.SOURCE.connector()));
        scene.load = load.id();
        scene.pass(1);
        return load;
    }

    private static String said(Scene scene) {
        Incident incident = scene.incident();
        assertThat(incident.getId()).isEqualTo("reading_again");
        assertThat(incident.getPlace()).isEqualTo("pos: store");
        return incident.getEnWhat();
    }

    private static LoadFacts told(long chunk, boolean completed, String failure) {
        return new LoadFacts("store", chunk, 9, completed, failure, TOLD.plusSeconds(chunk));
    }

    @Test
    void whatIsNewIsLoadedAndNothingElseIsReadAgain() {
        Scene scene = upgraded().pass(2);
        assertThat(said(scene)).isEqualTo("this release reads also store (kind); it will be loaded");
        assertThat(scene.action() instanceof Action.Configure)
                .as("the connector keeps its columns until then")
                .isFalse();

        Action.Load load = ordered(scene);

        assertThat(load.tables()).containsExactly("store");
        assertThat(scene.status().getLoadId()).isEqualTo(load.id());
        scene.loads.put(load.id(), told(3, false, ""));
        scene.pass(1);
        assertThat(said(scene)).isEqualTo("this release reads also store (kind); it is being loaded (store 3/9)");
        scene.load = "";
        scene.loads.put(load.id(), told(9, true, ""));
        scene.pass(1);

        assertThat(scene.kinds()).isEmpty();
        assertThat(scene.status().getLoading()).isEmpty();
        assertThat(scene.status().getCaptured().get("store")).containsExactly("store_id", "name", "region_id", "kind");
        assertThat(scene.status().getReadAgainCount()).isZero();
        assertThat(scene.pass(30).action() instanceof Action.Load).isFalse();
    }

    @Test
    void aConnectorIsGivenNothingNewBeforeItIsKnownWhatItCaptures() {
        Scene scene = upgraded();
        scene.positionSeen = false;
        for (int i = 0; i < 5; i++) {
            assertThat(scene.pass(1).action() instanceof Action.Configure).isFalse();
        }
        scene.positionSeen = true;
        scene.pass(1);

        assertThat(said(scene)).contains("store (kind)");
    }

    @Test
    void whatMayNotBeReadYetIsNoReasonToReadEverythingAgain() {
        Scene scene = upgraded();
        scene.tables = Scene.tables(16_500, false);
        scene.slot = slot(20_000);
        scene.pass(30);
        assertThat(scene.kinds()).contains("privilege_missing", "reading_again");
        assertThat(scene.status().getLoadId()).isEmpty();
        assertThat(scene.status().getPending()).isFalse();

        scene.tables = Scene.tables(16_500, true);
        scene.pass(2);

        ordered(scene);
    }

    @Test
    void transactionsFromBeforeAreWaitedForAndThenTheLogUpToTheirEnd() {
        Scene scene = upgraded();
        scene.oldestTransaction = 700;
        scene.slot = slot(100_000);
        scene.pass(5);
        assertThat(said(scene))
                .isEqualTo("this release reads also store (kind); it will be loaded when the transaction 700, open from"
                        + " before, has ended");
        assertThat(scene.incident().getEnNext()).contains("backend_xid 700");
        scene.slot = slot(scene.flushed);
        scene.oldestTransaction = 705;
        scene.nextTransaction = 900;
        scene.pass(5);
        assertThat(scene.status().getLoadId())
                .as("what they changed has not been taken yet")
                .isEmpty();

        scene.slot = slot(scene.flushed);
        scene.pass(1);

        assertThat(scene.action()).isInstanceOf(Action.Load.class);
    }

    @Test
    void anOrderThatWasNotTakenIsGivenAgain() {
        Scene scene = upgraded();
        Action.Load load = ordered(scene);
        scene.load = "";
        scene.pass(25);
        assertThat(scene.carriedOut() instanceof Action.Load).isFalse();
        scene.pass(10);

        assertThat(scene.status().getLoadId()).isEqualTo(load.id());
        assertThat(scene.action()).isEqualTo(load);
    }

    @Test
    void aWatchThatIsStartedAgainWaitsForTheSameLoad() {
        Scene scene = upgraded();
        Action.Load load = ordered(scene);
        CaptureStatus memory = scene.status();
        scene.begin(memory);
        scene.pass(60);
        assertThat(scene.status().getLoadId()).isEqualTo(load.id());
        assertThat(scene.action() instanceof Action.Load).isFalse();

        scene.load = "";
        scene.loads.put(load.id(), told(9, true, ""));
        scene.pass(1);

        assertThat(scene.kinds()).isEmpty();
    }

    @Test
    void aWatchThatEndedWhileItGaveTheOrderGivesItAgainAtOnce() {
        Scene scene = upgraded();
        scene.pass(5);
        scene.slot = slot(scene.flushed + 500);
        scene.pass(1);
        Action order = scene.action();
        assertThat(order).isInstanceOf(Action.Load.class);
        scene.connector = new Connect.Connector("STOPPED", List.of(), "", Scene.EARLIER);
        scene.begin(scene.status());
        scene.pass(1);

        assertThat(scene.action()).isEqualTo(order);
    }

    @Test
    void aLoadThatFailsAgainAndAgainBecomesAReadingOfEverything() {
        Scene scene = upgraded();
        for (int i = 0; i < 3; i++) {
            Action.Load load = ordered(scene);
            scene.loads.put(load.id(), told(i, false, "public.store: SQL_EXCEPTION"));
            scene.load = "";
            scene.slot = slot(9_000);
            scene.pass(1);
            scene.connector = captures(Scene.EARLIER);
        }

        assertThat(scene.status().getPending()).isTrue();
        assertThat(scene.status().getWhyEn()).contains("could not be loaded by itself", "SQL_EXCEPTION");
        assertThat(scene.action()).isInstanceOf(Action.Reread.class);
        scene.carriedOut();
        scene.connector = captures(Scene.configured("name", Scene.SOURCE.connector()));
        scene.pass(1);
        assertThat(scene.status().getLoading()).as("the snapshot brings it").isEmpty();
    }

    @Test
    void aTableEmptiedWhileItIsLoadedMakesAReadingOfEverything() {
        Scene scene = upgraded();
        ordered(scene);
        scene.tables = Scene.tables(16_500, 17_777, true);
        scene.pass(1);

        assertThat(scene.status().getPending()).isTrue();
        assertThat(scene.status().getWhyEn()).isEqualTo("emptied or rewritten while it was loaded: the table store");
    }

    @Test
    void aServerBeyondItsFourThousandMillionthTransactionIsReadAsAWhole() {
        Scene scene = upgraded();
        scene.oldestTransaction = 5_000_000_000L;
        scene.nextTransaction = 5_000_000_000L;
        scene.slot = slot(100_000);
        scene.pass(5);

        assertThat(scene.status().getPending()).isTrue();
        assertThat(scene.status().getWhyEn()).contains("store (kind)", "four thousand millionth");
    }

    @Test
    void whatIsNotReadAnyMoreIsTakenFromTheConnectorWithoutReading() {
        Scene scene = new Scene(null);
        scene.connector = captures(Scene.MORE);
        scene.pass(3);

        assertThat(scene.action()).isInstanceOf(Action.Configure.class);
        assertThat(scene.kinds()).isEmpty();
        assertThat(scene.status().getCaptured())
                .isEqualTo(Map.of("store", List.of("store_id", "name", "region_id", "kind")));
    }

    @Test
    void aWatchThatForgotWhatWasLoadedReadsEverything() {
        Scene scene = new Scene(null);
        scene.load = "of a watch before";
        scene.pass(3);

        assertThat(scene.status().getPending()).isTrue();
        assertThat(scene.status().getWhyEn()).contains("not known any more what has been loaded");
    }
}
