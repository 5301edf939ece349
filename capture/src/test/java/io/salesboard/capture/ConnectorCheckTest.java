package io.salesboard.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectorCheckTest {
    private static Connect.Connector connector(Scene scene, String state, String trace, String... tasks) {
        return new Connect.Connector(state, List.of(tasks), trace, scene.connector.config());
    }

    private static Scene well() {
        return new Scene(null).pass(40);
    }

    @Test
    void aFailedTaskIsStartedAgainAtGrowingIntervalsAndSaid() {
        Scene scene = well();
        scene.connector = connector(scene, "RUNNING", "permission denied for table pos_order", "FAILED");
        List<Integer> restarts = new ArrayList<>();
        for (int second = 1; second <= 40; second++) {
            scene.stand(1);
            if (scene.action() instanceof Action.Restart restart) {
                assertThat(restart.all()).isFalse();
                restarts.add(second);
            }
        }

        assertThat(restarts).containsExactly(1, 3, 7, 15, 31);
        assertThat(scene.incident().getId()).isEqualTo("connector_failed");
        assertThat(scene.incident().getEnWhat())
                .isEqualTo("the connector salesboard-pos failed: permission denied for table pos_order");
    }

    @Test
    void oneThatFailsAgainAfterEachStartIsNotWellInBetween() {
        Scene scene = well();
        for (int i = 0; i < 4; i++) {
            scene.connector = connector(scene, "RUNNING", "no", "FAILED");
            scene.stand(1);
            scene.connector = connector(scene, "RUNNING", "", "RUNNING");
            scene.stand(1);
        }

        assertThat(scene.kinds()).contains("connector_failed");
    }

    @Test
    void aFailureThatIsOverIsForgotten() {
        Scene scene = well();
        scene.connector = connector(scene, "RUNNING", "no", "FAILED");
        scene.stand(2);
        scene.connector = connector(scene, "RUNNING", "", "RUNNING");
        scene.pass(31);

        assertThat(scene.kinds()).isEmpty();
    }

    @Test
    void aConnectorWithoutTasksIsStartedAgainAsAWholeAndSaid() {
        Scene scene = well();
        scene.connector = connector(scene, "RUNNING", "");
        boolean restarted = false;
        for (int second = 1; second <= 9; second++) {
            scene.stand(1);
            restarted |= scene.action() instanceof Action.Restart restart && restart.all();
        }

        assertThat(restarted).isTrue();
        assertThat(scene.incident().getEnWhat()).contains("has no running task (RUNNING)");
    }

    @Test
    void oneThatSomebodyPausedIsSaidAndLeftAlone() {
        Scene scene = well();
        scene.connector = connector(scene, "PAUSED", "", "PAUSED");
        scene.stand(5);

        assertThat(scene.incident().getId()).isEqualTo("connector_stopped");
        assertThat(scene.action() instanceof Action.Restart).isFalse();
    }

    @Test
    void oneThatRunsWhileNothingArrivesIsStuck() {
        Scene scene = well();
        scene.slot = new ServerFacts.Slot(false, 9_000, 8_000, "reserved", "", 50);
        scene.stand(6);
        assertThat(scene.kinds()).isEmpty();
        scene.stand(2);

        assertThat(scene.incident().getId()).isEqualTo("capture_stuck");
        assertThat(scene.incident().getEnWhat()).contains("nobody reads the replication slot salesboard_pos");
    }

    @Test
    void namesTheTableThatIsLockedAndTheProcess() {
        Scene scene = well();
        scene.tables = new TableFacts(
                scene.tables.publication(),
                true,
                scene.tables.tables(),
                List.of(new TableFacts.Lock("pos_order", 4711)));
        scene.stand(8);

        assertThat(scene.incident().getEnWhat()).contains("locked tables (by server process): pos_order (4711)");
        assertThat(scene.incident().getEnNext()).contains("pg_terminate_backend");
    }

    @Test
    void oneThatHasJustStartedIsGivenTime() {
        Scene scene = new Scene(null).stand(15);

        assertThat(scene.kinds()).isEmpty();
        assertThat(scene.stand(10).kinds()).containsExactly("capture_stuck");
    }

    @Test
    void changesThatWaitInTheLogAreSaidWithTheTimeItTakes() {
        Scene scene = well();
        scene.flushed += 100L << 20;
        for (int i = 0; i < 10; i++) {
            scene.sent += 2L << 20;
            scene.topicEnd++;
            scene.stand(1);
        }

        Optional<String> what = scene.status().getIncidents().stream()
                .filter(incident -> incident.getId().equals("capture_behind"))
                .map(incident -> incident.getEnWhat())
                .findFirst();
        assertThat(what).hasValue("80 MB of changes of pos are not read yet, about 40 s to go");
    }
}
