package io.salesboard.e2e.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Runs a real Prometheus with the repository's configuration against a running board and asks it every expression of the
 * dashboards and rules.
 *
 * <p>A dashboard's expression must answer with data, an alert's series must exist (that it does not fire is its business).
 * A ratio of a period without any lead or deal has no value and so no series; then the KPI must at least be there for
 * the same scope in another window.
 */
public final class PrometheusCheck implements AutoCloseable {
    private static final Duration AT_MOST = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String address;

    private PrometheusCheck(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Fails naming each expression without an answer; skips visibly, or fails under {@code CI=true}, without Prometheus.
     *
     * @param board address of the board: {@code http://127.0.0.1:8080}
     * @param folder a folder for Prometheus, empty or yet to be made
     */
    public static void everyExpressionAnswers(String board, Path folder) throws IOException, InterruptedException {
        Tools.require("prometheus", "apt-get install prometheus prometheus-alertmanager");
        try (PrometheusCheck prometheus = start(board, folder)) {
            List<Expression> unanswered = new ArrayList<>(expressions());
            Awaitility.await("answers of Prometheus " + prometheus.address + ", see " + folder.resolve("log"))
                    .atMost(AT_MOST)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        unanswered.removeIf(prometheus::isAnswered);
                        assertThat(unanswered)
                                .as("expressions without an answer")
                                .isEmpty();
                    });
        }
    }

    private static List<Expression> expressions() {
        Stream<Expression> dashboards =
                Dashboards.files().stream().flatMap(file -> Dashboards.expressionsAtFirst(file).stream());
        Stream<Expression> rules = Rules.all().stream()
                .flatMap(rule -> rule.alert() == null ? Stream.of(rule.expression()) : seriesOf(rule.expression()));
        return Stream.concat(dashboards, rules).distinct().toList();
    }

    private static Stream<Expression> seriesOf(Expression alert) {
        return alert.selectors().stream().map(selector -> new Expression(alert.where(), selector.text()));
    }

    private static PrometheusCheck start(String board, Path folder) throws IOException {
        Path source = Repository.path("dashboards/prometheus");
        Files.createDirectories(folder.resolve("rules"));
        for (Path rules : Repository.files("dashboards/prometheus/rules", ".yml")) {
            Files.copy(rules, folder.resolve("rules").resolve(rules.getFileName()));
        }
        // Every second instead of every five: rates need two scrapes.
        Files.writeString(
                folder.resolve("prometheus.yml"),
                Repository.text(source.resolve("prometheus.yml")).replace("_interval: 5s", "_interval: 1s"));
        Files.writeString(
                folder.resolve("targets.yml"),
                "- targets: [\"" + URI.create(board).getAuthority() + "\"]\n");
        Files.writeString(folder.resolve("alertmanagers.yml"), "[]\n");
        String address = "127.0.0.1:" + freePort();
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=" + address)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        return new PrometheusCheck(process, address);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean isAnswered(Expression expression) {
        if (hasData(expression.promql())) {
            return true;
        }
        List<Expression.Selector> without = expression.selectors().stream()
                .filter(selector -> !hasData(selector.text()))
                .toList();
        // What compares with a while ago has nothing to compare with yet; that its series are there is all one can ask.
        boolean looksBack = expression.promql().contains(" offset ");
        return (looksBack || !without.isEmpty()) && without.stream().allMatch(this::mayBeMissing);
    }

    private boolean mayBeMissing(Expression.Selector selector) {
        return selector.metric().endsWith("_ratio")
                && selector.labels().containsKey("window")
                && hasData(selector.without("window").text());
    }

    private boolean hasData(String promql) {
        assertThat(process.isAlive()).as("Prometheus at %s runs", address).isTrue();
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create("http://" + address + "/api/v1/query"))
                            .timeout(Duration.ofSeconds(10))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            JsonNode answer = JSON.readTree(response.body());
            assertThat(answer.path("status").asText())
                    .as("%s answers %s", promql, response.body())
                    .isEqualTo("success");
            return !answer.at("/data/result").isEmpty();
        } catch (IOException e) {
            // Prometheus is still starting; the caller's deadline tells when it does not.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Prometheus", e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
