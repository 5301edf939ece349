package io.salesboard.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectTest {
    private FakeConnect fake;
    private Connect connect;

    @BeforeEach
    void start() throws IOException {
        fake = new FakeConnect();
        connect = new Connect(fake.address());
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void makesAConnectorThatDoesNotStartYet() throws Exception {
        assertThat(connect.connectors()).isEmpty();

        connect.create("salesboard-pos", new ObjectMapper().readTree("{\"name\": \"salesboard-pos\"}"));

        Connect.Connector made = connect.connectors().get("salesboard-pos");
        assertThat(made.state()).isEqualTo("STOPPED");
        assertThat(made.tasks()).isEmpty();
        assertThat(made.halted()).isTrue();
        assertThat(made.config().path("name").asText()).isEqualTo("salesboard-pos");
    }

    @Test
    void whatSomebodyLetGoOnIsNotStoppedForGood() throws Exception {
        fake.config = new ObjectMapper().createObjectNode();
        fake.state = "STOPPED";
        connect.keepHalted("salesboard-pos");
        assertThat(fake.asked).isEmpty();
        connect.checkStopped("salesboard-pos");

        fake.state = "PAUSED";
        connect.keepHalted("salesboard-pos");
        assertThat(fake.asked).containsExactly("PUT /connectors/salesboard-pos/stop");

        connect.resume("salesboard-pos");
        assertThatThrownBy(() -> connect.keepHalted("salesboard-pos"))
                .hasMessage(
                        "the connector salesboard-pos was stopped and is RUNNING now: somebody else has changed that");
        assertThatThrownBy(() -> connect.checkStopped("salesboard-pos")).hasMessageContaining("is RUNNING now");
        assertThat(fake.state).isEqualTo("RUNNING");
    }

    @Test
    void namesTheInnermostReasonOfAFailure() throws Exception {
        fake.config = new ObjectMapper().createObjectNode();
        fake.tasks = List.of("FAILED");
        fake.trace =
                "org.apache.kafka.ConnectException: An exception occurred\n\tat x\nCaused by: a.B: middle\n\tat y\n"
                        + "Caused by: org.postgresql.util.PSQLException: ERROR: permission denied for table pos_order\n\t... 3 more";

        Connect.Connector failed = connect.connectors().get("salesboard-pos");

        assertThat(failed.failed()).isTrue();
        assertThat(failed.running()).isFalse();
        assertThat(failed.trace())
                .isEqualTo("org.postgresql.util.PSQLException: ERROR: permission denied for table pos_order");
    }

    @Test
    void aConnectorWithoutTasksDoesNotRun() throws Exception {
        fake.config = new ObjectMapper().createObjectNode();
        fake.tasks = List.of();

        assertThat(connect.connectors().get("salesboard-pos").running()).isFalse();
    }

    @Test
    void knowsHowFarItHasRead() throws Exception {
        assertThat(connect.position("salesboard-pos").phase()).isEqualTo(Connect.Phase.NOTHING);

        fake.offset = "{\"snapshot\": \"INITIAL\", \"lsn\": 34357632, \"snapshot_completed\": false}";
        assertThat(connect.position("salesboard-pos").phase()).isEqualTo(Connect.Phase.SNAPSHOT);

        fake.offset = "{\"snapshot\": \"INITIAL\", \"lsn\": 34357632, \"snapshot_completed\": true}";
        assertThat(connect.position("salesboard-pos").phase()).isEqualTo(Connect.Phase.CHANGES);

        fake.offset = "{\"snapshot\": \"INCREMENTAL\", \"lsn\": 34357632, \"snapshot_completed\": false}";
        assertThat(connect.position("salesboard-pos").phase())
                .as("a table is loaded beside the changes")
                .isEqualTo(Connect.Phase.CHANGES);

        fake.offset = "{\"lsn_proc\": 34357632, \"messageType\": \"MESSAGE\", \"lsn\": 34357632, \"txId\": 1921}";
        assertThat(connect.position("salesboard-pos"))
                .isEqualTo(new Connect.Position(Connect.Phase.CHANGES, "", 34_357_632));
    }

    @Test
    void writesALoadIntoThePositionAndLeavesTheRestOfIt() throws Exception {
        fake.offset = "{\"lsn\": 34357632, \"txId\": 1921, \"incremental_snapshot_primary_key\": \"aced\"}";

        connect.load("salesboard-pos", "L1", List.of("store", "product"));

        assertThat(new ObjectMapper().readTree(fake.offset).path("lsn").asLong())
                .isEqualTo(34_357_632);
        assertThat(new ObjectMapper()
                        .readTree(fake.offset)
                        .path("incremental_snapshot_collections")
                        .asText())
                .isEqualTo("[{\"incremental_snapshot_collections_id\":\"public.store\","
                        + "\"incremental_snapshot_collections_correlation_id\":\"L1\"},"
                        + "{\"incremental_snapshot_collections_id\":\"public.product\","
                        + "\"incremental_snapshot_collections_correlation_id\":\"L1\"}]");
        assertThat(fake.offset).doesNotContain("primary_key");
        assertThat(connect.position("salesboard-pos")).isEqualTo(new Connect.Position(Connect.Phase.CHANGES, "L1", -1));
    }

    @Test
    void noLoadIsWrittenWhereThereIsNoPosition() {
        assertThatThrownBy(() -> connect.load("salesboard-pos", "L1", List.of("store")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no position beyond its snapshot");
    }

    @Test
    void tellsWhatConnectRefuses() {
        assertThatThrownBy(() -> connect.deleteOffsets("salesboard-pos"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("DELETE")
                .hasMessageContaining("must be in the STOPPED state");
    }

    @Test
    void tellsThatConnectIsAway() {
        fake.close();

        assertThatThrownBy(connect::connectors)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(fake.address() + " refuses connections");
    }
}
