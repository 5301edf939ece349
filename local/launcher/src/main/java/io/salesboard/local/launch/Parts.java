package io.salesboard.local.launch;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.core.settings.ParentWatch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processes of the stack: their commands, settings files and memory. */
final class Parts {
    /** Everything listens on loopback only. */
    static final String HOST = "127.0.0.1";

    private static final Duration STOP = Duration.ofSeconds(20);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    private final Layout layout;
    private final Ports ports;
    private final Secrets secrets;
    private final Http http;

    Parts(Layout layout, Ports ports, Secrets secrets, Http http) {
        this.layout = layout;
        this.ports = ports;
        this.secrets = secrets;
        this.http = http;
    }

    String url(int port) {
        return "http://" + HOST + ":" + port;
    }

    String address(int port) {
        return HOST + ":" + port;
    }

    String registryApi() {
        return url(ports.registry()) + "/apis/ccompat/v7";
    }

    Part postgres(Databases databases) throws LaunchException, IOException {
        Path settings = settings(
                "postgres",
                Map.of(
                        "directory", layout.of("postgres"),
                        "binaries", layout.target("local/postgres").resolve("binaries"),
                        "bind-address", HOST,
                        "port", ports.postgres(),
                        "password-file", secrets.passwordFile(Databases.SUPERUSER)));
        return new Part(
                "postgres",
                address(ports.postgres()),
                java(
                        "postgres",
                        "192m",
                        List.of(),
                        layout.classPath("local/postgres"),
                        "io.salesboard.local.postgres.PostgresPart",
                        settings.toString()),
                Map.of(),
                layout.log("postgres"),
                layout.output("postgres"),
                databases::answer,
                STOP);
    }

    Part kafka() throws LaunchException, IOException {
        Path settings = settings(
                "kafka",
                Map.of(
                        "directory", layout.of("kafka"),
                        "bind-address", HOST,
                        "port", ports.kafka(),
                        "controller-port", ports.kafkaController()));
        return new Part(
                "kafka",
                address(ports.kafka()),
                java(
                        "kafka",
                        "256m",
                        List.of(),
                        layout.classPath("local/kafka"),
                        "io.salesboard.local.kafka.KafkaPart",
                        settings.toString()),
                Map.of(),
                layout.log("kafka"),
                layout.output("kafka"),
                () -> listens(address(ports.kafka())),
                STOP);
    }

