package io.salesboard.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.settings.Settings;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    private static final TreeMap<String, String> TOPICS = new TreeMap<>(Map.of("rows.pos", "a", "rows.crm", "b"));

    @TempDir
    private Path temporary;

    private Path root;

    @BeforeEach
    void aFolderWithBlanksAndDiacritics() throws IOException {
        root = Files.createDirectories(temporary.resolve("bán hàng/d"));
    }

    private Checkpoints checkpoints(String directory, String zone, TreeMap<String, String> topics) {
        KpiSettings settings = Settings.parse("""
                bootstrap-servers = unused:1
                registry = http://127.0.0.1:1
                zone = %s
                checkpoint-dir = %s
                """.formatted(zone, directory), KpiSettings.class);
        return Checkpoints.of(settings, topics);
    }

    private Checkpoints checkpoints() {
        return checkpoints(root.toString(), "Asia/Ho_Chi_Minh", TOPICS);
    }

    /** A checkpoint of one operator with one file of state. */
    private Path checkpoint(Checkpoints of, char job, int number, int second) throws IOException {
        Path folder = Path.of(URI.create(new org.apache.flink.core.fs.Path(of.directory())
                        .toUri()
                        .toString()))
                .resolve(String.valueOf(job).repeat(32))
                .resolve("chk-" + number);
        Files.createDirectories(folder);
        Path state = Files.writeString(folder.resolve("state"), "0123456789");
        OperatorState operator = new OperatorState(null, null, new OperatorID(1, 2), 1, 128);
        operator.putState(
                0,
                OperatorSubtaskState.builder()
                        .setManagedOperatorState(new OperatorStreamStateHandle(
                                Map.of(
                                        "reader",
                                        new OperatorStateHandle.StateMetaInfo(
                                                new long[] {0}, OperatorStateHandle.Mode.SPLIT_DISTRIBUTE)),
                                new FileStateHandle(org.apache.flink.core.fs.Path.fromLocalFile(state.toFile()), 10)))
                        .build());
        Path metadata = folder.resolve("_metadata");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(metadata))) {
            org.apache.flink.runtime.checkpoint.Checkpoints.storeCheckpointMetadata(
                    new CheckpointMetadata(number, List.of(operator), List.of()), out);
        }
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(second * 1_000L));
        return folder;
    }

    private static String path(Path folder) {
        return "file:" + folder;
    }

    @Test
    void aFirstStartRestoresNothingAndHasNothingToSay() throws IOException {
        assertThat(checkpoints().start()).isEqualTo(new Checkpoints.Start(null, null));
        assertThat(checkpoints().directory()).startsWith("file:" + root + "/state-");
    }

    @Test
    void theNewestCompleteCheckpointOfAnyRunIsTakenAlsoFromAFolderWithBlanks() throws IOException {
        checkpoint(checkpoints(), 'a', 7, 10);
        Path newest = checkpoint(checkpoints(), 'b', 2, 20);
        Files.createDirectories(newest.resolveSibling("chk-3"));

        assertThat(checkpoints().start()).isEqualTo(new Checkpoints.Start(path(newest), null));
        assertThat(checkpoints("file://" + root, "Asia/Ho_Chi_Minh", TOPICS)
                        .start()
                        .checkpoint())
                .isEqualTo(path(newest));
    }

    @Test
    void oneThatCannotBeReadIsSkippedForTheOneBeforeItAndSaid() throws IOException {
        Path older = checkpoint(checkpoints(), 'a', 7, 10);
        Path newest = checkpoint(checkpoints(), 'a', 8, 20);
        Files.write(newest.resolve("_metadata"), new byte[0]);

        Checkpoints.Start start = checkpoints().start();

        assertThat(start.checkpoint()).isEqualTo(path(older));
        assertThat(start.note())
                .contains("the checkpoint " + path(newest) + " cannot be read")
                .contains("starting from " + path(older));
    }

    @Test
    void oneWhoseStateIsMissingOrCutShortIsSkippedToo() throws IOException {
        Path older = checkpoint(checkpoints(), 'a', 6, 5);
        Path cut = checkpoint(checkpoints(), 'a', 7, 10);
        Path missing = checkpoint(checkpoints(), 'a', 8, 20);
        Files.writeString(cut.resolve("state"), "0123");
        Files.delete(missing.resolve("state"));

        Checkpoints.Start start = checkpoints().start();

        assertThat(start.checkpoint()).isEqualTo(path(older));
        assertThat(start.note()).contains("is missing").contains("has 4 of 10 bytes");
    }

    @Test
    void whenNoneCanBeReadEverythingIsComputedAnew() throws IOException {
        Path only = checkpoint(checkpoints(), 'a', 8, 20);
        Files.write(only.resolve("_metadata"), new byte[] {1, 2, 3});

        Checkpoints.Start start = checkpoints().start();

        assertThat(start.checkpoint()).isNull();
        assertThat(start.note()).contains("cannot be read").endsWith("computing everything anew");
    }

    @Test
    void aStateOfAnotherZoneOrOfOtherTopicsIsNeverTaken() throws IOException {
        Path state = checkpoint(checkpoints(), 'a', 8, 20);
        TreeMap<String, String> made = new TreeMap<>(TOPICS);
        made.put("rows.pos", "another id");

        assertThat(checkpoints(root.toString(), "Asia/Ho_Chi_Minh", made).directory())
                .isNotEqualTo(checkpoints().directory());
        Checkpoints.Start start =
                checkpoints(root.toString(), "Europe/Berlin", TOPICS).start();

        assertThat(start.checkpoint()).isNull();
        assertThat(start.note())
                .isEqualTo("formulas, zone, currency or topics are others than those the state was computed with;"
                        + " computing everything anew");
        assertThat(state).as("no start will ask for it").doesNotExist();
    }

    @Test
    void runsWithoutOneOfTheNewestCheckpointsAreDeleted() throws IOException {
        Path oldest = checkpoint(checkpoints(), 'a', 9, 10);
        Path older = checkpoint(checkpoints(), 'b', 1, 20);
        checkpoint(checkpoints(), 'c', 1, 30);
        Path newest = checkpoint(checkpoints(), 'c', 2, 40);
        Path foreign = Files.createDirectories(root.resolve("not-a-state"));

        checkpoints().start();

        assertThat(oldest.getParent()).doesNotExist();
        assertThat(older).exists();
        assertThat(newest).exists();
        assertThat(foreign).exists();
    }

    /** There a folder is no more than what keys begin with; a blank and diacritics stand in it. */
    @Test
    void theCheckpointsOfAnObjectStoreAreFoundSkippedAndDeletedLikeAllOthers() throws IOException {
        String directory = "objects://bucket/bán hàng/checkpoints";
        Checkpoints checkpoints = checkpoints(directory, "Asia/Ho_Chi_Minh", TOPICS);
        var older = object(checkpoints, 1);
        var newer = object(checkpoints, 2);
        assertThat(checkpoints.start().checkpoint()).isEqualTo(newer.toString());

        ObjectStore.cut(new org.apache.flink.core.fs.Path(newer, "_metadata"), 10);
        Checkpoints.Start start = checkpoints.start();
        assertThat(start.checkpoint()).isEqualTo(older.toString());
        assertThat(start.note()).contains("the checkpoint " + newer + " cannot be read");

        assertThat(checkpoints(directory, "Europe/Berlin", TOPICS).start().note())
                .contains("zone");
        assertThat(older.getFileSystem().exists(older)).isFalse();
    }

    /** A checkpoint of one operator without state. */
    private static org.apache.flink.core.fs.Path object(Checkpoints of, int number) throws IOException {
        var folder = new org.apache.flink.core.fs.Path(of.directory() + "/" + "a".repeat(32), "chk-" + number);
        var metadata = new org.apache.flink.core.fs.Path(folder, "_metadata");
        try (DataOutputStream out = new DataOutputStream(metadata.getFileSystem()
                .create(metadata, org.apache.flink.core.fs.FileSystem.WriteMode.NO_OVERWRITE))) {
            org.apache.flink.runtime.checkpoint.Checkpoints.storeCheckpointMetadata(
                    new CheckpointMetadata(number, List.of(), List.of()), out);
        }
        return folder;
    }
}
