package io.salesboard.local.launch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Prometheus and Alertmanager beside the stack, where they are installed: with the configuration that ships, on loopback. Without
 * them the board shows the same alerts; nobody is sent any.
 */
final class Watchers {
    static final String HOW_TO_GET = "apt-get install prometheus prometheus-alertmanager";

    private static final String PROMETHEUS = "prometheus";

    /** As Debian names it, and as its makers do. */
    private static final List<String> ALERTMANAGER = List.of("prometheus-alertmanager", "alertmanager");

    /**
     * Runs a program until it ends, is asked to stop, or the standard input ends: that is when the launcher is gone, as our own
     * parts notice by themselves.
     */
    private static final String WITH_ITS_PARENT =
            "exec 3<&0; \"$@\" 3<&- </dev/null & program=$!; (cat <&3 >/dev/null; kill $program) 2>/dev/null & ear=$!; "
                    + "trap 'kill $program' TERM; wait $program; trap - TERM; wait $program 2>/dev/null; kill $ear";

    private static final Duration STOP = Duration.ofSeconds(20);

    private final Layout layout;
    private final Ports ports;
    private final Http http;

    Watchers(Layout layout, Ports ports, Http http) {
        this.layout = layout;
        this.ports = ports;
        this.http = http;
    }

    /** Whether both are installed. */
    static boolean areHere() {
        return isHere(PROMETHEUS) && ALERTMANAGER.stream().anyMatch(Watchers::isHere);
    }

    private static boolean isHere(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(File.pathSeparator, -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String url(int port) {
        return "http://" + Parts.HOST + ":" + port;
    }

    Part alertmanager() throws IOException {
        String program =
                ALERTMANAGER.stream().filter(Watchers::isHere).findFirst().orElseThrow();
        return part(
                "alertmanager",
                ports.alertmanager(),
                List.of(
                        program,
                        "--config.file=" + layout.dashboards("alertmanager").resolve("alertmanager.yml"),
                        "--storage.path=" + Files.createDirectories(layout.of("alertmanager")),
                        "--web.listen-address=" + Parts.HOST + ":" + ports.alertmanager(),
                        // Alone: it would look for others on every address of the machine.
                        "--cluster.listen-address="));
    }

    Part prometheus() throws IOException {
        return part(
                "prometheus",
                ports.prometheus(),
                List.of(
                        PROMETHEUS,
                        "--config.file=" + configuration(),
                        "--storage.tsdb.path=" + Files.createDirectories(layout.of("prometheus")),
                        "--web.listen-address=" + Parts.HOST + ":" + ports.prometheus()));
    }

    private Part part(String name, int port, List<String> command) {
        return new Part(
                name,
                url(port),
                Stream.concat(Stream.of("/bin/sh", "-c", WITH_ITS_PARENT, name), command.stream())
                        .toList(),
                Map.of(),
                layout.log(name),
                layout.output(name),
                () -> http.answers(url(port) + "/-/ready"),
                STOP);
    }

    /** What ships, with the addresses of this stack beside it. */
    private Path configuration() throws IOException {
        Path source = layout.dashboards("prometheus");
        Path folder = Files.createDirectories(layout.run().resolve("prometheus"));
        Path rules = Files.createDirectories(folder.resolve("rules"));
        try (Stream<Path> files = Files.list(source.resolve("rules"))) {
            files.forEach(file -> copy(file, rules.resolve(file.getFileName())));
        }
        copy(source.resolve("prometheus.yml"), folder.resolve("prometheus.yml"));
        target(folder.resolve("targets.yml"), ports.board());
        target(folder.resolve("alertmanagers.yml"), ports.alertmanager());
        return folder.resolve("prometheus.yml");
    }

    private static void target(Path file, int port) throws IOException {
        Files.writeString(file, "- targets: [\"" + Parts.HOST + ":" + port + "\"]\n");
    }

    private static void copy(Path from, Path to) {
        try {
            Files.write(to, Files.readAllBytes(from));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + from + " to " + to, e);
        }
    }
}
