package io.salesboard.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.jobs.decode.RawRecordSerializer;
import io.salesboard.jobs.read.Logs;
import io.salesboard.jobs.results.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** The shape of the job: its operators' uids, on which state hangs, and the types between them. */
class TopologyGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/topology.txt");
    private static final String NOT_OURS = "test-";

    private static StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(2, JobEnvironment.strict());
        environment.setMaxParallelism(JobEnvironment.MAX_PARALLELISM);
        return environment;
    }

    private static StreamGraph graph() {
        StreamExecutionEnvironment environment = environment();
        try (FakeRegistry registry = new FakeRegistry()) {
            KpiJob.Outputs outputs = KpiJob.define(
                    new KpiJob.Sources(source(environment), new Nothing(), null),
                    TopologyRun.settings(registry, 2, "real", NaiveFigures.ZONE));
            discard(outputs.results(), "results");
            discard(outputs.quarantine(), "quarantine");
            return environment.getStreamGraph();
        }
    }

    private static DataStream<RawRecord> source(StreamExecutionEnvironment environment) {
        return environment
                .fromSequence(0, 1)
                .uid(NOT_OURS + "numbers")
                .map(number -> new RawRecord("rows.pos", 0, number, 0, null, null))
                .returns(RawRecordSerializer.TYPE)
                .setParallelism(1)
                .uid(NOT_OURS + "records");
    }

    private static void discard(DataStream<Result> results, String name) {
        results.sinkTo(new DiscardingSink<>()).uid(NOT_OURS + name);
    }

    private record Nothing() implements Logs {
        @Override
        public long end(String topic) {
            return 0;
        }

        @Override
        public CompletableFuture<Long> askEnd(String topic) {
            return CompletableFuture.completedFuture(end(topic));
        }

        @Override
        public long youngestFrame() {
            return 0;
        }

        @Override
        public void keysOfResults(long from, long to, Consumer<String> each) {
            // an empty topic
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private static List<StreamNode> ours(StreamGraph graph) {
        return graph.getStreamNodes().stream()
                .filter(node -> !node.getTransformationUID().startsWith(NOT_OURS))
                .sorted(Comparator.comparing(StreamNode::getId))
                .toList();
    }

    @Test
    void theOperatorsAreThoseOfTheGoldenFile() throws Exception {
        List<String> lines = new ArrayList<>();
        for (StreamNode node : ours(graph())) {
            lines.add(node.getTransformationUID() + " | " + node.getOperatorName());
        }
        assertThat(lines)
                .as("state hangs on uids: a changed line loses it; if that is meant, put these lines into " + GOLDEN)
                .isEqualTo(Files.readAllLines(GOLDEN));
    }

    @Test
    void everyTypeBetweenOperatorsIsWrittenByHand() {
        for (StreamNode node : ours(graph())) {
            assertThat(String.valueOf(node.getTypeSerializerOut()))
                    .as("output of " + node.getOperatorName())
                    .contains("io.salesboard.jobs");
        }
    }

    /** Not public and without a constructor: Flink cannot take it apart and would fall back to Kryo. */
    private static final class Opaque {
        private final Thread thread;

        private Opaque(Thread thread) {
            this.thread = thread;
        }

        private String name() {
            return thread.getName();
        }
    }

    @Test
    void aTypeThatWouldFallBackToKryoIsRefused() {
        StreamExecutionEnvironment environment = environment();
        assertThatThrownBy(() -> {
                    environment
                            .fromSequence(0, 1)
                            .uid("numbers")
                            .map(number -> new Opaque(Thread.currentThread()))
                            .returns(Opaque.class)
                            .uid("opaque")
                            .map(Opaque::name)
                            .returns(Types.STRING)
                            .uid("names")
                            .sinkTo(new DiscardingSink<>())
                            .uid("sink");
                    environment.getStreamGraph().getJobGraph();
                })
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("Generic types have been disabled");
    }

    @Test
    void anOperatorWithoutUidIsRefused() {
        StreamExecutionEnvironment environment = environment();
        environment.fromSequence(0, 1).sinkTo(new DiscardingSink<>()).uid("sink");
        assertThatThrownBy(() -> environment.getStreamGraph().getJobGraph())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no UID");
        assertThatCode(() -> graph().getJobGraph()).doesNotThrowAnyException();
    }
}
