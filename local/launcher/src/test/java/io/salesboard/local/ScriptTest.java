package io.salesboard.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell script {@code salesboard}, in a checkout of its own with a Java that only says how it was called. */
class ScriptTest {
    @TempDir
    Path folder;

    /** What a run printed, and its exit code. */
    private record Run(String output, int exitCode) {}

    @Test
    void worksThroughLinksInOtherFolders() throws Exception {
        Path home = checkout("checkout");
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path other = Files.createDirectories(folder.resolve("other folder"));
        Files.createSymbolicLink(bin.resolve("sb"), Path.of("../checkout/salesboard"));
        Files.createSymbolicLink(other.resolve("monitor"), bin.resolve("sb"));

        Run run = run(other, other.resolve("monitor"), "status", "--data-dir", "two words");

        assertThat(run.output())
                .contains("-Dsalesboard.home=" + home + "\n")
                .contains("\nstatus\n--data-dir\ntwo words\n")
                .doesNotContain("building");
        assertThat(run.exitCode()).isZero();
        try (var left = Files.list(other)) {
            assertThat(left).containsExactly(other.resolve("monitor"));
        }
    }

    @Test
    void aPlainLocaleDoesNotLoseNamesBeyondAscii() throws Exception {
        Path home = checkout("bán hàng/nhà");
        useRealJava(home);
        Path data = Files.createDirectories(folder.resolve("dữ liệu"));

        Run run = run(folder, home.resolve("salesboard"), "status", "--data-dir", data.toString());

        assertThat(run.output()).contains("no stack is running on " + data);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void buildsAgainWhereALibraryIsGone() throws Exception {
        Path home = checkout("checkout");
        Files.writeString(home.resolve("local/launcher/target/class-path"), home + ":/nowhere/picocli.jar\n");
        script(home.resolve("mvnw"), "echo called to build; exit 1");

        Run run = run(home, home.resolve("salesboard"), "status");

        assertThat(run.output()).contains("called to build").contains("error: the build failed");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void saysWhichFoldersItCannotStandIn() throws Exception {
        Run run = run(folder, checkout("a:b").resolve("salesboard"), "status");

        assertThat(run.output()).startsWith("error: Salesboard stands in " + folder.toRealPath() + "/a:b;");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    /** A checkout as it is after a build, with a Java beside it. */
    private Path checkout(String name) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name)).toRealPath();
        Files.copy(repository().resolve("salesboard"), home.resolve("salesboard"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(home.resolve("local/launcher/target/classes"));
        Files.writeString(home.resolve("local/launcher/target/class-path"), home + "\n");
        Files.createFile(Files.createDirectories(home.resolve("target")).resolve("built"));
        script(
                folder.resolve("jdk/bin/java"),
                "case \"$*\" in *-version) echo 'openjdk version \"17.0.1\"'; echo \"    java.home = " + folder
                        + "/jdk\";; *) printf '%s\\n' \"$@\";; esac");
        script(folder.resolve("jdk/bin/javac"), "exit 0");
        return home;
    }

    /** Lets it run the launcher of this build. */
    private void useRealJava(Path home) throws IOException {
        script(folder.resolve("jdk/bin/java"), "exec '" + System.getProperty("java.home") + "/bin/java' \"$@\"");
        Files.writeString(home.resolve("local/launcher/target/class-path"), System.getProperty("java.class.path"));
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Path repository() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        return root;
    }

    /** As a terminal without any language settings would run it. */
    private Run run(Path directory, Path script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(output, process.waitFor());
    }
}
