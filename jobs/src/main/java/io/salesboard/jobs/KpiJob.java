package io.salesboard.jobs;

import io.salesboard.core.model.Parent;
import io.salesboard.core.settings.ParentWatch;
import io.salesboard.core.settings.Settings;
import io.salesboard.jobs.alerts.JudgeAlerts;
import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.jobs.operators.CapLabels;
import io.salesboard.jobs.operators.CloseFrames;
import io.salesboard.jobs.operators.CorrectionChange;
import io.salesboard.jobs.operators.DealChange;
import io.salesboard.jobs.operators.FoldObjects;
import io.salesboard.jobs.operators.KeepGroups;
import io.salesboard.jobs.operators.KeepLatestCorrections;
import io.salesboard.jobs.operators.KeepLatestDeals;
import io.salesboard.jobs.operators.LocateRows;
import io.salesboard.jobs.operators.ObjectRow;
import io.salesboard.jobs.operators.PreAggregate;
import io.salesboard.jobs.operators.PublishEntities;
import io.salesboard.jobs.operators.RollUpLeaves;
import io.salesboard.jobs.read.Change;
import io.salesboard.jobs.read.Logs;
import io.salesboard.jobs.read.ReadRows;
import io.salesboard.jobs.read.StateOfOtherTopicsException;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.state.Delta;
import io.salesboard.jobs.state.DeltaSerializer;
import io.salesboard.schemas.ResultKeys;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.FileUtils;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the row topics of the POS and CRM databases as they arrive and writes every sales figure as absolute cells, frame by
 * frame of its reader's clock; per row, then per business object and per object made of these, then per leaf, then per group. Repeated and older rows change
 * nothing; what cannot be read or cannot be true is left out, said so, and goes to quarantine. See README.md in this module for
 * leaks and trade-offs.
 */
public final class KpiJob {
    private static final OutputTag<Result> QUARANTINE = new OutputTag<>("quarantine", Result.TYPE);
    private static final OutputTag<Result> TOLD = new OutputTag<>("told", Result.TYPE);
    private static final OutputTag<Delta> AGAIN_CELLS = new OutputTag<>("again-cells", DeltaSerializer.TYPE);
    private static final OutputTag<Change> ENTITIES = new OutputTag<>("entities", Change.TYPE);
    private static final OutputTag<Result> LEFT_OUT = new OutputTag<>("left-out", Result.TYPE);
    private static final OutputTag<ObjectRow> HANDED_ON = new OutputTag<>("handed-on", ObjectRow.TYPE);
    private static final OutputTag<DealChange> DEALS = new OutputTag<>("deals", DealChange.TYPE);
    private static final OutputTag<CorrectionChange> CORRECTIONS =
            new OutputTag<>("corrections", CorrectionChange.TYPE);
    private static final OutputTag<Result> LEAF_CELLS = new OutputTag<>("leaf-cells", Result.TYPE);

    private static final Logger LOG = LoggerFactory.getLogger(KpiJob.class);

    private KpiJob() {}

