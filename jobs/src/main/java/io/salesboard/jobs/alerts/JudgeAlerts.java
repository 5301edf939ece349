package io.salesboard.jobs.alerts;

import io.salesboard.alerts.AlertWatch;
import io.salesboard.alerts.Rule;
import io.salesboard.alerts.RuleSource;
import io.salesboard.alerts.Rules;
import io.salesboard.figures.Company;
import io.salesboard.figures.Reading;
import io.salesboard.figures.store.StoreState;
import io.salesboard.jobs.Frames;
import io.salesboard.jobs.KpiSettings;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.schemas.Alert;
import io.salesboard.schemas.AlertState;
import io.salesboard.schemas.RefusedRule;
import io.salesboard.schemas.RuleBook;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.SourceProgress;
import io.salesboard.schemas.Topics;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges what screens show by the alert rules, each time a frame is closed: also when only the clock moved, since a frame is
 * closed with every heartbeat. It reads the results topic as the board does, so that no alert tells of a figure nobody could
 * see, and takes the marks that pass by as the clock. Silent until both topics are read, and while the reader is behind with a
 * source: what is not complete is not judged.
 *
 * <p><b>State</b>: what is pending and firing, and what of won deals is no news any more; what was told besides stands in the topic
 * of alerts, which counts where it knows more. <b>Timers</b>: none. <b>Restart</b>: reads both topics again; raises nothing twice.
 * <b>Price</b>: the cells of the last year and a half in memory once more.
 */
