package io.salesboard.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.salesboard.core.model.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is captured against what figures are computed from. */
class CapturedTest {

    @Test
    void everyTableTheJobReadsIsCapturedFromOneDatabase() {
        assertThat(Source.NAMES.stream().flatMap(name -> Captured.of(name).tables().keySet().stream()))
                .containsExactlyInAnyOrderElementsOf(
                        Table.inDatabases().stream().map(Table::key).toList());
    }

    @Test
    void personalDataIsNotCaptured() {
        assertThat(Captured.of("pos").tables().get("pos_order")).doesNotContain("customer_id");
        assertThat(Captured.of("crm").tables().get("lead")).doesNotContain("contact_name", "contact_phone");
        assertThat(Captured.of("crm").tables().get("opportunity")).doesNotContain("account_name");
    }

    @Test
    void whatAConnectorWasToldIsReadFromItsConfiguration() {
        Source source = new Source("crm", "jdbc:postgresql://db:5432/crm", "salesboard_capture", "secret");
        Captured captured = Captured.of("crm");

        assertThat(Captured.of(ConnectorConfig.of(source, captured))).isEqualTo(captured);
        assertThat(Captured.of(JsonNodeFactory.instance.objectNode()).tables()).isEmpty();
    }

    @Test
    void whatIsNewIsWhatTheOtherHasNot() {
        Captured declared = new Captured(Map.of("store", List.of("id", "name"), "rep", List.of("id")));
        Captured known = new Captured(Map.of("store", List.of("id", "note")));

        assertThat(declared.without(known)).hasToString("rep (id), store (name)");
        assertThat(declared.and(known)).hasToString("store (id)");
        assertThat(declared.without(declared).tables()).isEmpty();
    }

    @Test
    void theConnectorIsGivenExactlyTheTablesAndColumns() {
        Captured captured = new Captured(Map.of("store", List.of("store_id", "name")));
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
