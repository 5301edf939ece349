package io.salesboard.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against real servers: one of somebody else, and one that comes and goes on a directory of our own. */
class PostmasterTest {
    @TempDir
    static Path folder;

    private static Path othersDirectory;
    private static EmbeddedPostgres other;
    private static ProcessHandle othersServer;

    private final Path directory = folder.resolve("bán hàng/d");

    @BeforeAll
    static void startAnotherServer() throws IOException {
        othersDirectory = folder.resolve("other");
        other = start(othersDirectory);
        othersServer = Postmaster.of(othersDirectory).orElseThrow();
    }

    @AfterAll
    static void stopTheOtherServer() throws IOException {
        other.close();
    }

    private static EmbeddedPostgres start(Path directory) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("unix_socket_directories", "")
                .start();
    }

    private static boolean answers(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            return connection.isValid(5);
        }
    }

    @Test
    void leavesAnotherServerAloneAndStartsWhereItsNumberStoodInTheWay() throws Exception {
        start(directory).close();
        Path file = directory.resolve("postmaster.pid");
        Files.copy(othersDirectory.resolve("postmaster.pid"), file);

        assertThat(Postmaster.of(directory)).isEmpty();
        assertThat(Postmaster.removeRemnant(directory))
                .hasValueSatisfying(said -> assertThat(said)
                        .startsWith(file + " names process " + othersServer.pid())
                        .contains("is not a server of its directory")
                        .endsWith("the process is left alone"));

        EmbeddedPostgres mended = start(directory);
        assertThat(answers(mended)).isTrue();
        mended.close();
        assertThat(answers(other)).isTrue();
        assertThat(othersServer.isAlive()).isTrue();
    }

    @Test
    void removesAFileWithoutANumberAndSaysSo() throws Exception {
        for (String content : new String[] {"", "\n\n", "\0\0\0\0", "-", "99999999999999999999"}) {
            Path crashed = Files.createDirectories(folder.resolve("crashed"));
            Path file = Files.writeString(crashed.resolve("postmaster.pid"), content);

            assertThat(Postmaster.of(crashed)).isEmpty();
            assertThat(Postmaster.removeRemnant(crashed))
                    .hasValue(file + " holds no process number, and no server runs on its directory: removed");
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void leavesAFileWhoseNumberNobodyHasToPostgres() throws Exception {
        Path crashed = Files.createDirectories(folder.resolve("killed"));
        Path file = Files.writeString(crashed.resolve("postmaster.pid"), "2147483600\n" + crashed + "\n");

        assertThat(Postmaster.removeRemnant(crashed)).isEmpty();
        assertThat(file).exists();
    }

    @Test
    void findsTheServerOfItsDirectoryWhateverTheFileSaysAndStopsIt() throws Exception {
        Path own = folder.resolve("own");
        start(own);
        Files.writeString(own.resolve("postmaster.pid"), Long.toString(othersServer.pid()));

        ProcessHandle server = Postmaster.of(own).orElseThrow();
        assertThat(server.pid()).isNotEqualTo(othersServer.pid());
        Postmaster.stop(server);

        assertThat(server.isAlive()).isFalse();
        assertThat(Postmaster.of(own)).isEmpty();
        assertThat(answers(other)).isTrue();
    }

    @Test
    void aDirectoryThatIsNotThereHasNoServer() throws Exception {
        assertThat(Postmaster.of(folder.resolve("nowhere"))).isEmpty();
        assertThat(Postmaster.removeRemnant(folder.resolve("nowhere"))).isEmpty();
    }
}
