package io.salesboard.board.alerts;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.opentest4j.TestAbortedException;

/** An Alertmanager as it is installed, with a configuration of the repository. */
final class RealAlertmanager implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RealAlertmanager.class.getName());
    private static final Path CONFIGURATIONS = Path.of("..", "dashboards", "alertmanager");

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> command;
    private final Path folder;
    private final URI address;
    private Process process;

    /**
     * Starts one; skips visibly, or fails under {@code CI=true}, where none is installed.
     *
     * @param configuration file of the repository's folder
     * @param change what a test has to change in it, such as ports
     */
    RealAlertmanager(Path folder, String configuration, UnaryOperator<String> change) throws IOException {
        String program = require();
        this.folder = folder;
        Path file = folder.resolve(configuration);
        Files.createDirectories(folder.resolve("templates"));
        Files.writeString(file, change.apply(Files.readString(CONFIGURATIONS.resolve(configuration))));
        try (Stream<Path> templates = Files.list(CONFIGURATIONS.resolve("templates"))) {
            for (Path template : templates.toList()) {
                Files.copy(template, folder.resolve("templates").resolve(template.getFileName()));
            }
        }
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        address = URI.create("http://127.0.0.1:" + port);
        command = List.of(
                program,
                "--config.file=" + file,
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=");
        start();
    }

    private static String require() {
        return Stream.of("prometheus-alertmanager", "alertmanager")
                .filter(RealAlertmanager::isHere)
                .findFirst()
                .orElseGet(() -> {
                    String line = "skipped: no Alertmanager here; get it with: apt-get install prometheus-alertmanager";
                    if ("true".equals(System.getenv("CI"))) {
                        fail(line);
                    }
                    LOG.log(System.Logger.Level.WARNING, line);
                    throw new TestAbortedException(line);
                });
    }

    private static boolean isHere(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Starts its process, again after {@link #stop}. */
    void start() throws IOException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("alertmanager.log").toFile()))
                .start();
        Awaitility.await("Alertmanager, see " + folder.resolve("alertmanager.log"))
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> get("/-/ready") == 200);
    }

    /** Stops its process; what it must remember lies in its folder. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    URI address() {
        return address;
    }

    private int get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    /** Sends JSON and says how it was answered. */
    int post(String path, String json) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(address.resolve(path))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
