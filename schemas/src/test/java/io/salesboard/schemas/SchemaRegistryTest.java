package io.salesboard.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.schemas.SchemaRegistry.UnknownSchemaException;
import java.io.IOException;
import java.net.URI;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaRegistryTest {
    private final ScriptedRegistry server = new ScriptedRegistry();
    private final SchemaRegistry registry = new SchemaRegistry(server.address());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aSchemaIsAskedForOnce() throws IOException {
        server.answers(200, "{\"schema\": \"\\\"long\\\"\"}");
        assertThat(registry.byId(7)).isEqualTo(Schema.create(Schema.Type.LONG));
        assertThat(registry.byId(7)).isEqualTo(Schema.create(Schema.Type.LONG));
        assertThat(server.asked()).containsExactly("GET /schemas/ids/7");
    }

    @Test
    void aSchemaThatIsNotThereIsUnknownForGood() {
        server.answers(404, "{\"error_code\": 40403}");
        assertThatThrownBy(() -> registry.byId(7))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessageContaining("schema id 7")
                .hasMessageContaining(server.address().toString());
    }

    @Test
    void aRegistryInTroubleMayBeAskedAgain() throws IOException {
        server.answers(503, "starting").answers(200, "{\"schema\": \"\\\"long\\\"\"}");
        assertThatThrownBy(() -> registry.byId(7))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(UnknownSchemaException.class)
                .hasMessageContaining("/schemas/ids/7 with 503: starting");
        assertThat(registry.byId(7)).isEqualTo(Schema.create(Schema.Type.LONG));
    }

    @Test
    void anAnswerThatIsNoneOfARegistryIsNoSchema() {
        server.answers(200, "{}").answers(200, "<html>");
        assertThatThrownBy(() -> registry.byId(7))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("with 200: {}");
        assertThatThrownBy(() -> registry.byId(7)).isInstanceOf(IOException.class);
    }

    @Test
    void aRegistryThatIsNotThereIsNamed() {
        SchemaRegistry nowhere = new SchemaRegistry(URI.create("http://127.0.0.1:1"));
        assertThatThrownBy(() -> nowhere.byId(7))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(UnknownSchemaException.class)
                .hasMessage("the schema registry at http://127.0.0.1:1 refuses connections");
    }

    @Test
    void registeringGivesTheIdAndRemembersTheSchema() throws IOException {
        server.answers(200, "{\"id\": 12}");
        assertThat(registry.register("results-io.salesboard.schemas.Cell", Cell.getClassSchema()))
                .isEqualTo(12);
        assertThat(registry.byId(12)).isEqualTo(Cell.getClassSchema());
        assertThat(server.asked()).containsExactly("POST /subjects/results-io.salesboard.schemas.Cell/versions");
    }

    @Test
    void whoeverRegistersAtTheSameMomentAsAnotherAsksAgain() throws IOException {
        server.answers(409, "conflict").answers(200, "{\"id\": 12}");
        assertThat(registry.register("results-X", Cell.getClassSchema())).isEqualTo(12);
        server.answers(409, "conflict").answers(409, "conflict");
        assertThatThrownBy(() -> registry.register("results-Y", FrameMark.getClassSchema()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("with 409: conflict");
    }
}
