package io.salesboard.jobs;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
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
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.rocksdb.CompressionType;

/** The one place that says how a job of ours runs, in production and in tests. */
public final class JobEnvironment {
    /** Upper bound of every job's parallelism; fixed, because state is cut into as many key groups. */
    public static final int MAX_PARALLELISM = 128;

    static final int KEPT_CHECKPOINTS = 3;

    private static final int RESTARTS = 9;

    private JobEnvironment() {}

    /** The environment of a job that goes on where {@code start} says. */
    static StreamExecutionEnvironment create(KpiSettings settings, Checkpoints checkpoints, Checkpoints.Start start) {
        Configuration configuration = strict();
        configuration.set(RestOptions.BIND_ADDRESS, settings.bindAddress());
        configuration.set(RestOptions.ADDRESS, settings.bindAddress());
        configuration.set(RestOptions.BIND_PORT, Integer.toString(settings.restPort()));
        configuration.set(RestOptions.PORT, settings.restPort());
        // Without it a local run's blob server listens on every address of the machine.
        configuration.set(JobManagerOptions.BIND_HOST, settings.bindAddress());
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        // In a load no more waits between tasks than is worked off at once: the other source's rows wait behind it.
        configuration.set(TaskManagerOptions.BUFFER_DEBLOAT_ENABLED, true);
        configuration.set(TaskManagerOptions.BUFFER_DEBLOAT_TARGET, Duration.ofMillis(500));
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(settings.stateMemoryMib()));
        if (settings.stateDir() != null) {
            configuration.set(CoreOptions.TMP_DIRS, settings.stateDir());
        }
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.directory());
        if (start.checkpoint() != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, start.checkpoint());
        }
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
        // The reader sends all watermarks itself.
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
        configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(2));
        // On disk: what a company has in it may be more than memory, and a checkpoint writes what changed, not all
        // there is.
        configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        // Most of what a load asks for is not there: without, each question looks into every file.
        configuration.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
        configuration.set(RocksDBConfigurableOptions.BLOOM_FILTER_BLOCK_BASED_MODE, false);
        // In parts, of which those in use stay in memory: whole, they push each other out.
        configuration.set(RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS, true);
        // The disk has room, the processor has none to spare.
        configuration.set(RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL, List.of(CompressionType.NO_COMPRESSION));
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
}
