package io.salesboard.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves the real pages with figures a test dictates, so that silence, old data and odd names can be had at will. */
final class FakeBoard implements AutoCloseable {
    static final String LINK = "R1-secret";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PAGES = Path.of("../board/src/main/resources/public");
    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");
    private static final Map<String, Object> WINDOW =
            Map.of("unit", "month", "start", "2026-11-01T00:00+07:00", "end", "2026-12-01T00:00+07:00");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private final Map<String, Rep> reps = new LinkedHashMap<>();
    private volatile boolean reachable = true;
    private volatile long version = 1;

    /** A rep's figures in the window. */
    record Rep(String id, String name, long net, long quota) {}

    private record Client(OutputStream out, CountDownLatch end) {}

    FakeBoard(Rep... reps) throws IOException {
        for (Rep rep : reps) {
            this.reps.put(rep.id(), rep);
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Tells every client that {@code pos} is this old, as the board does each second. */
    void health(double age) {
        send("health", health(version, age));
    }

    /** Changes one rep and tells of it under a version of its own. */
    void change(long version, Rep rep) {
        this.version = Math.max(this.version, version);
        reps.put(rep.id(), rep);
        send("change", figures(version, List.of(rep)));
    }

    /** Cuts all streams and refuses new ones until {@link #comeBack()}. */
    void goAway() {
        reachable = false;
        clients.forEach(client -> client.end().countDown());
        clients.clear();
    }

    void comeBack() {
        reachable = true;
    }

    int clients() {
        return clients.size();
    }

    @Override
    public void close() {
        goAway();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        // The board's own policy: pages that need more than this are refused by the browser.
        exchange.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'");
        try (exchange) {
            if (path.equals("/tv")) {
                file(exchange, PAGES.resolve("tv.html"));
            } else if (path.startsWith("/rep/")) {
                file(exchange, PAGES.resolve("rep.html"));
            } else if (path.startsWith("/assets/vue/")) {
                vue(exchange, path.substring("/assets/vue/".length()));
            } else if (path.startsWith("/assets/")) {
                file(exchange, PAGES.resolve(path.substring(1)));
            } else if (path.endsWith("/stream")) {
                stream(exchange, path.startsWith("/api/v1/rep/"));
            } else if (path.equals("/api/v1/rep/" + LINK)) {
                body(exchange, 200, "application/json", JSON.writeValueAsBytes(ownFigures()));
            } else if (path.startsWith("/api/v1/kpis")) {
                body(
                        exchange,
                        200,
                        "application/json",
                        JSON.writeValueAsBytes(Map.of("window", WINDOW, "rows", List.of())));
            } else {
                body(
                        exchange,
                        404,
                        "application/json",
                        "{\"error\":\"nothing here\"}".getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void stream(HttpExchange exchange, boolean own) throws IOException {
        if (!reachable) {
            body(exchange, 503, "text/plain", new byte[0]);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        Client client = new Client(exchange.getResponseBody(), new CountDownLatch(1));
        write(client, "snapshot", own ? ownFigures() : figures(version, List.copyOf(reps.values())));
        write(client, "health", health(version, 0.1));
        clients.add(client);
        try {
            client.end().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(String event, Map<String, Object> data) {
        clients.forEach(client -> write(client, event, data));
    }

    private void write(Client client, String event, Map<String, Object> data) {
        try {
            client.out()
                    .write(("event: " + event + "\ndata: " + JSON.writeValueAsString(data) + "\n\n")
                            .getBytes(StandardCharsets.UTF_8));
            client.out().flush();
        } catch (IOException e) {
            // The page has closed this stream and opened another one.
            clients.remove(client);
            client.end().countDown();
        }
    }

    private static Map<String, Object> health(long version, double age) {
        return Map.of("status", "ok", "version", version, "sources", List.of(Map.of("name", "pos", "ageSeconds", age)));
    }

    private static Map<String, Object> head(long version) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("version", version);
        head.put("currency", "VND");
        head.put("window", WINDOW);
        head.put("clock", "2026-11-23T03:05:00Z");
        return head;
    }

    private Map<String, Object> figures(long version, List<Rep> changed) {
        long net = reps.values().stream().mapToLong(Rep::net).sum();
        long quota = reps.values().stream().mapToLong(Rep::quota).sum();
        List<Object> rows = new ArrayList<>();
        for (Rep rep : changed) {
            rows.add(Map.of("id", rep.id(), "name", rep.name(), "values", values(rep.net(), rep.quota())));
        }
        Map<String, Object> company = Map.of("id", "company", "name", "Điện máy Sao Mai", "values", values(net, quota));
        Map<String, Object> data = head(version);
        data.put(
                "views",
                List.of(Map.of("scope", "company", "rows", List.of(company)), Map.of("scope", "rep", "rows", rows)));
        data.put("deals", List.of());
        return data;
    }

    private Map<String, Object> ownFigures() {
        Rep rep = reps.values().iterator().next();
        Map<String, Object> window = new LinkedHashMap<>(WINDOW);
        window.put("values", values(rep.net(), rep.quota()));
        window.put(
                "rank",
                Map.of("rank", 2, "of", 3, "movement", 1, "ahead", Map.of("name", "Trần Thị Bình", "gap", 12_000_000)));
        Map<String, Object> today = new LinkedHashMap<>(window);
        today.putAll(Map.of("unit", "day", "start", "2026-11-23T00:00+07:00", "end", "2026-11-24T00:00+07:00"));
        Map<String, Object> data = head(version);
        data.put("rep", Map.of("id", rep.id(), "name", rep.name(), "team", "Đội 1", "region", "Miền Nam"));
        data.put("windows", List.of(today, window));
        data.put("pipeline", Map.of("K36.open", 4, "K36.amount", 845_000_000, "K36.weighted", 312_000_000));
        data.put("deals", List.of());
        return data;
    }

    private static Map<String, Object> values(long net, long quota) {
        double attainment = (double) net / quota;
        return Map.of(
                "K01.net",
                net,
                "K51.quota",
                quota,
                "K51.attainment",
                attainment,
                "K54.expected",
                0.5,
                "K54.pace",
                attainment / 0.5,
                "K54.gap",
                net - quota / 2,
                "K54.required_run_rate",
                (quota - net) / 10);
    }

    private static void file(HttpExchange exchange, Path file) throws IOException {
        String name = file.getFileName().toString();
        body(
                exchange,
                200,
                TYPES.get(name.substring(name.lastIndexOf('.') + 1)) + "; charset=utf-8",
                Files.readAllBytes(file));
    }

    private static void vue(HttpExchange exchange, String name) throws IOException {
        Properties vue = new Properties();
        vue.load(new ByteArrayInputStream(resource("/META-INF/maven/org.webjars.npm/vue/pom.properties")));
        byte[] script = resource("/META-INF/resources/webjars/vue/" + vue.getProperty("version") + "/dist/" + name);
        body(exchange, 200, "text/javascript; charset=utf-8", script);
    }

    private static byte[] resource(String path) throws IOException {
        try (InputStream in = FakeBoard.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException(path + " is not on the test's class path");
            }
            return in.readAllBytes();
        }
    }

    private static void body(HttpExchange exchange, int status, String type, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
