package io.salesboard.jobs;

import io.salesboard.core.contributions.Contributor;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.core.settings.ParentWatch;
import io.salesboard.core.settings.Settings;
import io.salesboard.jobs.decode.DecodeRows;
import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.jobs.operators.CloseFrames;
import io.salesboard.jobs.operators.DealChange;
import io.salesboard.jobs.operators.FoldObjects;
import io.salesboard.jobs.operators.KeepGroups;
import io.salesboard.jobs.operators.KeepLatestDeals;
import io.salesboard.jobs.operators.LocateParts;
import io.salesboard.jobs.operators.ObjectRow;
import io.salesboard.jobs.operators.PreAggregate;
import io.salesboard.jobs.operators.PublishEntities;
import io.salesboard.jobs.operators.PublishedResults;
import io.salesboard.jobs.operators.ReportProgress;
import io.salesboard.jobs.operators.RepublishCells;
import io.salesboard.jobs.operators.RollUpLeaves;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.state.Delta;
import io.salesboard.jobs.state.DeltaSerializer;
import io.salesboard.jobs.state.RowSerializer;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the row topics of the POS and CRM databases and writes every sales figure as absolute cells, frame by frame of commit
 * time; per business object, then per leaf, then per group. Repeated and older rows change nothing; unreadable or impossible
 * records go to quarantine. See README.md in this module for leaks and trade-offs.
 */
