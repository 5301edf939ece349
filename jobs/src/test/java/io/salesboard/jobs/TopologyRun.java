package io.salesboard.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.settings.Settings;
import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.jobs.decode.RawRecordSerializer;
import io.salesboard.jobs.read.Logs;
import io.salesboard.jobs.results.Result;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.Cell;
import io.salesboard.schemas.FrameMark;
import io.salesboard.schemas.Layout;
import io.salesboard.schemas.Reading;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** One run of the whole topology on a mini cluster over given records, and what a reader of its results sees. */
final class TopologyRun {
    /** What the running jobs read and write; they run in this JVM. */
    private static final Map<String, List<RawRecord>> INPUT = new ConcurrentHashMap<>();

    private static final Map<String, List<Result>> OUTPUT = new ConcurrentHashMap<>();
    /** How many records after a checkpoint a wanted failure happens. */
    private static final int RECORDS_TO_FAILURE = 200;

    private static final Map<String, Long> NEXT = new ConcurrentHashMap<>();
    private static final Map<String, Long> READ = new ConcurrentHashMap<>();
    private static final Map<String, AtomicInteger> FAILURES_LEFT = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();
    private final FakeRegistry registry;
    private final Path checkpoints;
    private final Instant businessNow;
    private final AvroFraming framing;
    private ZoneId zone = NaiveFigures.ZONE;

    /** @param businessNow business time at which the run begins */
    private final Map<Integer, Layout> layouts = new HashMap<>();

    TopologyRun(FakeRegistry registry, Path checkpoints, List<RawRecord> records, Instant businessNow) {
        this.registry = registry;
        this.checkpoints = checkpoints;
        this.businessNow = businessNow;
        this.framing = new AvroFraming(new SchemaRegistry(registry.address()));
        INPUT.put(name, records);
        OUTPUT.put(name + "/results", new CopyOnWriteArrayList<>());
        OUTPUT.put(name + "/quarantine", new CopyOnWriteArrayList<>());
    }

    /** In another business time zone. */
    void in(ZoneId other) {
        zone = other;
    }

    /** What stood in the results topic before the run. */
    void published(List<Result> results) {
        OUTPUT.get(name + "/results").addAll(results);
    }

    List<Result> published() {
        return OUTPUT.get(name + "/results");
    }

    List<Result> quarantined() {
        return OUTPUT.get(name + "/quarantine");
    }