    /** @param args the path of the properties file */
    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            throw new IllegalArgumentException("usage: KpiJob <settings file>");
        }
        ParentWatch.start();
        KpiSettings settings = Settings.read(Path.of(args[0]), KpiSettings.class);
        if (settings.stateDir() != null) {
            // What a killed job left there; the state itself comes from a checkpoint.
            File stateDir =
                    Files.createDirectories(Path.of(settings.stateDir())).toFile();
            FileUtils.cleanDirectory(stateDir);
        }
        Checkpoints checkpoints = Checkpoints.of(settings, KafkaTopics.ids(settings));
        Checkpoints.Start start = checkpoints.start();
        try {
            run(settings, checkpoints, start);
        } catch (JobExecutionException e) {
            Optional<StateOfOtherTopicsException> others =
                    ExceptionUtils.findThrowable(e, StateOfOtherTopicsException.class);
            if (others.isEmpty()) {
                LOG.error("the job failed for good", e);
                // The last thing to be read on the console: what was wrong, not how Flink passed it on.
                throw new IllegalStateException("the job failed for good: " + reason(e));
            }
            Checkpoints present = Checkpoints.of(settings, KafkaTopics.ids(settings));
            run(settings, present, present.anew(reason(others.get()).getMessage()));
        }
    }

    private static void run(KpiSettings settings, Checkpoints checkpoints, Checkpoints.Start start) throws Exception {
        if (start.note() != null) {
            LOG.warn("{}", start.note());
        }
        StreamExecutionEnvironment environment = JobEnvironment.create(settings, checkpoints, start);
        Sources sources = new Sources(
                KafkaTopics.rows(environment, settings),
                new KafkaLogs(settings.bootstrapServers(), settings.registry()),
                start.note());
        Outputs outputs = define(sources, settings);
        KafkaTopics.writeResults(outputs.results(), settings);
        KafkaTopics.writeQuarantine(outputs.quarantine(), settings);
        KafkaTopics.writeAlerts(judgeAlerts(outputs.results(), settings), settings);
        environment.execute("kpi");
    }

    /** The alerts on what the results say; the records themselves it reads from their topic. */
    private static DataStream<Result> judgeAlerts(DataStream<Result> results, KpiSettings settings) {
        return results.filter(result -> ResultKeys.MARK.equals(result.key()))
                .setParallelism(1)
                .uid("filter-marks")
                .name("Only marks")
                .transform("Judge alerts", Result.TYPE, new JudgeAlerts(settings))
                .setParallelism(1)
                .uid("judge-alerts");
    }

    private static Throwable reason(Throwable failure) {
        Throwable reason = failure;
        while (reason.getCause() != null
                && (reason instanceof SuppressRestartsException
                        || reason.getClass().getName().startsWith("org.apache.flink.runtime"))) {
            reason = reason.getCause();
        }
        return reason;
    }

    /**
     * What the job reads.
     *
     * @param rows the records of all row topics, each topic's in commit order
     * @param logs what stands in the topics at the start
     * @param startNote why everything is computed anew, or what the start skipped; null where there is nothing to say
     */
    public record Sources(DataStream<RawRecord> rows, Logs logs, String startNote) {}

    /** Records for the results topic, from one task and in order; records for the quarantine topic. */
    public record Outputs(DataStream<Result> results, DataStream<Result> quarantine) {}

    /** The topology. */
    static Outputs define(Sources sources, KpiSettings settings) {
        ReadRows.Tags readTags = new ReadRows.Tags(QUARANTINE, TOLD, AGAIN_CELLS, DEALS);
        SingleOutputStreamOperator<Change> changes = sources.rows()
                .transform(
                        "Read rows",
                        Change.TYPE,
                        new ReadRows(
                                settings.registry(),
                                settings.accounting(),
                                sources.logs(),
                                sources.startNote(),
                                readTags))
                .setParallelism(1)
                .uid("read-rows");

        SingleOutputStreamOperator<ObjectRow> located = keyed(changes, Change::part, Types.INT)
                .process(new LocateRows(
                        settings.registry(),
                        settings.deletedRowRetention(),
                        settings.deletedRowMemory(),
                        ENTITIES,
                        LEFT_OUT))
                .returns(ObjectRow.TYPE)
                .uid("locate-rows")
                .name("Locate rows");
        SingleOutputStreamOperator<Delta> contributions =
                fold(only(located, "objects", row -> !isTimeline(row)), "objects", HANDED_ON, settings);
        SingleOutputStreamOperator<Delta> derived =
                fold(contributions.getSideOutput(HANDED_ON), "derived objects", null, settings);
        // Each stage for itself: what is added up before it leaves a thread costs little.
        SingleOutputStreamOperator<Delta> summed = preAggregate(contributions, "contributions");
        SingleOutputStreamOperator<Delta> derivedSummed = preAggregate(derived, "derived contributions");
        DataStream<Delta> labels = keyed(
                        only(summed, "labels", KpiJob::isOfLabel)
                                .union(only(derivedSummed, "derived labels", KpiJob::isOfLabel)),
                        delta -> delta.place().scope().key(),
                        Types.STRING)
                .transform("Cap labels", DeltaSerializer.TYPE, new CapLabels())
                .uid("cap-labels");
        SingleOutputStreamOperator<Delta> forGroups = keyed(
                        only(summed, "keys", delta -> !isOfLabel(delta))
                                .union(
                                        only(derivedSummed, "derived keys", delta -> !isOfLabel(delta)),
                                        labels,
                                        changes.getSideOutput(AGAIN_CELLS)),
                        Delta::home,
                        Types.STRING)
                .connect(keyed(only(located, "timelines", KpiJob::isTimeline), ObjectRow::object, Types.STRING))
                .transform(
                        "Roll up leaves",
                        DeltaSerializer.TYPE,
                        new RollUpLeaves(settings.retention(), settings.registry(), LEAF_CELLS))
                .uid("roll-up-leaves");
        DataStream<Result> groupCells = keyed(preAggregate(forGroups, "groups"), Delta::home, Types.STRING)
                .transform("Keep group cells", Result.TYPE, new KeepGroups(settings.retention(), settings.registry()))
                .uid("keep-groups");
        DataStream<Result> entities = keyed(located.getSideOutput(ENTITIES), Change::name, Types.STRING)
                .process(new PublishEntities(settings.registry()))
                .returns(Result.TYPE)
                .uid("publish-entities")
                .name("Publish entities");
        DataStream<Result> deals = keyed(
                        contributions
                                .getSideOutput(DEALS)
                                .union(derived.getSideOutput(DEALS), changes.getSideOutput(DEALS)),
                        change -> change.deal().rep(),
                        Types.STRING)
                .transform("Keep latest deals", Result.TYPE, new KeepLatestDeals(settings.registry()))
                .uid("keep-latest-deals");

        DataStream<Result> corrections = keyed(
                        contributions.getSideOutput(CORRECTIONS), CorrectionChange::rep, Types.STRING)
                .transform("Keep latest corrections", Result.TYPE, new KeepLatestCorrections(settings.registry()))
                .uid("keep-latest-corrections");

        DataStream<Result> results = changes.getSideOutput(TOLD)
                .union(
                        forGroups.getSideOutput(LEAF_CELLS),
                        groupCells,
                        entities,
                        deals,
                        corrections,
                        located.getSideOutput(LEFT_OUT),
                        contributions.getSideOutput(LEFT_OUT),
                        derived.getSideOutput(LEFT_OUT))
                .transform(
                        "Close frames",
                        Result.TYPE,
                        new CloseFrames(
                                settings.registry(), settings.retention().days()))
                .setParallelism(1)
                .uid("close-frames");
        return new Outputs(results, changes.getSideOutput(QUARANTINE));
    }

    private static boolean isTimeline(ObjectRow row) {
        return Parent.isToldBy(row.row().table());
    }

    private static boolean isOfLabel(Delta delta) {
        return delta.place().scope().isLabel();
    }

    /** @param handedOn where rows for objects of the next stage go, or null */
    private static SingleOutputStreamOperator<Delta> fold(
            DataStream<ObjectRow> rows, String what, OutputTag<ObjectRow> handedOn, KpiSettings settings) {
        return keyed(rows, ObjectRow::object, Types.STRING)
                .transform(
                        "Fold " + what,
                        DeltaSerializer.TYPE,
                        new FoldObjects(
                                settings.accounting(),
                                settings.clock(),
                                settings.registry(),
                                new FoldObjects.Tags(DEALS, CORRECTIONS, handedOn, LEFT_OUT)))
                .uid(uid("fold " + what));
    }

    /** By key; where each operator is one task everything is there already, and what could be one thread stays one. */
    private static <T, K> KeyedStream<T, K> keyed(DataStream<T> all, KeySelector<T, K> key, TypeInformation<K> type) {
        return all.getExecutionEnvironment().getParallelism() == 1
                ? DataStreamUtils.reinterpretAsKeyedStream(all, key, type)
                : all.keyBy(key, type);
    }

    private static <T> DataStream<T> only(DataStream<T> all, String what, FilterFunction<T> which) {
        return all.filter(which).uid(uid("filter " + what)).name("Only " + what);
    }

    private static SingleOutputStreamOperator<Delta> preAggregate(DataStream<Delta> deltas, String what) {
        return deltas.transform("Pre-aggregate " + what, DeltaSerializer.TYPE, new PreAggregate())
                .uid(uid("pre-aggregate " + what));
    }

    private static String uid(String name) {
        return name.replace(' ', '-');
    }
}
