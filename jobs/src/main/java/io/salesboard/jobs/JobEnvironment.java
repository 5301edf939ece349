package io.salesboard.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;

/** The one place that says how a job of ours runs, in production and in tests. */
public final class JobEnvironment {
    /** Upper bound of every job's parallelism; fixed, because state is cut into as many key groups. */
    public static final int MAX_PARALLELISM = 128;

    private static final String CHECKPOINT_PREFIX = "chk-";
    private static final String METADATA = "_metadata";
    private static final Pattern JOB_ID = Pattern.compile("[0-9a-f]{32}");
    private static final int KEPT_CHECKPOINTS = 3;
    private static final int RESTARTS = 9;

    private JobEnvironment() {}

    /** The environment of a job that restores from the newest checkpoint it left. */
    public static StreamExecutionEnvironment create(KpiSettings settings) {
        Configuration configuration = strict();
        configuration.set(RestOptions.BIND_ADDRESS, settings.bindAddress());
        configuration.set(RestOptions.ADDRESS, settings.bindAddress());
        configuration.set(RestOptions.BIND_PORT, Integer.toString(settings.restPort()));
        configuration.set(RestOptions.PORT, settings.restPort());
        // Without it a local run's blob server listens on every address of the machine.
        configuration.set(JobManagerOptions.BIND_HOST, settings.bindAddress());
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory(settings.checkpointDir()));
        deleteOldRuns(settings.checkpointDir());
        newestCheckpoint(settings.checkpointDir())
                .ifPresent(path -> configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(settings.parallelism());
        environment.setMaxParallelism(MAX_PARALLELISM);
        return environment;
    }

    /** What every job runs with: no generated uids, no Kryo, bounded restarts, retained checkpoints. */
    static Configuration strict() {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(Frames.MILLIS));
        configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(2));
        configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        configuration.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, KEPT_CHECKPOINTS);
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(500));
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(15));
        // A job that cannot run ends within a minute: whoever supervises the process sees that, and says so.
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, RESTARTS);
        return configuration;
    }

    /** The newest complete checkpoint of any run that kept its checkpoints in a local or mounted directory. */
    static Optional<String> newestCheckpoint(String checkpointDir) {
        return completeCheckpoints(path(checkpointDir)).stream()
                .findFirst()
                .map(checkpoint -> checkpoint.toUri().toString());
    }

    /** Every start is a new job with a folder of its own; those without one of the newest checkpoints are deleted. */
    static void deleteOldRuns(String checkpointDir) {
        Path root = path(checkpointDir);
        Set<Path> kept = completeCheckpoints(root).stream()
                .limit(KEPT_CHECKPOINTS)
                .map(Path::getParent)
                .collect(Collectors.toSet());
        if (kept.isEmpty()) {
            return;
        }
        try (Stream<Path> runs = Files.list(root)) {
            for (Path run : runs.filter(Files::isDirectory).toList()) {
                if (JOB_ID.matcher(run.getFileName().toString()).matches() && !kept.contains(run)) {
                    FileUtils.deleteDirectory(run.toFile());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete old checkpoints in " + root, e);
        }
    }

    /** Newest first. */
    private static List<Path> completeCheckpoints(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(root, 2)) {
            return paths.filter(path -> path.getFileName().toString().startsWith(CHECKPOINT_PREFIX))
                    .filter(path -> Files.isRegularFile(path.resolve(METADATA)))
                    .sorted(Comparator.comparing((Path path) -> modified(path.resolve(METADATA)))
                            .reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for checkpoints in " + root, e);
        }
    }

    private static FileTime modified(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String directory(String checkpointDir) {
        return path(checkpointDir).toUri().toString();
    }

    private static Path path(String checkpointDir) {
        return Path.of(checkpointDir.replaceFirst("^file:(//)?", "")).toAbsolutePath();
    }
}
