package io.salesboard.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.salesboard.core.model.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is captured against what figures are computed from. */
class IncludeListTest {
    private static final Source POS =
            new Source("pos", "jdbc:postgresql://db:5432/pos", "salesboard_capture", "secret");
    private static final Source CRM =
            new Source("crm", "jdbc:postgresql://db:5432/crm", "salesboard_capture", "secret");
    private static final byte[] KEY = {10, 11};

    @Test
    void everyTableTheJobReadsIsCapturedFromOneDatabase() {
        assertThat(Source.NAMES.stream().flatMap(name -> IncludeList.of(name).tables().keySet().stream()))
                .containsExactlyInAnyOrderElementsOf(
                        Table.inDatabases().stream().map(Table::key).toList());
    }

    @Test
    void personalDataIsNotCaptured() {
        assertThat(IncludeList.of("crm").tables().get("lead")).doesNotContain("contact_name", "contact_phone");
        assertThat(IncludeList.of("crm").tables().get("opportunity")).doesNotContain("account_name");
    }

    @Test
    void ofACustomerOnlyAKeyedHashIsSent() {
        JsonNode pos = ConnectorConfig.of(POS, IncludeList.of("pos"), KEY);

        assertThat(pos.path("transforms.rowRecords.hashed.columns").asText()).isEqualTo("public.pos_order.customer_id");
        assertThat(pos.path("transforms.rowRecords.hash.secret").asText()).isEqualTo("0a0b");
        assertThat(ConnectorConfig.of(CRM, IncludeList.of("crm"), KEY).has("transforms.rowRecords.hash.secret"))
                .as("a database without customers has no use for the key")
                .isFalse();
    }

    @Test
    void aConnectorHashesOtherwiseWithAnotherKeyOrNotAtAllButNotWhereItDoesNotSendTheColumnYet() {
        IncludeList declared = IncludeList.of("pos");
        IncludeList before = declared.only((table, column) -> !column.equals("customer_id"));
        JsonNode wanted = ConnectorConfig.of(POS, declared, KEY);
        ObjectNode plain = wanted.deepCopy();
        plain.remove("transforms.rowRecords.hashed.columns");

        assertThat(ConnectorConfig.hashesOtherwise(wanted, wanted)).isFalse();
        assertThat(ConnectorConfig.hashesOtherwise(ConnectorConfig.of(POS, before, KEY), wanted))
                .isFalse();
        assertThat(ConnectorConfig.hashesOtherwise(ConnectorConfig.of(POS, declared, new byte[] {1}), wanted))
                .isTrue();
        assertThat(ConnectorConfig.hashesOtherwise(plain, wanted)).isTrue();
    }

    @Test
    void whatAConnectorWasToldIsReadFromItsConfiguration() {
        IncludeList captured = IncludeList.of("crm");

        assertThat(IncludeList.of(ConnectorConfig.of(CRM, captured, KEY))).isEqualTo(captured);
        assertThat(IncludeList.of(JsonNodeFactory.instance.objectNode()).tables())
                .isEmpty();
    }

    @Test
    void whatIsNewIsWhatTheOtherHasNot() {
        IncludeList declared = new IncludeList(Map.of("store", List.of("id", "name"), "rep", List.of("id")));
        IncludeList known = new IncludeList(Map.of("store", List.of("id", "note")));

        assertThat(declared.without(known)).hasToString("rep (id), store (name)");
        assertThat(declared.and(known)).hasToString("store (id)");
        assertThat(declared.without(declared).tables()).isEmpty();
    }

    @Test
    void theConnectorIsGivenExactlyTheTablesAndColumns() {
        IncludeList captured = new IncludeList(Map.of("store", List.of("store_id", "name")));

        JsonNode config = ConnectorConfig.of(POS, captured, KEY);

        assertThat(config.path("table.include.list").asText()).isEqualTo("public\\.store");
        assertThat(config.path("column.include.list").asText())
                .isEqualTo("public\\.store\\.store_id,public\\.store\\.name");
        assertThat(config.path("name").asText()).isEqualTo("salesboard-pos");
        assertThat(config.path("slot.name").asText()).isEqualTo(POS.slot());
        assertThat(config.path("publication.name").asText()).isEqualTo(Source.PUBLICATION);
        assertThat(config.path("transforms.rowRecords.topic").asText()).isEqualTo(POS.topic());
        assertThat(POS).asString().doesNotContain("secret");
    }
}
