package io.salesboard.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Row;
import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.jobs.decode.RawRecordSerializer;
import io.salesboard.jobs.operators.PublishedResults;
import io.salesboard.jobs.results.Result;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.Cell;
import io.salesboard.schemas.FrameMark;
import io.salesboard.schemas.QuarantinedRecord;
import io.salesboard.schemas.SchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole topology on a mini cluster, over random histories with duplicates and a failure in the middle. */
class KpiJobTopologyTest {
    /** What the running jobs read and write; jobs of this class run in this JVM. */
    private static final Map<String, List<RawRecord>> INPUT = new ConcurrentHashMap<>();

    private static final Map<String, List<Result>> OUTPUT = new ConcurrentHashMap<>();
    private static final Map<String, AtomicInteger> FAILURES_LEFT = new ConcurrentHashMap<>();

    @TempDir
    Path checkpoints;

    @ParameterizedTest(name = "seed {0}, parallelism {1}, failures {2}")
    @CsvSource({"1, 1, 0", "2, 4, 0", "3, 2, 1", "4, 4, 2"})
    void everyCellEqualsTheFiguresOfTheFinalRows(long seed, int parallelism, int failures) throws Exception {
        RandomHistory history = RandomHistory.of(seed, 3000);
        try (FakeRegistry registry = new FakeRegistry()) {
            List<Result> results = run(history, registry, parallelism, failures);

            Instant end = Instant.ofEpochMilli(
                    history.pos().get(history.pos().size() - 1).committed());
            assertSame(cells(results, registry, end), NaiveFigures.of(history.live(), end));
        }
    }

    @Test
    void aFrameThatIsComputedTwiceHasTheSameValuesUnderTheSameVersions() throws Exception {
        RandomHistory history = RandomHistory.of(5, 2000);
        try (FakeRegistry registry = new FakeRegistry()) {
            List<Result> results = run(history, registry, 2, 1);

            AvroFraming framing = new AvroFraming(new SchemaRegistry(registry.address()));
            Map<String, Cell> byKeyAndVersion = new HashMap<>();
            int repeated = 0;
            for (Result result : results) {
                if (result.value() != null && framing.decode(result.value()) instanceof Cell cell) {
                    Cell first = byKeyAndVersion.putIfAbsent(result.key() + "@" + cell.getVersion(), cell);
                    if (first != null) {
                        repeated++;
                        assertThat(cell).isEqualTo(first);
                    }
                }
            }
            assertThat(repeated).as("cells computed again after the failure").isPositive();
        }
    }

    @Test
    void marksNeverStandBeforeACellOfTheirFrame() throws Exception {
        RandomHistory history = RandomHistory.of(6, 1000);
        try (FakeRegistry registry = new FakeRegistry()) {
            List<Result> results = run(history, registry, 4, 0);

            AvroFraming framing = new AvroFraming(new SchemaRegistry(registry.address()));
            long closed = Long.MIN_VALUE;
            for (Result result : results) {
                SpecificRecord value = result.value() == null ? null : framing.decode(result.value());
                if (value instanceof FrameMark mark) {
                    assertThat(mark.getVersion()).isGreaterThan(closed);
                    closed = mark.getVersion();
                } else if (value instanceof Cell cell) {
                    assertThat(cell.getVersion()).isGreaterThan(closed);
                }
            }
            assertThat(closed).isPositive();
        }
    }