    /** @param failures how often the run fails some records after a checkpoint, and goes on from it */
    void execute(int parallelism, int failures) throws Exception {
        FAILURES_LEFT.put(name, new AtomicInteger(failures));
        Configuration configuration = JobEnvironment.strict();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        try (StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration)) {
            environment.setMaxParallelism(JobEnvironment.MAX_PARALLELISM);
            KpiJob.Outputs outputs = KpiJob.define(
                    new KpiJob.Sources(source(environment), new RunLogs(name, registry.address()), null),
                    settings(registry, parallelism, Instant.now() + "/" + businessNow + "/1", zone));
            collect(outputs.results(), "results");
            collect(outputs.quarantine(), "quarantine");
            environment.execute(name);
        }
        assertThat(FAILURES_LEFT.get(name)).as("failures that did not happen").hasValue(0);
    }

    static KpiSettings settings(FakeRegistry registry, int parallelism, String businessClock, ZoneId zone) {
        return Settings.parse("""
                bootstrap-servers = unused:1
                checkpoint-dir = unused
                registry = %s
                zone = %s
                business-clock = %s
                parallelism = %d
                """.formatted(registry.address(), zone, businessClock, parallelism), KpiSettings.class);
    }

    /** Replays its input from where a checkpoint left it, slowly, so that there are frames and checkpoints. */
    private DataStream<RawRecord> source(StreamExecutionEnvironment environment) {
        int size = INPUT.get(name).size();
        String run = name;
        GeneratorFunction<Long, RawRecord> input = index -> {
            NEXT.put(run, index + 1);
            return INPUT.get(run).get(index.intValue());
        };
        RateLimiterStrategy<NumberSequenceSplit> pace =
                parallelism -> new WaitsForACheckpoint(run, RateLimiterStrategy.perSecond(size / 1.5));
        return environment
                .fromSource(
                        new DataGeneratorSource<>(input, size, pace, RawRecordSerializer.TYPE),
                        WatermarkStrategy.noWatermarks(),
                        "input")
                .setParallelism(1)
                .uid("input")
                .map(new FailsAfterACheckpoint(name))
                .returns(RawRecordSerializer.TYPE)
                .setParallelism(1)
                .uid("failing");
    }

    private void collect(DataStream<Result> stream, String what) {
        String output = name + "/" + what;
        stream.map(result -> {
                    OUTPUT.get(output).add(result);
                    return result;
                })
                .returns(Result.TYPE)
                .setParallelism(1)
                .uid("collect-" + what)
                .sinkTo(new DiscardingSink<>())
                .setParallelism(1)
                .uid("discard-" + what);
    }

    SpecificRecord decode(Result result) throws IOException {
        return framing.decode(result.value());
    }

    /** What a reader holds at the end, by key. */
    Map<String, Object> shown() throws IOException {
        Map<String, Object> last = new LinkedHashMap<>();
        replay(shown -> {
            last.clear();
            last.putAll(shown);
        });
        return last;
    }

    /** Shows the cells of every frame that a reader sees; returns how many frames there were. */
    int eachFrame(Consumer<Map<String, ShownCell>> frame) throws IOException {
        int[] frames = {0};
        replay(shown -> {
            frames[0]++;
            frame.accept(cells(shown));
        });
        return frames[0];
    }

    /** The cells of what a reader holds. */
    Map<String, ShownCell> cells(Map<String, ? extends Object> shown) {
        Map<String, ShownCell> cells = new HashMap<>();
        shown.forEach((key, record) -> {
            if (record instanceof Cell cell) {
                cells.put(key, ShownCell.of(key, cell, layouts.get(cell.getLayout())));
            }
        });
        return cells;
    }

    /** Applies the topic as the board does, and holds the versions to never falling. */
    private void replay(Consumer<Map<String, SpecificRecord>> frame) throws IOException {
        Map<String, SpecificRecord> shown = new LinkedHashMap<>();
        List<Waiting> waiting = new ArrayList<>();
        long closed = 0;
        for (Result result : published()) {
            SpecificRecord record = result.value() == null ? null : decode(result);
            if (record instanceof FrameMark mark) {
                assertThat(mark.getVersion()).as("versions of marks").isGreaterThan(closed);
                closed = mark.getVersion();
                long version = closed;
                waiting.removeIf(change -> {
                    boolean due = change.version() <= version;
                    if (due) {
                        SpecificRecord before = change.value() == null
                                ? shown.remove(change.key())
                                : shown.put(change.key(), change.value());
                        assertThat(change.version())
                                .as("versions of " + change.key())
                                .isGreaterThanOrEqualTo(before == null ? 0 : versionOf(before));
                    }
                    return due;
                });
                frame.accept(shown);
            } else if (record instanceof Layout layout) {
                layouts.put(layout.getNumber(), layout);
            } else if (!(record instanceof Reading)) {
                waiting.add(new Waiting(result.key(), record, record == null ? result.frame() : versionOf(record)));
            }
        }
    }

    private record Waiting(String key, SpecificRecord value, long version) {}

    private static long versionOf(SpecificRecord record) {
        return (long) record.get(record.getSchema().getField("version").pos());
    }

    /** The topics as this run writes and reads them. */
    private record RunLogs(String run, java.net.URI registry) implements Logs {
        @Override
        public long end(String topic) {
            if (topic.equals(Topics.RESULTS.name())) {
                return OUTPUT.get(run + "/results").size();
            }
            // What was read before a failure stands there; the rest comes while the job runs.
            return READ.getOrDefault(run + "/" + topic, 0L);
        }

        @Override
        public CompletableFuture<Long> askEnd(String topic) {
            return CompletableFuture.completedFuture(end(topic));
        }

        @Override
        public long youngestFrame() throws IOException {
            AvroFraming framing = new AvroFraming(new SchemaRegistry(registry));
            long youngest = 0;
            for (Result result : OUTPUT.get(run + "/results")) {
                if (result.value() != null && framing.decode(result.value()) instanceof FrameMark mark) {
                    youngest = Math.max(youngest, mark.getVersion());
                } else if (result.value() != null && framing.decode(result.value()) instanceof Cell cell) {
                    youngest = Math.max(youngest, cell.getVersion());
                }
            }
            return youngest;
        }

        @Override
        public void keysOfResults(long from, long to, Consumer<String> each) {
            OUTPUT.get(run + "/results").subList((int) from, (int) to).forEach(result -> each.accept(result.key()));
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    /** Holds the last records back until a checkpoint is complete after which a failure that the run wants can happen. */
    private static final class WaitsForACheckpoint implements RateLimiter<NumberSequenceSplit> {
        private final String run;
        private final RateLimiter<NumberSequenceSplit> pace;
        private final CompletableFuture<Void> checkpoint = new CompletableFuture<>();

        private WaitsForACheckpoint(String run, RateLimiterStrategy<NumberSequenceSplit> pace) {
            this.run = run;
            this.pace = pace.createRateLimiter(1);
        }

        @Override
        public CompletionStage<Void> acquire(int records) {
            boolean last = NEXT.getOrDefault(run, 0L) > INPUT.get(run).size() - 2 * RECORDS_TO_FAILURE;
            CompletionStage<Void> due = pace.acquire(records);
            return last && FAILURES_LEFT.get(run).get() > 0 ? due.thenCombine(checkpoint, (a, b) -> null) : due;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            checkpoint.complete(null);
        }
    }

    /** Throws as often as the run wants, each time some records after a checkpoint is complete. */
    private static final class FailsAfterACheckpoint extends RichMapFunction<RawRecord, RawRecord>
            implements CheckpointListener {
        private static final long serialVersionUID = 1L;

        private final String run;
        private transient boolean checkpointed;
        private transient int since;

        private FailsAfterACheckpoint(String run) {
            this.run = run;
        }

        @Override
        public RawRecord map(RawRecord record) {
            READ.merge(run + "/" + record.topic(), record.offset() + 1, Math::max);
            if (checkpointed
                    && ++since == RECORDS_TO_FAILURE
                    && FAILURES_LEFT.get(run).getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new IllegalStateException("a failure the test wants");
            }
            return record;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            checkpointed = true;
        }
    }
}
