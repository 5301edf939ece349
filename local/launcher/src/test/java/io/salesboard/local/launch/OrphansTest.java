package io.salesboard.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphansTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(printed, true, StandardCharsets.UTF_8), false);

    @Test
    void aNumberInAFileIsNoReasonToStopAnybody() throws Exception {
        Process bystander = new ProcessBuilder("sleep", "60").start();
        Path file = Files.createDirectories(directory.resolve("postgres")).resolve("postmaster.pid");
        Files.writeString(file, bystander.pid() + "\n" + directory.resolve("postgres") + "\n");

        Orphans.stop(new Layout(directory, directory), console);

        assertThat(bystander.isAlive()).isTrue();
        assertThat(file).doesNotExist();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith(file + " names process " + bystander.pid())
                .hasLineCount(1);
        bystander.destroy();
    }

    @Test
    void waitsForPartsOfItsOwnDirectoryOnly() throws Exception {
        Process own = part(directory.resolve("data/logs/kafka.log"));
        Process neighbour = part(directory.resolve("data/logs-of-others/kafka.log"));

        Orphans.stop(new Layout(directory, directory.resolve("data")), console);

        assertThat(own.isAlive()).isFalse();
        assertThat(neighbour.isAlive()).isTrue();
        neighbour.destroy();
    }

    /** A process that says in its arguments, as parts do, where its log is. */
    private static Process part(Path log) throws Exception {
        Process process =
                new ProcessBuilder("sh", "-c", "while :; do sleep 1; done", "-Dsalesboard.log=" + log).start();
        assertThat(process.isAlive()).isTrue();
        return process;
    }
}
