package io.salesboard.board;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.Javalin;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.salesboard.alerts.AlertBook;
import io.salesboard.board.alerts.AlertRelay;
import io.salesboard.board.alerts.AlertsAnswer;
import io.salesboard.board.alerts.RuleTest;
import io.salesboard.board.api.AccountsApi;
import io.salesboard.board.api.Health;
import io.salesboard.board.api.JsonApi;
import io.salesboard.board.door.Accounts;
import io.salesboard.board.door.Audit;
import io.salesboard.board.door.Door;
import io.salesboard.board.door.Employment;
import io.salesboard.board.door.Route;
import io.salesboard.board.door.Surroundings;
import io.salesboard.board.metrics.BoardMetrics;
import io.salesboard.board.provider.Provider;
import io.salesboard.board.provider.ProviderApi;
import io.salesboard.board.stream.StreamApi;
import io.salesboard.board.stream.StreamHub;
import io.salesboard.figures.Company;
import io.salesboard.figures.ServedSchemas;
import io.salesboard.figures.Told;
import io.salesboard.schemas.Alert;
import io.salesboard.schemas.RuleBook;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A board over a store that a test fills, on a free port. */
final class ServedBoard implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));

    /** What is known of the capture; a test may tell more. */
    final FakeCapture capture = new FakeCapture();

    /** What is known of the results topic; a test may tell more. */
    final FakeResults results = new FakeResults();

    private static final Surroundings ALONE = Surroundings.of("127.0.0.1", false, null, null);

    /** The clock of accounts and limits; figures have one of their own. */
    final PassingClock clock = new PassingClock();

    private final ServedSchemas schemas = new ServedSchemas(Alert.getClassSchema(), RuleBook.getClassSchema());
    private final AlertBook alerts = new AlertBook(schemas.registry());

    final Accounts accounts;
    final StreamHub hub;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Audit audit;
    private final BoardServer board;
    private final Javalin server;

    ServedBoard(Told told, Company business, Path folder) throws IOException {
        this(told, business, folder, 1000, 500);
    }

    /** A board that asks an identity provider, on a port that this one knows. */
    ServedBoard(Told told, Path folder, int port, Provider provider) throws IOException {
        this(told, Told.business("VND"), folder, 1000, 500, 300, 500, ALONE, port, provider);
    }

    /** A board elsewhere in the network. */
    ServedBoard(Told told, Path folder, Surroundings surroundings) throws IOException {
        this(told, folder, surroundings, 300, 500);
    }

    /** A board elsewhere in the network that serves so many streams and connections to one address only. */
    ServedBoard(Told told, Path folder, Surroundings surroundings, int maxStreams, int maxConnections)
            throws IOException {
        this(told, Told.business("VND"), folder, 1000, 500, maxStreams, maxConnections, surroundings, 0, null);
    }

    /** A board that serves so many streams and views only. */
    ServedBoard(Told told, Company business, Path folder, int maxClients, int maxViews) throws IOException {
        this(told, business, folder, maxClients, maxViews, 300, 500, ALONE, 0, null);
    }

    private ServedBoard(
            Told told,
            Company business,
            Path folder,
            int maxClients,
            int maxViews,
            int maxStreamsPerAddress,
            int maxConnectionsPerAddress,
            Surroundings surroundings,
            int port,
            Provider provider)
            throws IOException {
        Health health = new Health(told.store, business, results, capture);
        accounts = new Accounts(folder.resolve("accounts"), clock);
        audit = new Audit(folder.resolve("accounts"), clock);
        Door door = new Door(accounts, new Employment(told.store), surroundings, audit, clock);
        hub = new StreamHub(told.store, business, health, maxClients, maxViews, maxStreamsPerAddress).start();
        PrometheusRegistry metrics = new PrometheusRegistry();
        metrics.register(new BoardMetrics(told.store, business, health, hub, 2));
        board = new BoardServer(
                new JsonApi(told.store, business, health),
                new AlertsAnswer(alerts, new AlertRelay(alerts, List.of(), "", clock), told.store, business),
                new RuleTest(told.store, business),
                new StreamApi(hub, door),
                new AccountsApi(accounts, door, told.store),
                new ProviderApi(provider, door, clock),
                metrics,
                door,
                maxConnectionsPerAddress);
        server = board.start("127.0.0.1", port);
    }

    /** The same, to be served once more in another way. */
    BoardServer unstarted() {
        return board;
    }

    /** Tells a record of the topic of alerts. */
    void tell(String key, SpecificRecord record) throws IOException {
        alerts.handle(
                new ConsumerRecord<>("alerts", 0, 0, key.getBytes(StandardCharsets.UTF_8), schemas.framed(record)),
                false);
    }

    /** Every address it answers. */
    List<Route> routes() {
        return board.routes().all();
    }

    /** Sends a request as it is and does not follow where the answer leads. */
    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The status a request is answered with; a stream is not read. */
    int status(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    String error(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        return response.statusCode() + " "
                + JSON.readTree(response.body()).get("error").asText();
    }

    static JsonNode parse(String json) throws IOException {
        return JSON.readTree(json);
    }

    @Override
    public void close() throws InterruptedException {
        hub.close();
        server.stop();
        audit.close();
    }
}