    @Test
    void poisonedRecordsGoToQuarantineAndTheRestGoesOn() throws Exception {
        RandomHistory history = RandomHistory.of(7, 300);
        try (FakeRegistry registry = new FakeRegistry()) {
            Envelopes envelopes = new Envelopes(registry);
            List<RawRecord> pos = new ArrayList<>();
            history.pos().forEach(row -> pos.add(envelopes.record(row)));
            RawRecord good = pos.get(pos.size() / 2);
            pos.add(10, new RawRecord("rows.test", 0, 900_001, 0, good.key(), new byte[] {1, 2, 3}));
            pos.add(20, new RawRecord("rows.test", 0, 900_002, 0, good.key(), new byte[] {0, 0, 0, 99, 99, 1}));
            pos.add(30, new RawRecord("rows.test", 0, 900_003, 0, null, good.value()));
            byte[] cut = java.util.Arrays.copyOf(good.value(), good.value().length - 3);
            pos.add(40, new RawRecord("rows.test", 0, 900_004, 0, good.key(), cut));

            String run = "poison";
            List<Result> results = run(run, pos, records(history.crm(), envelopes), registry, 2, 0);

            Instant end = Instant.ofEpochMilli(
                    history.pos().get(history.pos().size() - 1).committed());
            assertSame(cells(results, registry, end), NaiveFigures.of(history.live(), end));
            AvroFraming framing = new AvroFraming(new SchemaRegistry(registry.address()));
            Map<Long, String> reasons = new TreeMap<>();
            for (Result quarantined : OUTPUT.get(run + "/quarantine")) {
                QuarantinedRecord record = (QuarantinedRecord) framing.decode(quarantined.value());
                if (record.getOffset() > 900_000) {
                    reasons.put(record.getOffset(), record.getReason());
                }
            }
            assertThat(reasons)
                    .containsEntry(900_001L, "undecodable")
                    .containsEntry(900_002L, "unknown_schema")
                    .containsEntry(900_003L, "missing_key")
                    .containsEntry(900_004L, "undecodable");
        }
    }

    /** Names only what differs; the maps have thousands of entries. */
    private static void assertSame(Map<String, Long> published, Map<String, Long> expected) {
        assertThat(expected).hasSizeGreaterThan(1000);
        TreeSet<String> different = new TreeSet<>(published.keySet());
        different.addAll(expected.keySet());
        different.removeIf(key -> Objects.equals(published.get(key), expected.get(key)));
        assertThat(different)
                .as(() -> different.stream()
                        .limit(20)
                        .map(key -> key + ": published " + published.get(key) + ", expected " + expected.get(key))
                        .collect(Collectors.joining("\n")))
                .isEmpty();
    }

    private List<Result> run(RandomHistory history, FakeRegistry registry, int parallelism, int failures)
            throws Exception {
        Envelopes envelopes = new Envelopes(registry);
        return run(
                "seed-" + history.pos().size() + "-" + parallelism + "-" + failures,
                records(history.pos(), envelopes),
                records(history.crm(), envelopes),
                registry,
                parallelism,
                failures);
    }

    private static List<RawRecord> records(List<Row> rows, Envelopes envelopes) {
        return rows.stream().map(envelopes::record).toList();
    }

