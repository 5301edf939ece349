package io.salesboard.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Debezium tells of a load, as it arrived from a real one. */
class SnapshotsReaderTest {
    private static final Instant AT = Instant.parse("2026-11-26T03:00:00Z");

    @Test
    void saysHowFarATableIs() {
        LoadFacts told = SnapshotsReader.told(
                "IN_PROGRESS",
                Map.of(
                        "connector_name",
                        "pos",
                        "current_collection_in_progress",
                        "public.product",
                        "total_chunks",
                        "30",
                        "chunk_index",
                        "4"),
                AT);

        assertThat(told).isEqualTo(new LoadFacts("product", 4, 30, false, "", AT));
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCEEDED, ''",
        "EMPTY, ''",
        "SQL_EXCEPTION, public.store: SQL_EXCEPTION",
        "NO_PRIMARY_KEY, public.store: NO_PRIMARY_KEY",
        "SKIPPED, public.store: SKIPPED"
    })
    void aTableThatWasPassedOverIsAFailure(String status, String failure) {
        LoadFacts told = SnapshotsReader.told(
                "TABLE_SCAN_COMPLETED", Map.of("scanned_collection", "public.store", "status", status), AT);

        assertThat(told.failure()).isEqualTo(failure);
        assertThat(told.completed()).isFalse();
    }

    @Test
    void theEndIsToldApart() {
        assertThat(SnapshotsReader.told("COMPLETED", Map.of(), AT).completed()).isTrue();
        assertThat(SnapshotsReader.told("ABORTED", Map.of(), AT).failure()).isNotEmpty();
    }
}
