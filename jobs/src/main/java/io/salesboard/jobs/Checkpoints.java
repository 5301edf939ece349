package io.salesboard.jobs;

import io.salesboard.core.contributions.ObjectTypes;
import io.salesboard.core.model.Table;
import io.salesboard.jobs.results.CellLayout;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;

/**
 * Which checkpoint a start may go on from. Checkpoints stand in a folder named after everything their figures depend on -
 * formulas, zone, currency, and the topics they were computed from - so that a state that does not belong is never found.
 * Of those that belong, the newest that can be read is taken; what was skipped, and why, is said.
 */
final class Checkpoints {
    private static final String STATE_PREFIX = "state-";
    private static final String CHECKPOINT_PREFIX = "chk-";
    private static final String METADATA = "_metadata";
    private static final Pattern JOB_ID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
    private static final int KEPT = JobEnvironment.KEPT_CHECKPOINTS;

    private final Path root;
    private final Path folder;

    /**
     * Where a start goes on.
     *
     * @param checkpoint its path, or null where everything is computed anew
     * @param note what was skipped, or why everything is computed anew; null where there is nothing to say
     */
    record Start(String checkpoint, String note) {}

    private record Complete(Path path, long modified) {}

    private Checkpoints(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    /** @param topics what tells the topics from others of the same names */
    static Checkpoints of(KpiSettings settings, SortedMap<String, String> topics) {
        Path root = root(settings.checkpointDir());
        return new Checkpoints(root, new Path(root, STATE_PREFIX + fingerprint(settings, topics)));
    }

    /** A path of the machine, or a URI of any file system Flink knows; neither is encoded. */
    private static Path root(String directory) {
        return SCHEME.matcher(directory).matches()
                ? new Path(directory)
                : new Path("file://" + java.nio.file.Path.of(directory).toAbsolutePath());
    }

    private static String fingerprint(KpiSettings settings, SortedMap<String, String> topics) {
        String text = String.join(
                "\n",
                Integer.toString(ObjectTypes.RELEASE),
                Arrays.stream(Table.values())
                        .map(table -> table + " " + table.columns())
                        .collect(Collectors.joining(",")),
                CellLayout.layout(0).toString(),
                settings.zone().toString(),
                settings.currency().getCurrencyCode(),
                topics.toString());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The folder new checkpoints are written to, as Flink's settings want it. */
    String directory() {
        return folder.toString();
    }

    /** The newest checkpoint that belongs and can be read; deletes what no start will ask for any more. */
    Start start() throws IOException {
        List<Complete> complete = complete(folder);
        deleteRuns(complete);
        boolean others = deleteOtherStates();
        List<String> skipped = new ArrayList<>();
        for (Complete checkpoint : complete) {
            String problem = problem(checkpoint.path());
            if (problem == null) {
                return new Start(
                        checkpoint.path().toString(),
                        skipped.isEmpty() ? null : String.join("; ", skipped) + "; starting from " + checkpoint.path());
            }
            skipped.add("the checkpoint " + checkpoint.path() + " cannot be read (" + problem + ")");
        }
        if (!skipped.isEmpty()) {
            return anew(String.join("; ", skipped));
        }
        return others
                ? anew("formulas, zone, currency or topics are others than those the state was computed with")
                : new Start(null, null);
    }

    /** A start that computes everything anew, and says why. */
    Start anew(String reason) {
        return new Start(null, reason + "; computing everything anew");
    }

    /** Newest first. */
    private static List<Complete> complete(Path folder) throws IOException {
        FileSystem files = folder.getFileSystem();
        List<Complete> complete = new ArrayList<>();
        for (FileStatus run : list(files, folder)) {
            if (run.isDir()) {
                for (FileStatus checkpoint : list(files, run.getPath())) {
                    if (checkpoint.getPath().getName().startsWith(CHECKPOINT_PREFIX)) {
                        modified(files, new Path(checkpoint.getPath(), METADATA))
                                .ifPresent(modified -> complete.add(new Complete(checkpoint.getPath(), modified)));
                    }
                }
            }
        }
        complete.sort(Comparator.comparingLong(Complete::modified).reversed());
        return complete;
    }

    /** When a file was written; empty where there is none, or none any more: a job that ends still deletes what it outgrew. */
    private static OptionalLong modified(FileSystem files, Path file) throws IOException {
        try {
            return OptionalLong.of(files.getFileStatus(file).getModificationTime());
        } catch (FileNotFoundException e) {
            return OptionalLong.empty();
        }
    }

    private static List<FileStatus> list(FileSystem files, Path folder) throws IOException {
        if (!files.exists(folder)) {
            return List.of();
        }
        FileStatus[] entries = files.listStatus(folder);
        return entries == null ? List.of() : List.of(entries);
    }

    /** Every start is a new job with a folder of its own; those without one of the newest checkpoints are deleted. */
    private void deleteRuns(List<Complete> complete) throws IOException {
        Set<Path> kept = complete.stream()
                .limit(KEPT)
                .map(checkpoint -> checkpoint.path().getParent())
                .collect(Collectors.toSet());
        if (kept.isEmpty()) {
            return;
        }
        FileSystem files = folder.getFileSystem();
        for (FileStatus run : list(files, folder)) {
            if (run.isDir() && JOB_ID.matcher(run.getPath().getName()).matches() && !kept.contains(run.getPath())) {
                files.delete(run.getPath(), true);
            }
        }
    }

    /** States that do not belong, also those of releases that kept runs beside each other; whether there were any. */
    private boolean deleteOtherStates() throws IOException {
        FileSystem files = root.getFileSystem();
        boolean any = false;
        for (FileStatus other : list(files, root)) {
            String name = other.getPath().getName();
            boolean state =
                    name.startsWith(STATE_PREFIX) || JOB_ID.matcher(name).matches();
            if (other.isDir() && state && !name.equals(folder.getName())) {
                files.delete(other.getPath(), true);
                any = true;
            }
        }
        return any;
    }

    /** Why a checkpoint cannot be read, or null. */
    private static String problem(Path checkpoint) {
        Path file = new Path(checkpoint, METADATA);
        try (FSDataInputStream in = file.getFileSystem().open(file);
                DataInputStream data = new DataInputStream(in)) {
            CheckpointMetadata metadata = org.apache.flink.runtime.checkpoint.Checkpoints.loadCheckpointMetadata(
                    data, Checkpoints.class.getClassLoader(), checkpoint.toString());
            for (OperatorState operator : metadata.getOperatorStates()) {
                for (OperatorSubtaskState task : operator.getStates()) {
                    checkFiles(task.getManagedKeyedState());
                    checkFiles(task.getManagedOperatorState());
                }
            }
            return null;
        } catch (IOException | RuntimeException e) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        }
    }

    private static void checkFiles(Iterable<? extends StateObject> handles) throws IOException {
        for (StateObject handle : handles) {
            if (handle instanceof IncrementalRemoteKeyedStateHandle incremental) {
                checkFile(incremental.getMetaDataStateHandle());
                for (HandleAndLocalPath part : incremental.getSharedState()) {
                    checkFile(part.getHandle());
                }
                for (HandleAndLocalPath part : incremental.getPrivateState()) {
                    checkFile(part.getHandle());
                }
            } else if (handle instanceof KeyGroupsStateHandle keyed) {
                checkFile(keyed.getDelegateStateHandle());
            } else if (handle instanceof OperatorStreamStateHandle operator) {
                checkFile(operator.getDelegateStateHandle());
            }
        }
    }

    private static void checkFile(StreamStateHandle stream) throws IOException {
        if (stream instanceof FileStateHandle file) {
            Path path = file.getFilePath();
            FileSystem files = path.getFileSystem();
            if (!files.exists(path)) {
                throw new FileNotFoundException("its file " + path + " is missing");
            }
            long length = files.getFileStatus(path).getLen();
            if (length < file.getStateSize()) {
                throw new IOException("its file " + path + " has " + length + " of " + file.getStateSize() + " bytes");
            }
        }
    }
}
