package io.salesboard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayBenchTest {
    private static final Map<String, Long> WRITTEN = Map.of("pos", 2_000L, "crm", 10L);

    private static JsonNode health(String status, long pos, long crm) throws IOException {
        return new ObjectMapper().readTree("""
                {"status": "%s", "sources": [{"name": "pos", "rows": %d}, {"name": "crm", "rows": %d}]}""".formatted(status, pos, crm));
    }

    @Test
    void theLastFrameHoldsAllRowsOfBothSources() throws Exception {
        assertThat(ReplayBench.holds(health("stale", 2_000, 10), WRITTEN)).isTrue();
        assertThat(ReplayBench.holds(health("stale", 1_999, 10), WRITTEN)).isFalse();
        assertThat(ReplayBench.holds(health("stale", 2_000, 9), WRITTEN)).isFalse();
    }

    @Test
    void aBoardThatStartsOrDoesNotAnswerShowsNothing() throws Exception {
        assertThat(ReplayBench.holds(health("starting", 2_000, 10), WRITTEN)).isFalse();
        assertThat(ReplayBench.holds(MissingNode.getInstance(), WRITTEN)).isFalse();
    }
}
