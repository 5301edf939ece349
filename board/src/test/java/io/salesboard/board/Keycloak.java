package io.salesboard.board;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real identity provider, Keycloak, with the people of {@code sales-realm.json}; the build unpacks it into target. */
final class Keycloak implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);

    private final Process process;
    private final int port;

    private Keycloak(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one and waits until it answers.
     *
     * @param board address of the board that it sends people back to
     * @param log file for what it says
     */
    static Keycloak start(String board, Path log) throws IOException {
        Path home = home();
        Path realm = home.resolve("data/import/sales.json");
        Files.createDirectories(realm.getParent());
        try (var people = Keycloak.class.getResourceAsStream("/sales-realm.json")) {
            Files.writeString(realm, new String(people.readAllBytes(), StandardCharsets.UTF_8).replace("BOARD", board));
        }
        int port = freePort();
        ProcessBuilder command = new ProcessBuilder(
                        "bash",
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--db=dev-mem",
                        "--import-realm")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        command.environment().put("JAVA_OPTS_KC_HEAP", "-Xmx384m -XX:TieredStopAtLevel=1");
        Keycloak keycloak = new Keycloak(command.start(), port);
        await("Keycloak, see " + log)
                .atMost(START)
                .pollInterval(Duration.ofMillis(500))
                .until(keycloak::answers);
        return keycloak;
    }

    private static Path home() throws IOException {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            return built.filter(path -> path.getFileName().toString().startsWith("keycloak-"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("there is no Keycloak in target; ./mvnw -pl board -am verify"));
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    URI issuer() {
        return URI.create("http://127.0.0.1:" + port + "/realms/sales");
    }

    private boolean answers() throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("Keycloak ended with " + process.exitValue());
        }
        try {
            return HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    /** Ends it, and whatever its script started. */
    @Override
    public void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
