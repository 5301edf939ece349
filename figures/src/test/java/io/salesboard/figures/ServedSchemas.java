package io.salesboard.figures;

import com.sun.net.httpserver.HttpServer;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.SchemaRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** A registry over HTTP that knows some schemas, by their place in a list. */
public final class ServedSchemas implements AutoCloseable {
    private final List<Schema> schemas;
    private final HttpServer server;
    private final AvroFraming writer;

    public ServedSchemas(Schema... schemas) throws IOException {
        this.schemas = List.of(schemas);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String answer = path.startsWith("/schemas/ids/") ? schemaAt(path) : idOf(path);
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.isEmpty() ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        writer = new AvroFraming(registry());
    }

    private String schemaAt(String path) {
        int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
        return id < schemas.size()
                ? "{\"schema\":\""
                        + schemas.get(id).toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"}"
                : "";
    }

    private String idOf(String path) {
        int id = 0;
        while (!path.contains(schemas.get(id).getFullName())) {
            id++;
        }
        return "{\"id\":" + id + "}";
    }

    /** Asks this server. */
    public SchemaRegistry registry() {
        return new SchemaRegistry(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    /** A record as it stands in a topic. */
    public byte[] framed(SpecificRecord value) throws IOException {
        return writer.encode("results", value);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
