package io.salesboard.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {
    @TempDir
    Path directory;

    @Test
    void aSecondLauncherIsRefusedUntilTheFirstHasEnded() throws Exception {
        DirectoryLock first = DirectoryLock.take(directory);

        assertThatThrownBy(() -> DirectoryLock.take(directory))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(
                        "another Salesboard (process " + ProcessHandle.current().pid() + ") runs on " + directory)
                .hasMessageContaining("--data-dir");

        first.close();
        DirectoryLock.take(directory).close();
    }

    @Test
    void nothingOfOthersIsUsedOrDeleted() throws IOException {
        Files.writeString(directory.resolve("thesis.txt"), "mine");

        assertThatThrownBy(() -> DataDirectory.prepare(directory))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(directory + " holds other files");
        assertThat(directory.resolve("thesis.txt")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a$b", "a`b", "a\\b", "a,b", "a;b", "a%b", "a\nb"})
    void aPathThatAPartCannotHaveIsRefusedBeforeAnythingIsMade(String name) {
        assertThatThrownBy(() -> DataDirectory.prepare(directory.resolve(name)))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("cannot be a data directory")
                .hasMessageContaining("--data-dir");
        assertThat(directory.resolve(name)).doesNotExist();
    }

    @Test
    void blanksAndDiacriticsAreFine() throws Exception {
        Path data = directory.resolve("bán hàng/d's #1 (ba & bốn)");

        DataDirectory.prepare(data);
        Installation kept = new Installation(directory.resolve("dữ liệu"), 42, 1, null, null);
        kept.write(data);

        assertThat(Installation.read(data)).isEqualTo(kept);
    }

    @Test
    void startingOverKeepsOnlyTheMarkAndTheLock() throws Exception {
        Path data = directory.resolve("data");
        DataDirectory.prepare(data);
        Files.createDirectories(data.resolve("kafka/rows.pos-0"));
        Files.writeString(data.resolve("kafka/rows.pos-0/log"), "rows");

        try (DirectoryLock lock = DirectoryLock.take(data)) {
            DataDirectory.prepare(data);
            DataDirectory.clear(data);
        }

        try (var left = Files.list(data)) {
            assertThat(left).containsExactlyInAnyOrder(data.resolve(DataDirectory.MARK), data.resolve("lock"));
        }
    }

    @Test
    void isGoneWithAllItHeldOnceItIsDeleted() throws Exception {
        Path data = directory.resolve("data");
        DataDirectory.prepare(data);
        Files.createDirectories(data.resolve("kafka/rows.pos-0"));

        DataDirectory.delete(data);
        DataDirectory.delete(data);

        assertThat(data).doesNotExist();
    }
}
