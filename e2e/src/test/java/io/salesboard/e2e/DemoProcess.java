package io.salesboard.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.salesboard.e2e.deployment.Repository;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** {@code ./salesboard demo} as its user starts it, on ports of its own: every part a real process. */
final class DemoProcess implements AutoCloseable {
    private static final Duration LIVE_WITHIN = Duration.ofMinutes(6);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(90);
    private static final int PORTS = 7;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path data;
    private final Path output;
    private final HttpClient http = HttpClient.newHttpClient();

    private DemoProcess(Process process, Path data, Path output) {
        this.process = process;
        this.data = data;
        this.output = output;
    }

    /** Starts the demo and waits for its first figures. */
    static DemoProcess start(Path data, Path output, String... options) throws IOException {
        return start(Repository.path(""), data, output, options);
    }

    /** @param home the checkout whose parts are started */
    static DemoProcess start(Path home, Path data, Path output, String... options) throws IOException {
        DemoProcess demo = new DemoProcess(launch(home, data, output, options), data, output);
        try {
            Awaitility.await("first figures; see " + output)
                    .atMost(LIVE_WITHIN)
                    .pollInterval(Duration.ofMillis(500))
                    .failFast("the demo ended; see " + output, () -> !demo.process.isAlive())
                    .until(() -> demo.said("live: first figures after"));
        } catch (RuntimeException e) {
            demo.close();
            throw new IllegalStateException(demo.output(), e);
        }
        return demo;
    }

    /** Runs the demo to its end; returns its exit code. */
    static int run(Path data, Path output, Duration atMost, String... options)
            throws IOException, InterruptedException {
        Process process = launch(Repository.path(""), data, output, options);
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroy();
            throw new IllegalStateException("the demo did not end within " + atMost + "; see " + output);
        }
        return process.exitValue();
    }

    private static Process launch(Path home, Path data, Path output, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--headless", "--port", Integer.toString(freePorts())));
        all.addAll(List.of(options));
        return command(home, data, output, "demo", all);
    }

    /** Starts a command that asks the stack of a data directory. */
    static Process command(Path data, Path output, String command, String... options) throws IOException {
        return command(Repository.path(""), data, output, command, List.of(options));
    }

    private static Process command(Path home, Path data, Path output, String command, List<String> options)
            throws IOException {
        Path launcher = Repository.path("local/launcher/target");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Dsalesboard.home=" + home,
                "-cp",
                launcher.resolve("classes") + ":"
                        + Files.readString(launcher.resolve("class-path")).strip(),
                "io.salesboard.local.SalesboardCommand",
                command,
                "--data-dir",
                data.toString()));
        line.addAll(options);
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** The first of {@value #PORTS} ports in a row that nobody listens on. */
    private static int freePorts() throws IOException {
        for (int first = 21_000; first < 30_000; first += PORTS) {
            if (allFree(first)) {
                return first;
            }
        }
        throw new IOException("no " + PORTS + " free ports in a row between 21000 and 30000");
    }

    private static boolean allFree(int first) {
        for (int port = first; port < first + PORTS; port++) {
            try (ServerSocket socket = new ServerSocket(port)) {
                socket.setReuseAddress(true);
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }

    Stack stack() {
        try {
            return JSON.readValue(Stack.file(data).toFile(), Stack.class);
        } catch (IOException e) {
            throw new IllegalStateException("no stack in " + data, e);
        }
    }

    long pid(String part) {
        return stack().parts().stream()
                .filter(p -> p.name().equals(part))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    /** Kills a part the hard way. */
    void kill(String part) {
        ProcessHandle.of(pid(part)).orElseThrow().destroyForcibly();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(stack().board() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    boolean said(String words) throws IOException {
        return Files.readString(output).contains(words);
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** Ends the demo like Ctrl-C does; returns its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the demo does not stop; see " + output);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
