package io.salesboard.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CapturePositionTest {

    @Test
    void goesOnWhenTheDatabaseStillHasTheLogFromTheStoredPosition() {
        assertThatCode(() -> CapturePosition.check(Map.of("pos", 500L, "crm", 500L), Map.of("pos", 499L, "crm", 500L)))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesASlotThatIsAheadOfTheStoredPosition() {
        assertThatThrownBy(() -> CapturePosition.check(Map.of("pos", 500L), Map.of("pos", 501L)))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("salesboard_pos")
                .hasMessageContaining("501")
                .hasMessageContaining("500")
                .hasMessageContaining("--fresh");
    }

    @Test
    void refusesAMissingSlotOfADatabaseThatWasRead() {
        assertThatThrownBy(() -> CapturePosition.check(Map.of("crm", 500L), Map.of("pos", 400L)))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("no replication slot salesboard_crm");
    }

    @Test
    void readsConnectsOffsets() throws IOException {
        Map<String, Long> positions = new TreeMap<>();

        CapturePosition.read(
                "[\"salesboard-pos\",{\"server\":\"pos\"}]",
                "{\"lsn_proc\":34357632,\"messageType\":\"MESSAGE\",\"lsn_commit\":34357456,\"lsn\":34357632,\"txId\":1921}",
                positions);
        CapturePosition.read("[\"salesboard-crm\",{\"server\":\"crm\"}]", null, positions);

        assertThat(positions).containsExactly(Map.entry("pos", 34357632L));
    }

    @Test
    void aDatabaseInItsFirstSnapshotHasNoPositionYet() throws IOException {
        Map<String, Long> positions = new TreeMap<>();

        CapturePosition.read(
                "[\"salesboard-pos\",{\"server\":\"pos\"}]",
                "{\"snapshot\":\"INITIAL\",\"lsn\":34357632,\"snapshot_completed\":false}",
                positions);

        assertThat(positions).isEmpty();
    }
}
