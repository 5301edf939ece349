package io.salesboard.e2e.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether the plugin that deploy/connect/Dockerfile puts together is complete. */
class ConnectImageTest {
    private static final String FOLDER = "local/connect/target/dependency/";
    /** What Connect's plugin class loader takes from Kafka itself. */
    private static final List<String> OF_THE_IMAGE =
            List.of("kafka-clients-*", "connect-api-*", "connect-transforms-*", "slf4j-api-*");

    private List<Path> classPath;

    @BeforeEach
    void readClassPath() {
        Path file = Repository.path("local/connect/target/class-path");
        assumeTrue(Files.exists(file), () -> "skipped: no " + file + "; the phase package makes it");
        classPath = Arrays.stream(Repository.text(file).strip().split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
    }

    @Test
    void everyPatternFindsAJar() {
        assertThat(patterns())
                .isNotEmpty()
                .allSatisfy(pattern -> assertThat(matching(pattern)).as(pattern).isNotEmpty());
    }

    @Test
    void theConverterAndTheTransformWorkFromTheseJarsAlone() throws Exception {
        URL[] jars = Stream.concat(patterns().stream(), OF_THE_IMAGE.stream())
                .flatMap(pattern -> matching(pattern).stream())
                .distinct()
                .map(ConnectImageTest::url)
                .toArray(URL[]::new);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader plugin = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(plugin);
            Object converter = plugin.loadClass("io.salesboard.sources.RegistryAvroConverter")
                    .getConstructor()
                    .newInstance();
            converter
                    .getClass()
                    .getMethod("configure", Map.class, boolean.class)
                    .invoke(converter, Map.of("registry", "http://127.0.0.1:1/apis/ccompat/v7"), false);
            Class<?> schema = plugin.loadClass("org.apache.kafka.connect.data.Schema");
            assertThatThrownBy(() -> converter
                            .getClass()
                            .getMethod("fromConnectData", String.class, schema, Object.class)
                            .invoke(
                                    converter,
                                    "rows.pos",
                                    schema.getField("STRING_SCHEMA").get(null),
                                    "x"))
                    .as("it gets as far as asking the registry")
                    .hasStackTraceContaining(
                            "the schema registry at http://127.0.0.1:1/apis/ccompat/v7 refuses connections");
            Object transform = plugin.loadClass("io.salesboard.sources.RowRecords")
                    .getConstructor()
                    .newInstance();
            transform.getClass().getMethod("configure", Map.class).invoke(transform, Map.of("topic", "rows.pos"));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static List<String> patterns() {
        return Pattern.compile(Pattern.quote(FOLDER) + "(\\S+)\\.jar")
                .matcher(Repository.text(Repository.path("deploy/connect/Dockerfile")))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private List<Path> matching(String pattern) {
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern + ".jar");
        return classPath.stream()
                .filter(jar -> matcher.matches(jar.getFileName()))
                .toList();
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(jar.toString(), e);
        }
    }
}