    Part registry() throws LaunchException, IOException {
        Path unpacked = layout.target("local/registry").resolve("registry");
        Path runner;
        try (Stream<Path> files = Files.list(unpacked)) {
            runner = files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() ->
                            new LaunchException("no registry in " + unpacked + "; run ./mvnw -DskipTests package"));
        }
        // Its own libraries come first: they are older than ours.
        String classPath = Stream.of(
                        runner,
                        layout.target("local/registry").resolve("classes"),
                        layout.target("core").resolve("classes"))
                .map(Path::toString)
                .collect(Collectors.joining(System.getProperty("path.separator")));
        List<String> options = List.of(
                "-Dquarkus.http.host=" + HOST,
                "-Dquarkus.http.port=" + ports.registry(),
                "-Dquarkus.log.console.enable=false",
                "-Dquarkus.log.file.enable=true",
                "-Dquarkus.log.file.path=" + layout.log("registry"),
                "-Dregistry.storage.db-kind=h2",
                "-Dquarkus.datasource.jdbc.url=jdbc:h2:file:"
                        + layout.of("registry").resolve("h2"));
        return new Part(
                "registry",
                url(ports.registry()),
                java("registry", "192m", options, classPath, "io.salesboard.local.registry.RegistryPart"),
                Map.of(),
                layout.log("registry"),
                layout.output("registry"),
                () -> http.answers(registryApi() + "/subjects"),
                STOP);
    }

    Part connect(Map<String, String> environment) throws LaunchException, IOException {
        Path settings = settings(
                "connect",
                Map.of("bootstrap-servers", address(ports.kafka()), "bind-address", HOST, "port", ports.connect()));
        return new Part(
                "connect",
                url(ports.connect()),
                java(
                        "connect",
                        "320m",
                        List.of(),
                        layout.classPath("local/connect"),
                        "io.salesboard.local.connect.ConnectPart",
                        settings.toString()),
                environment,
                layout.log("connect"),
                layout.output("connect"),
                () -> http.answers(url(ports.connect()) + "/connectors"),
                STOP);
    }

    Part job(CompanySettings business) throws LaunchException, IOException {
        Path settings = settings(
                "job",
                Map.ofEntries(
                        Map.entry("bootstrap-servers", address(ports.kafka())),
                        Map.entry("registry", registryApi()),
                        Map.entry("zone", business.zone()),
                        Map.entry("currency", business.currency()),
                        Map.entry("business-clock", business.clock()),
                        Map.entry("company-name", business.companyName()),
                        Map.entry("opens", business.opens()),
                        Map.entry("closes", business.closes()),
                        Map.entry("alert-rules", layout.alertRules()),
                        Map.entry("checkpoint-dir", layout.of("checkpoints")),
                        Map.entry("checkpoint-interval", Duration.ofSeconds(10)),
                        Map.entry("state-dir", layout.of("state")),
                        Map.entry("parallelism", 1),
                        Map.entry("rest-port", ports.flink())));
        return new Part(
                "job",
                url(ports.flink()),
                java(
                        "job",
                        "512m",
                        List.of(),
                        layout.classPath("jobs"),
                        "io.salesboard.jobs.KpiJob",
                        settings.toString()),
                Map.of(),
                layout.log("job"),
                layout.output("job"),
                this::jobRuns,
                STOP);
    }

    Part board(CompanySettings business) throws LaunchException, IOException {
        Path settings = settings(
                "board",
                Map.ofEntries(
                        Map.entry("bind-address", HOST),
                        Map.entry("port", ports.board()),
                        Map.entry("bootstrap-servers", address(ports.kafka())),
                        Map.entry("registry", registryApi()),
                        Map.entry("zone", business.zone()),
                        Map.entry("currency", business.currency()),
                        Map.entry("business-clock", business.clock()),
                        Map.entry("opens", business.opens()),
                        Map.entry("closes", business.closes()),
                        Map.entry("accounts-dir", secrets.file("accounts")),
                        Map.entry("alertmanagers", Watchers.areHere() ? url(ports.alertmanager()) : ""),
                        Map.entry("company-name", business.companyName())));
        return new Part(
                "board",
                url(ports.board()),
                java(
                        "board",
                        "384m",
                        List.of(),
                        layout.classPath("board"),
                        "io.salesboard.board.BoardMain",
                        settings.toString()),
                Map.of(),
                layout.log("board"),
                layout.output("board"),
                () -> http.answers(url(ports.board()) + "/livez"),
                STOP);
    }

    private boolean jobRuns() throws InterruptedException {
        try {
            JsonNode jobs = http.get(url(ports.flink()) + "/jobs/overview").path("jobs");
            return !jobs.isEmpty() && jobs.get(0).path("state").asText().equals("RUNNING");
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    /** @param address {@code host:port} */
    static boolean listens(String address) {
        int colon = address.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
                    (int) CONNECT_TIMEOUT.toMillis());
            return true;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    /**
     * Small heaps, the serial collector and the quick compiler: seven processes share a laptop, and what the optimising
     * compiler would gain later it takes from the start, where all of them want the processor.
     */
    private List<String> java(
            String part, String heap, List<String> options, String classPath, String... mainAndArguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-D" + ParentWatch.PROPERTY + "=true",
                "-Dsalesboard.log=" + layout.log(part),
                "-Dlog4j2.configurationFile=classpath:salesboard-log4j2.xml"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath));
        command.addAll(List.of(mainAndArguments));
        return List.copyOf(command);
    }

    private Path settings(String part, Map<String, Object> values) throws IOException {
        Path file = layout.run().resolve(part + ".properties");
        String lines = values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + "=" + escaped(entry.getValue().toString()) + "\n")
                .collect(Collectors.joining());
        return Files.writeString(file, lines);
    }

    /** A value as a properties file wants it. */
    static String escaped(String value) {
        return value.replace("\\", "\\\\");
    }
}
