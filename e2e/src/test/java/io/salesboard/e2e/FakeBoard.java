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
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Serves the real pages with figures a test dictates, so that silence, old data and odd names can be had at will. */
final class FakeBoard implements AutoCloseable {
    /** What opens a session. */
    static final String GOOD_TOKEN = "good";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PAGES = Path.of("../board/src/main/resources/public");
    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

    final FakeFigures figures;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private final AtomicLong ticks = new AtomicLong();
    private final AtomicInteger opened = new AtomicInteger();
    private volatile boolean signedOut;
    private volatile boolean reachable = true;
    private volatile long version = 1;
    private volatile FakeHealth health = FakeHealth.ok();

    /** The figures of a rep, or of another row, in every window. */
    record Rep(String id, String name, long net, long quota) {}

    private record Client(OutputStream out, CountDownLatch end, FakeFigures.Asked asked) {}

    FakeBoard(Rep... reps) throws IOException {
        figures = new FakeFigures().rows("rep", reps);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        ticker.scheduleWithFixedDelay(this::tellHealth, 1, 1, TimeUnit.SECONDS);
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Says this of itself from now on, at once and each second. */
    void health(FakeHealth told) {
        health = told;
        tellHealth();
    }

    private void tellHealth() {
        ticks.incrementAndGet();
        clients.forEach(client -> write(client, "health", health.json(version, ticks.get())));
    }

    /** Changes one rep and tells of it under a version of its own. */
    void change(long version, Rep rep) {
        this.version = Math.max(this.version, version);
        figures.put("rep", rep);
        clients.forEach(client -> write(client, "change", figures.change(client.asked(), version, rep.id())));
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

    /** Whether somebody signed out. */
    boolean signedOut() {
        return signedOut;
    }

    /** Streams that are open now. */
    int clients() {
        return clients.size();
    }

    /** Streams opened since the start. */
    int opened() {
        return opened.get();
    }

    @Override
    public void close() {
        goAway();
        ticker.shutdownNow();
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
            if (path.equals("/in")) {
                file(exchange, PAGES.resolve("in.html"));
            } else if (path.equals("/")) {
                exchange.getResponseHeaders().set("Location", "/tv");
                body(exchange, 302, "text/plain", new byte[0]);
            } else if (path.equals("/api/v1/sign-in")) {
                signIn(exchange);
            } else if (path.equals("/tv")) {
                file(exchange, PAGES.resolve("tv.html"));
            } else if (path.equals("/api/v1/sign-out")) {
                signedOut = true;
                exchange.sendResponseHeaders(204, -1);
            } else if (path.equals("/rep")) {
                file(exchange, PAGES.resolve("rep.html"));
            } else if (path.equals("/team")) {
                file(exchange, PAGES.resolve("team.html"));
            } else if (path.startsWith("/rep/")) {
                file(exchange, PAGES.resolve("rep.html"));
            } else if (path.startsWith("/assets/vue/")) {
                vue(exchange, path.substring("/assets/vue/".length()));
            } else if (path.startsWith("/assets/")) {
                file(exchange, PAGES.resolve(path.substring(1)));
            } else if (path.equals("/api/v1/stream")) {
                stream(exchange, FakeFigures.Asked.of(exchange.getRequestURI().getRawQuery()));
            } else if (path.equals("/api/v1/rep/R1") || path.equals("/api/v1/rep")) {
                body(exchange, 200, "application/json", JSON.writeValueAsBytes(figures.ownAnswer(version)));
            } else if (path.startsWith("/api/v1/kpis")) {
                body(
                        exchange,
                        200,
                        "application/json",
                        JSON.writeValueAsBytes(Map.of("window", figures.window("month"), "rows", List.of())));
            } else {
                body(
                        exchange,
                        404,
                        "application/json",
                        "{\"error\":\"nothing here\"}".getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void signIn(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            body(exchange, 200, "application/json", "{\"provider\":true}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        String token = JSON.readTree(exchange.getRequestBody()).path("token").asText();
        if (token.equals(GOOD_TOKEN)) {
            exchange.sendResponseHeaders(204, -1);
        } else {
            body(exchange, 403, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    private void stream(HttpExchange exchange, FakeFigures.Asked asked) throws IOException {
        if (!reachable) {
            body(exchange, 503, "text/plain", new byte[0]);
            return;
        }
        opened.incrementAndGet();
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        Client client = new Client(exchange.getResponseBody(), new CountDownLatch(1), asked);
        write(client, "snapshot", figures.of(asked, version));
        write(client, "health", health.json(version, ticks.get()));
        clients.add(client);
        try {
            client.end().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Client client, String event, Map<String, Object> data) {
        try {
            synchronized (client) {
                client.out()
                        .write(("event: " + event + "\ndata: " + JSON.writeValueAsString(data) + "\n\n")
                                .getBytes(StandardCharsets.UTF_8));
                client.out().flush();
            }
        } catch (IOException e) {
            // The page has closed this stream and opened another one.
            clients.remove(client);
            client.end().countDown();
        }
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
