package io.salesboard.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** A schema registry spoken to over the Confluent-compatible API; answers are kept, ids do not change unless it is lost. */
public final class SchemaRegistry {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    /** @param base up to the API's root, such as {@code http://localhost:8083/apis/ccompat/v7} */
    public SchemaRegistry(URI base) {
        this.base = base;
    }

    /**
     * The schema with an id.
     *
     * @throws UnknownSchemaException when the registry has no such schema: asking again will not help
     * @throws IOException when the registry does not answer: asking again may
     */
    public Schema byId(int id) throws IOException {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(uri("/schemas/ids/" + id)).GET());
        if (response.statusCode() == 404) {
            throw new UnknownSchemaException("schema id " + id + " is not in the registry " + base);
        }
        Schema schema = new Schema.Parser().parse(field(response, "schema").asText());
        schemas.put(id, schema);
        return schema;
    }

    /** Registers a schema under a subject, or finds it there; returns its id. */
    public int register(String subject, Schema schema) throws IOException {
        String body = JSON.writeValueAsString(Map.of("schema", schema.toString()));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/subjects/" + subject + "/versions"))
                .header("Content-Type", CONTENT_TYPE)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        HttpResponse<String> response = send(request);
        if (response.statusCode() == 409) {
            // Somebody registered it in the same moment: now it is there, and only its id is asked for.
            response = send(request);
        }
        int id = field(response, "id").asInt();
        schemas.put(id, schema);
        return id;
    }

    /** Asks again for everything: the registry was lost and made anew, and gives its numbers to other schemas. */
    public void forget() {
        schemas.clear();
    }

    private URI uri(String path) {
        return URI.create(base + path);
    }

    private JsonNode field(HttpResponse<String> response, String name) throws IOException {
        JsonNode node =
                response.statusCode() == 200 ? JSON.readTree(response.body()).get(name) : null;
        if (node == null) {
            throw new IOException("the registry answered " + response.uri() + " with " + response.statusCode() + ": "
                    + response.body());
        }
        return node;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new IOException("the schema registry at " + base + " refuses connections", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking the schema registry at " + base, e);
        }
    }

    /** There is no such schema, here or in the registry. */
    public static final class UnknownSchemaException extends IOException {
        private static final long serialVersionUID = 1L;

        public UnknownSchemaException(String message) {
            super(message);
        }

        UnknownSchemaException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