public final class KpiJob {
    private static final OutputTag<Result> QUARANTINE = new OutputTag<>("quarantine", Result.TYPE);
    private static final OutputTag<DealChange> DEALS = new OutputTag<>("deals", DealChange.TYPE);
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
        StreamExecutionEnvironment environment = JobEnvironment.create(settings);
        Sources sources = new Sources(
                KafkaTopics.rows(environment, settings, "pos"),
                KafkaTopics.rows(environment, settings, "crm"),
                new KafkaResults(settings.bootstrapServers(), settings.registry()));
        Outputs outputs = define(sources, settings);
        KafkaTopics.writeResults(outputs.results(), settings);
        KafkaTopics.writeQuarantine(outputs.quarantine(), settings);
        try {
            environment.execute("kpi");
        } catch (JobExecutionException e) {
            LOG.error("the job failed for good", e);
            // The last thing to be read on the console: what was wrong, not how Flink passed it on.
            throw new IllegalStateException("the job failed for good: " + reason(e));
        }
    }

    private static Throwable reason(Throwable failure) {
        Throwable reason = failure;
        while (reason.getCause() != null && reason.getClass().getName().startsWith("org.apache.flink.runtime")) {
            reason = reason.getCause();
        }
        return reason;
    }

    /** The records of the row topics, each in commit order; and what stands in the results topic already. */
    public record Sources(DataStream<RawRecord> pos, DataStream<RawRecord> crm, PublishedResults published) {}

    /** Records for the results topic, from one task and in order; records for the quarantine topic. */
    public record Outputs(DataStream<Result> results, DataStream<Result> quarantine) {}

    /** The topology. */
    static Outputs define(Sources sources, KpiSettings settings) {
        SingleOutputStreamOperator<Row> pos = decode(sources.pos(), "pos", settings);
        SingleOutputStreamOperator<Row> crm = decode(sources.crm(), "crm", settings);
        DataStream<Row> posRows = CommitTime.assign(pos, "pos", settings);
        DataStream<Row> crmRows = CommitTime.assign(crm, "crm", settings);

        DataStream<ObjectRow> roots = named(only(posRows, "pos-objects", isOf(Table.Role.OBJECT)), "pos-objects")
                .union(named(only(crmRows, "crm-objects", isOf(Table.Role.OBJECT)), "crm-objects"));
        DataStream<ObjectRow> parts = only(posRows, "pos-parts", isOf(Table.Role.PART))
                .union(only(
                        crmRows,
                        "crm-parts",
                        row -> row.table().role() == Table.Role.PART || row.table() == Table.REP_ASSIGNMENT))
                .keyBy(KpiJob::rowKey, Types.STRING)
                .process(new LocateParts(settings.deletedRowRetention()))
                .returns(ObjectRow.TYPE)
                .uid("locate-parts")
                .name("Locate the object of a part");

        SingleOutputStreamOperator<Delta> contributions = roots.union(
                        parts.filter(element -> element.row().table() != Table.REP_ASSIGNMENT)
                                .uid("filter-object-parts")
                                .name("Only parts of objects"))
                .keyBy(ObjectRow::object, Types.STRING)
                .process(new FoldObjects(settings.business(), settings.deletedRowRetention(), DEALS))
                .returns(DeltaSerializer.TYPE)
                .uid("fold-objects")
                .name("Fold rows into contributions");

        DataStream<ObjectRow> timelines = parts.filter(element -> element.row().table() == Table.REP_ASSIGNMENT)
                .uid("filter-assignments")
                .name("Only rep assignments")
                .union(named(only(posRows, "stores", row -> row.table() == Table.STORE), "stores"));
        SingleOutputStreamOperator<Delta> republished = posRows.process(new RepublishCells(sources.published(), DEALS))
                .returns(DeltaSerializer.TYPE)
                .setParallelism(1)
                .uid("republish-cells")
                .name("Republish cells after a restart");
        SingleOutputStreamOperator<Delta> forGroups = preAggregate(contributions, "contributions")
                .union(republished)
                .keyBy(Delta::row, Types.STRING)
                .connect(timelines.keyBy(ObjectRow::object, Types.STRING))
                .process(new RollUpLeaves(
                        settings.business().calendar(),
                        settings.clock(),
                        settings.registry(),
                        settings.deletedRowRetention(),
                        LEAF_CELLS))
                .returns(DeltaSerializer.TYPE)
                .uid("roll-up-leaves")
                .name("Roll up leaves");
        DataStream<Result> groupCells = preAggregate(forGroups, "groups")
                .keyBy(Delta::row, Types.STRING)
                .process(new KeepGroups(settings.business().calendar(), settings.clock(), settings.registry()))
                .returns(Result.TYPE)
                .uid("keep-groups")
                .name("Keep group cells");

        DataStream<Result> entities = only(posRows, "pos-references", isOf(Table.Role.REFERENCE))
                .union(only(crmRows, "crm-references", isOf(Table.Role.REFERENCE)))
                .keyBy(KpiJob::rowKey, Types.STRING)
                .process(new PublishEntities(settings.registry()))
                .returns(Result.TYPE)
                .uid("publish-entities")
                .name("Publish entities");
        DataStream<Result> deals = contributions
                .getSideOutput(DEALS)
                .union(republished.getSideOutput(DEALS))
                .keyBy(change -> change.deal().rep(), Types.STRING)
                .process(new KeepLatestDeals(settings.registry()))
                .returns(Result.TYPE)
                .uid("keep-latest-deals")
                .name("Keep latest deals");

        DataStream<Result> results = forGroups
                .getSideOutput(LEAF_CELLS)
                .union(
                        groupCells,
                        entities,
                        deals,
                        progress(posRows, "pos", settings),
                        progress(crmRows, "crm", settings))
                .transform("Close frames", Result.TYPE, new CloseFrames(settings.registry()))
                .setParallelism(1)
                .uid("close-frames");
        return new Outputs(results, pos.getSideOutput(QUARANTINE).union(crm.getSideOutput(QUARANTINE)));
    }

    private static SingleOutputStreamOperator<Row> decode(
            DataStream<RawRecord> records, String source, KpiSettings settings) {
        return records.process(new DecodeRows(settings.registry(), settings.business(), QUARANTINE))
                .returns(RowSerializer.TYPE)
                .setParallelism(1)
                .uid("decode-" + source)
                .name("Decode rows of " + source);
    }

    private static DataStream<Result> progress(DataStream<Row> rows, String source, KpiSettings settings) {
        return rows.process(new ReportProgress(source, settings.registry()))
                .returns(Result.TYPE)
                .setParallelism(1)
                .uid("progress-" + source)
                .name("Progress of " + source);
    }

    /** Rows of one source, in one task: spread over several, two changes of a row could overtake each other. */
    private static DataStream<Row> only(DataStream<Row> rows, String what, FilterFunction<Row> which) {
        return rows.filter(which).setParallelism(1).uid("filter-" + what).name("Only " + what);
    }

    private static FilterFunction<Row> isOf(Table.Role role) {
        return row -> row.table().role() == role;
    }

    private static DataStream<ObjectRow> named(DataStream<Row> rows, String what) {
        return rows.map(row -> new ObjectRow(Contributor.objectOf(row), row))
                .returns(ObjectRow.TYPE)
                .setParallelism(1)
                .uid("name-" + what)
                .name("Name " + what);
    }

    private static DataStream<Delta> preAggregate(DataStream<Delta> deltas, String what) {
        return deltas.transform("Pre-aggregate " + what, DeltaSerializer.TYPE, new PreAggregate())
                .uid("pre-aggregate-" + what);
    }

    private static String rowKey(Row row) {
        return row.table().key() + "/" + row.key();
    }
}