public final class JudgeAlerts extends AbstractStreamOperator<Result>
        implements OneInputStreamOperator<Result, Result> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(JudgeAlerts.class);

    /** Frames are closed ten times a second and more; so far apart they are judged, by the reader's clock. */
    private static final long APART_MILLIS = 200;

    /** So often it is looked whether the topic still has what was told. */
    private static final long CHECKED_MILLIS = 10_000;

    /** Where nothing changed but the clock. */
    private static final long APART_IDLE_MILLIS = 1000;

    private final KpiSettings settings;
    private final Opening opening;
    private transient ListState<byte[]> state;
    private transient Company business;
    private transient Shown shown;
    private transient RuleSource source;
    private transient Results results;
    private transient List<Alert> restored;
    private transient AlertWatch watch;
    private transient Reading reading;
    private transient Rules published;
    private transient Set<String> failures;

    /** Whether what was shown last was not complete: what comes next is a load, not what happens. */
    private transient boolean incomplete;

    /** The first frame that was closed since the start. */
    private transient long firstFrame;

    private transient long checked;

    /** How what is shown is read. */
    interface Opening extends Serializable {
        Shown open(KpiSettings settings);
    }

    public JudgeAlerts(KpiSettings settings) {
        this(settings, given -> new ShownTopics(given.bootstrapServers(), given.registry(), given.business()));
    }

    JudgeAlerts(KpiSettings settings, Opening opening) {
        this.settings = settings;
        this.opening = opening;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        state = context.getOperatorStateStore()
                .getListState(
                        new ListStateDescriptor<>("alerts", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        restored = new ArrayList<>();
        for (byte[] alert : state.get()) {
            restored.add(Alert.fromByteBuffer(ByteBuffer.wrap(alert)));
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        List<byte[]> alerts = new ArrayList<>();
        for (Alert alert : watch == null ? restored : watch.memory()) {
            if (alert.getEnded() == null) {
                ByteBuffer bytes = alert.toByteBuffer();
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(copy);
                alerts.add(copy);
            }
        }
        state.update(alerts);
    }

    @Override
    public void open() throws Exception {
        super.open();
        business = settings.business();
        results = new Results(new SchemaRegistry(settings.registry()));
        results.registerAlerts(); // now, or never starts: later a registry that is away would stop the figures
        incomplete = true;
        source = new RuleSource(settings.alertRules() == null ? null : Path.of(settings.alertRules()));
        shown = opening.open(settings);
    }

    @Override
    public void close() throws Exception {
        if (shown != null) {
            shown.close();
        }
        super.close();
    }

    /** @param mark the mark of a frame; nothing of it is read, the topic has it */
    @Override
    public void processElement(StreamRecord<Result> mark) throws IOException {
        StoreState now = shown.state();
        if (firstFrame == 0) {
            firstFrame = Frames.of(mark.getTimestamp());
        }
        // After a restart the topic ends with frames of before: the first of now has all that came meanwhile.
        if (!shown.isWhole() || now.version() < firstFrame || isIncomplete(now)) {
            incomplete = true;
            return;
        }
        if (!now.reading().getLoads().isEmpty()) {
            return;
        }
        if (watch == null) {
            begin();
        }
        if (incomplete) {
            watch.loadedUntil(now.version());
            incomplete = false;
        }
        if (isDue(now)) {
            judge(now);
        }
    }

    private static boolean isIncomplete(StoreState state) {
        io.salesboard.schemas.Reading reader = state.reading();
        return state.version() == 0
                || reader == null
                || reader.getComputing()
                || state.sources().stream().anyMatch(SourceProgress::getLoading);
    }

    private boolean isDue(StoreState now) {
        if (reading == null) {
            return true;
        }
        long apart = now.closed() - reading.store().closed();
        return apart >= APART_IDLE_MILLIS
                || (apart >= APART_MILLIS
                        && !(now.isDescribedLike(reading.store())
                                && now.rowsChangedSince(reading.store()).isEmpty()));
    }

    /** What the topic says counts where it is further: what was told after the checkpoint. */
    private void begin() {
        Map<String, Alert> known = new LinkedHashMap<>();
        List<Alert> remembered = new ArrayList<>();
        shown.alerts().forEach(alert -> known.put(alert.getId(), alert));
        for (Alert alert : restored) {
            Alert other = known.get(alert.getId());
            if (alert.getState() == AlertState.PENDING) {
                if (known.values().stream().noneMatch(told -> isWhatBecameOf(alert, told))) {
                    remembered.add(alert);
                }
            } else if (other == null) {
                known.put(alert.getId(), alert);
            }
        }
        remembered.addAll(known.values());
        watch = new AlertWatch(remembered);
        restored = List.of();
    }

    private static boolean isWhatBecameOf(Alert pending, Alert told) {
        return told.getSince() == pending.getSince() && told.getId().startsWith(pending.getId() + "/");
    }

    private void judge(StoreState now) throws IOException {
        reading = reading == null ? Reading.of(now, business) : reading.next(now, business.asOf(now.closed()));
        Rules rules = source.rules(now.org());
        List<AlertWatch.Said> all = watch.judge(reading, rules);
        for (AlertWatch.Said said : all) {
            publish(said);
        }
        publishRules(now, rules);
        if (now.version() - checked >= CHECKED_MILLIS) {
            checked = now.version();
            tellWhatTheTopicLacks(now);
        }
    }

    /** A topic that was lost while this runs has them again within seconds. */
    private void tellWhatTheTopicLacks(StoreState now) throws IOException {
        Set<String> told = new HashSet<>();
        shown.alerts().forEach(alert -> told.add(alert.getId()));
        for (AlertWatch.Said said : watch.known()) {
            long age = now.version() - said.alert().getRaisedFrame();
            if (age >= CHECKED_MILLIS && !told.contains(said.id())) {
                publish(said);
            }
        }
    }

    private void publish(AlertWatch.Said said) throws IOException {
        output.collect(new StreamRecord<>(
                said.alert() == null
                        ? new Result(
                                said.id(),
                                null,
                                reading == null ? 0 : reading.store().version())
                        : results.ofAlerts(said.id(), said.alert())));
    }

    /** Says which rules are in force when that changes; one that cannot be judged is none of them. */
    private void publishRules(StoreState now, Rules rules) throws IOException {
        Map<String, String> failing = watch.failures();
        if (rules.equals(published) && failing.keySet().equals(failures)) {
            return;
        }
        List<RefusedRule> refused = new ArrayList<>(rules.refused());
        failing.forEach((rule, why) -> {
            LOG.error("the alert rule {} cannot be judged: {}", rule, why);
            refused.add(new RefusedRule(rule, rule, "cannot be judged: " + why));
        });
        List<String> accepted = rules.accepted().stream()
                .map(Rule::id)
                .filter(id -> !failing.containsKey(id))
                .sorted()
                .toList();
        output.collect(
                new StreamRecord<>(results.ofAlerts(Topics.RULES_KEY, new RuleBook(now.version(), accepted, refused))));
        published = rules;
        failures = Set.copyOf(failing.keySet());
    }
}