    private List<Result> run(
            String run, List<RawRecord> pos, List<RawRecord> crm, FakeRegistry registry, int parallelism, int failures)
            throws Exception {
        INPUT.put(run + "/pos", pos);
        INPUT.put(run + "/crm", crm);
        OUTPUT.put(run + "/results", new CopyOnWriteArrayList<>());
        OUTPUT.put(run + "/quarantine", new CopyOnWriteArrayList<>());
        FAILURES_LEFT.put(run, new AtomicInteger(failures));
        Configuration configuration = JobEnvironment.strict();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        try (StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration)) {
            environment.setMaxParallelism(JobEnvironment.MAX_PARALLELISM);
            KpiSettings settings = settings(registry, parallelism);
            KpiJob.Outputs outputs = KpiJob.define(
                    new KpiJob.Sources(
                            source(environment, run, "pos", failures > 0),
                            source(environment, run, "crm", failures > 0),
                            new Published(run, registry.address())),
                    settings);
            collect(outputs.results(), run, "results");
            collect(outputs.quarantine(), run, "quarantine");
            environment.execute(run);
        }
        assertThat(FAILURES_LEFT.get(run)).as("failures that did not happen").hasValue(0);
        return OUTPUT.get(run + "/results");
    }

    static KpiSettings settings(FakeRegistry registry, int parallelism) {
        return new KpiSettings(
                "unused:1", registry.address(), null, null, null, "unused", null, parallelism, null, null, null, null);
    }

    /** Replays its input from where a checkpoint left it; slowly where the run has to fail between checkpoints. */
    private static DataStream<RawRecord> source(
            StreamExecutionEnvironment environment, String run, String source, boolean slow) {
        int size = INPUT.get(run + "/" + source).size();
        GeneratorFunction<Long, RawRecord> input =
                index -> INPUT.get(run + "/" + source).get(index.intValue());
        DataGeneratorSource<RawRecord> generator = new DataGeneratorSource<>(
                input,
                size,
                slow ? RateLimiterStrategy.perSecond(size / 1.5) : RateLimiterStrategy.noOp(),
                RawRecordSerializer.TYPE);
        return environment
                .fromSource(generator, WatermarkStrategy.noWatermarks(), source)
                .setParallelism(1)
                .uid("input-" + source)
                .map(new FailsAfterACheckpoint(run, source.equals("pos")))
                .returns(RawRecordSerializer.TYPE)
                .setParallelism(1)
                .uid("failing-" + source);
    }

    private static void collect(DataStream<Result> stream, String run, String what) {
        stream.map(result -> {
                    OUTPUT.get(run + "/" + what).add(result);
                    return result;
                })
                .returns(Result.TYPE)
                .setParallelism(1)
                .uid("collect-" + what)
                .sinkTo(new DiscardingSink<>())
                .setParallelism(1)
                .uid("discard-" + what);
    }

    /** What a reader holds at the end: the newest version of every cell, its measures that are not zero. */
    private static Map<String, Long> cells(List<Result> results, FakeRegistry registry, Instant end)
            throws IOException {
        AvroFraming framing = new AvroFraming(new SchemaRegistry(registry.address()));
        Map<String, Cell> newest = new HashMap<>();
        for (Result result : results) {
            if (result.value() == null) {
                newest.remove(result.key());
            } else if (framing.decode(result.value()) instanceof Cell cell) {
                newest.merge(result.key(), cell, (old, now) -> now.getVersion() < old.getVersion() ? old : now);
            }
        }
        long oldestHour = end.minus(Duration.ofHours(48)).getEpochSecond() / 60;
        Map<String, Long> figures = new TreeMap<>();
        for (Cell cell : newest.values()) {
            boolean old = cell.getUnit().equals("hour") && cell.getStart() < oldestHour;
            for (Measure measure : Measure.values()) {
                long value = (long) cell.get(measure.key());
                // The spread of discounts over products has tests of its own.
                boolean spread = cell.getScope().equals("product")
                        && (measure == Measure.NET || measure == Measure.NET_REFUND_DATED);
                if (value != 0 && !old && !spread) {
                    figures.put(
                            cell.getScope() + "/" + cell.getId() + "/" + cell.getUnit() + "/" + start(cell) + "/"
                                    + measure.key(),
                            value);
                }
            }
        }
        return figures;
    }

    private static String start(Cell cell) {
        return switch (cell.getUnit()) {
            case "now" -> "0";
            case "hour" -> Instant.ofEpochSecond(cell.getStart() * 60).toString();
            default -> LocalDate.ofEpochDay(cell.getStart()).toString();
        };
    }

    /** The results of the run so far, as the topic would hold them. */
    private record Published(String run, URI registry) implements PublishedResults {
        @Override
        public long end() {
            return OUTPUT.get(run + "/results").size();
        }

        @Override
        public void since(long position, Consumer<SpecificRecord> each) throws IOException {
            AvroFraming framing = new AvroFraming(new SchemaRegistry(registry));
            List<Result> results = OUTPUT.get(run + "/results");
            for (Result result : results.subList((int) position, results.size())) {
                if (result.value() != null) {
                    each.accept(framing.decode(result.value()));
                }
            }
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    /** Throws as often as the run wants, each time some records after a checkpoint is complete. */
    private static final class FailsAfterACheckpoint
            extends org.apache.flink.api.common.functions.RichMapFunction<RawRecord, RawRecord>
            implements org.apache.flink.api.common.state.CheckpointListener {
        private static final long serialVersionUID = 1L;

        private final String run;
        private final boolean active;
        private transient boolean checkpointed;
        private transient int since;

        private FailsAfterACheckpoint(String run, boolean active) {
            this.run = run;
            this.active = active;
        }

        @Override
        public RawRecord map(RawRecord record) {
            if (active
                    && checkpointed
                    && ++since == 200
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
