package io.salesboard.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.core.model.Table;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is captured against what figures are computed from. */
class CapturedTest {

    @Test
    void everyTableTheJobReadsIsCapturedFromOneDatabase() {
        assertThat(Source.NAMES.stream().flatMap(name -> Captured.of(name).tables().keySet().stream()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Table.values())
                        .filter(table -> table != Table.HEARTBEAT)
                        .map(Table::key)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pos", "crm"})
    void everyColumnTheJobReadsIsCaptured(String source) {
        Captured.of(source)
                .tables()
                .forEach((table, columns) -> assertThat(columns)
                        .as(table)
                        .containsAll(Table.byKey(table).columns().stream()
                                .map(Table.Column::name)
                                .toList()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pos", "crm"})
    void grantsAreThoseOfThePublication(String source) throws Exception {
        try (InputStream in = CapturedTest.class.getResourceAsStream("/capture/" + source + ".sql")) {
            String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\s+", " ");
            Captured captured = Captured.of(source);
            assertThat(captured.tables())
                    .allSatisfy((table, columns) ->
                            assertThat(sql).contains(captured.grant(table, "salesboard_capture") + ";"));
            assertThat(sql.split("grant ", -1)).hasSize(captured.tables().size() + 1);
        }
    }

    @Test
    void personalDataIsNotCaptured() {
        assertThat(Captured.of("pos").tables().get("pos_order")).doesNotContain("customer_id");
        assertThat(Captured.of("crm").tables().get("lead")).doesNotContain("contact_name", "contact_phone");
        assertThat(Captured.of("crm").tables().get("opportunity")).doesNotContain("account_name");
    }

    @Test
    void theConnectorIsGivenExactlyTheTablesAndColumns() {
        Captured captured = new Captured(Map.of("store", java.util.List.of("store_id", "name")));
        Source source = new Source("pos", "jdbc:postgresql://db:5432/pos", "salesboard_capture", "secret");

        JsonNode config = ConnectorConfig.of(source, captured);

        assertThat(config.path("table.include.list").asText()).isEqualTo("public\\.store");
        assertThat(config.path("column.include.list").asText())
                .isEqualTo("public\\.store\\.store_id,public\\.store\\.name");
        assertThat(config.path("name").asText()).isEqualTo("salesboard-pos");
        assertThat(config.path("slot.name").asText()).isEqualTo(source.slot());
        assertThat(config.path("publication.name").asText()).isEqualTo(Source.PUBLICATION);
        assertThat(config.path("transforms.rowRecords.topic").asText()).isEqualTo(source.topic());
        assertThat(source).asString().doesNotContain("secret");
    }
}
