package io.salesboard.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobEnvironmentTest {
    @TempDir
    private Path root;

    private Path checkpoint(char job, int number, int second) throws IOException {
        Path folder = root.resolve(String.valueOf(job).repeat(32)).resolve("chk-" + number);
        Files.createDirectories(folder);
        Path metadata = Files.writeString(folder.resolve("_metadata"), "state");
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(second * 1_000L));
        return folder;
    }

    @Test
    void restoresTheNewestCompleteCheckpointOfAnyRun() throws IOException {
        checkpoint('a', 7, 10);
        Path newest = checkpoint('b', 2, 20);
        Files.createDirectories(newest.resolveSibling("chk-3"));

        assertThat(JobEnvironment.newestCheckpoint(root.toUri().toString()))
                .hasValue(newest.toUri().toString());
    }

    @Test
    void aFirstStartRestoresAndDeletesNothing() throws IOException {
        Files.createDirectories(root.resolve("c".repeat(32)).resolve("shared"));

        JobEnvironment.deleteOldRuns(root.toString());

        assertThat(JobEnvironment.newestCheckpoint(root.toString())).isEmpty();
        assertThat(JobEnvironment.newestCheckpoint(root.resolve("missing").toString()))
                .isEmpty();
        assertThat(root.resolve("c".repeat(32))).exists();
    }

    @Test
    void runsWithoutOneOfTheNewestCheckpointsAreDeleted() throws IOException {
        Path oldest = checkpoint('a', 9, 10);
        Path older = checkpoint('b', 1, 20);
        checkpoint('c', 1, 30);
        Path newest = checkpoint('c', 2, 40);
        Path foreign = Files.createDirectories(root.resolve("not-a-job"));

        JobEnvironment.deleteOldRuns(root.toString());

        assertThat(oldest.getParent()).doesNotExist();
        assertThat(older).exists();
        assertThat(newest).exists();
        assertThat(foreign).exists();
    }
}
