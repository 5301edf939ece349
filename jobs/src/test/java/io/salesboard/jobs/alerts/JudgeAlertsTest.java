package io.salesboard.jobs.alerts;

import static io.salesboard.core.model.Measure.NET;
import static io.salesboard.core.model.Scope.REP;
import static io.salesboard.core.time.WindowUnit.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.core.settings.Settings;
import io.salesboard.figures.Told;
import io.salesboard.figures.store.StoreState;
import io.salesboard.jobs.FakeRegistry;
import io.salesboard.jobs.Frames;
import io.salesboard.jobs.KpiSettings;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.schemas.Alert;
import io.salesboard.schemas.AlertState;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.Load;
import io.salesboard.schemas.RefusedRule;
import io.salesboard.schemas.ResultKeys;
import io.salesboard.schemas.RuleBook;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeAlertsTest {
    private static final String RULE = """
            rules:
              - {rule: low, vi: doanh thu thấp, kpi: K01.net, scope: rep, window: day, below: 100, clear: 120}
            """;

    /** What the operator reads, and what it told: as the two topics would have it. */
    private static Told told;

    private static final Map<String, Alert> TOPIC = new LinkedHashMap<>();
    private static boolean whole;

    @TempDir
    private Path folder;

    private final FakeRegistry registry = new FakeRegistry();
    private OneInputStreamOperatorTestHarness<Result, Result> harness;
    private Path file;

    @BeforeEach
    void begin() throws Exception {
        told = new Told().at(Told.local("2026-11-23T08:00")).rep("an", "Nguyễn Văn An");
        told.source("pos", Instant.EPOCH, false);
        TOPIC.clear();
        whole = true;
        file = Files.writeString(folder.resolve("sales.yml"), RULE);
        start(null);
    }

    @AfterEach
    void end() throws Exception {
        harness.close();
        registry.close();
    }

    private void start(OperatorSubtaskState checkpoint) throws Exception {
        KpiSettings settings = Settings.parse(
                "bootstrap-servers = x\ncheckpoint-dir = x\nregistry = " + registry.address() + "\nalert-rules = "
                        + file.toString().replace("\\", "\\\\") + "\n",
                KpiSettings.class);
        harness = new OneInputStreamOperatorTestHarness<>(new JudgeAlerts(settings, any -> new ToldTopics()));
        harness.setup(Result.TYPE.createSerializer(new SerializerConfigImpl()));
        if (checkpoint != null) {
            harness.initializeState(checkpoint);
        }
        harness.open();
    }

    private static final class ToldTopics implements Shown {
        @Override
        public StoreState state() {
            return told.store.state();
        }

        @Override
        public boolean isWhole() {
            return whole;
        }

        @Override
        public Collection<Alert> alerts() {
            return TOPIC.values();
        }

        @Override
        public void close() {}
    }

    /** What is told when An has sold so much at a time. */
    private List<SpecificRecord> at(String time, long net) throws Exception {
        told.at(Told.local("2026-11-23T" + time))
                .cell(REP, "an", DAY, "2026-11-23", Map.of(NET, net))
                .frame();
        return mark();
    }

    private List<SpecificRecord> mark() throws Exception {
        int before = harness.extractOutputValues().size();
        harness.processElement(new Result(ResultKeys.MARK, new byte[] {1}), 1);
        List<SpecificRecord> said = new ArrayList<>();
        List<Result> results = harness.extractOutputValues();
        for (Result result : results.subList(before, results.size())) {
            SpecificRecord record = decoded(result);
            said.add(record);
            if (record instanceof Alert alert) {
                TOPIC.put(result.key(), alert);
            } else {
                assertThat(result.key()).isEqualTo(Topics.RULES_KEY);
            }
        }
        return said;
    }

    private SpecificRecord decoded(Result result) throws IOException {
        return new AvroFraming(new SchemaRegistry(registry.address())).decode(result.value());
    }

    private static List<AlertState> states(List<SpecificRecord> said) {
        return said.stream()
                .filter(record -> record instanceof Alert)
                .map(record -> ((Alert) record).getState())
                .toList();
    }

    @Test
    void canBeSentToWhereItRuns() throws Exception {
        KpiSettings settings = Settings.parse(
                "bootstrap-servers = x\ncheckpoint-dir = x\nregistry = " + registry.address() + "\n",
                KpiSettings.class);

        assertThat(InstantiationUtil.serializeObject(new JudgeAlerts(settings))).isNotEmpty();
    }

    @Test
    void saysWhichRulesAreInForceAndWhatTheyRaise() throws Exception {
        List<SpecificRecord> said = at("09:00", 99);

        assertThat(said.get(1)).isInstanceOfSatisfying(RuleBook.class, book -> {
            assertThat(book.getAccepted()).containsExactly("low");
            assertThat(book.getRefused()).isEmpty();
        });
        assertThat(states(said)).containsExactly(AlertState.FIRING);
        assertThat(at("09:01", 130)).hasSize(1);
        assertThat(TOPIC.values()).extracting(Alert::getState).containsExactly(AlertState.RESOLVED);
    }

    @Test
    void isSilentUntilTheTopicsAreReadAndWhileTheReaderIsBehind() throws Exception {
        whole = false;
        assertThat(at("09:00", 99)).isEmpty();
        whole = true;
        told.reading(false, null, new Load("pos", 1L, 1L, 1L, 1L));
        assertThat(at("09:01", 99)).isEmpty();
        told.reading(true, "everything is computed anew");
        assertThat(at("09:02", 99)).isEmpty();
        told.source("pos", Instant.EPOCH, true);
        assertThat(at("09:03", 99)).isEmpty();

        told.source("pos", Instant.EPOCH, false);
        assertThat(states(at("09:04", 99))).containsExactly(AlertState.FIRING);
    }

    @Test
    void goesByTheClockWhereNothingElseMoves() throws Exception {
        rewrite("rules:\n  - {rule: low, vi: x, kpi: K01.net, scope: rep, window: day, below: 100, for: 10 m}\n");
        at("08:58", 99);
        at("09:00", 99);
        told.at(Told.local("2026-11-23T09:10")).frame();

        assertThat(states(mark())).containsExactly(AlertState.FIRING);
    }

    @Test
    void aChangedFileCountsWithoutARestartAndAWrongRuleIsSaid() throws Exception {
        at("09:00", 150);
        rewrite(RULE.replace("below: 100, clear: 120", "below: 200") + "  - {rule: wrong, vi: x}\n");

        assertThat(at("09:01", 150)).isEmpty(); // it may be half written
        List<SpecificRecord> said = at("09:02", 150);

        assertThat(said.get(1)).isInstanceOfSatisfying(RuleBook.class, book -> {
            assertThat(book.getAccepted()).containsExactly("low");
            assertThat(book.getRefused().get(0).getPlace()).isEqualTo("sales.yml:3");
        });
        assertThat(states(said)).containsExactly(AlertState.FIRING);
    }

    @Test
    void aRowOfTheTableRaisesAndEndsAlertsAsTheFileDoes() throws Exception {
        at("09:00", 150);
        String[] high = {"vi", "doanh thu cao", "kpi", "K01.net", "scope", "rep", "window_unit", "day", "above", "200"};
        told.alertRule("high", high).alertRule("low", "vi", "x").alertRule("wrong", "vi", "x");

        List<SpecificRecord> said = at("09:01", 250);

        assertThat(said.get(said.size() - 1)).isInstanceOfSatisfying(RuleBook.class, book -> {
            assertThat(book.getAccepted()).containsExactly("high", "low");
            assertThat(book.getRefused())
                    .extracting(RefusedRule::getPlace)
                    .containsExactly("alert_rule/low", "alert_rule/wrong");
        });
        assertThat(states(said)).containsExactly(AlertState.FIRING);
        assertThat(at("09:02", 250)).as("nothing changed").isEmpty();

        told.at(Told.local("2026-11-23T09:03"))
                .entityDeleted("alert_rule", "high")
                .frame();

        List<SpecificRecord> gone = mark();
        assertThat(gone.get(gone.size() - 1))
                .isInstanceOfSatisfying(
                        RuleBook.class, book -> assertThat(book.getAccepted()).containsExactly("low"));
        assertThat(TOPIC.values()).extracting(Alert::getRule).containsExactly("high");
        assertThat(TOPIC.values()).extracting(Alert::getEnded).doesNotContainNull();
    }

    @Test
    void aRowIsTheRuleThatTheJobPublishes() throws Exception {
        at("09:00", 250);
        Row row = Row.empty(Table.ALERT_RULE, "high", 1, 1);
        Map.of("rule", "high", "vi", "x", "kpi", "K01.net", "scope", "rep", "window_unit", "day", "above", "20_0")
                .forEach((column, value) -> row.set(Table.ALERT_RULE.textColumn(column), value));
        row.set(Table.ALERT_RULE.numberColumn("working_hours"), 1);
        row.set(Table.ALERT_RULE.numberColumn("enabled"), 0);
        publish(row);
        assertThat(at("09:01", 250)).as("it is switched off").isEmpty();

        row.set(Table.ALERT_RULE.numberColumn("enabled"), 1);
        publish(row);
        assertThat(states(at("09:02", 250))).containsExactly(AlertState.FIRING);
    }

    private void publish(Row row) throws IOException {
        Result result = new Results(new SchemaRegistry(registry.address())).entity(row, told.version());
        told.store.accept(result.key(), decoded(result));
    }

    private void rewrite(String rules) throws IOException {
        FileTime before = Files.getLastModifiedTime(file);
        Files.writeString(file, rules);
        Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 1000));
    }

    @Test
    void raisesNothingTwiceAfterARestartFromACheckpointBeforeIt() throws Exception {
        at("08:59", 500);
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        at("09:00", 99);
        harness.close();

        start(checkpoint);

        assertThat(states(at("09:01", 98))).isEmpty();
        assertThat(states(at("09:02", 120))).containsExactly(AlertState.RESOLVED);
    }

    @Test
    void tellsAgainWhatFiredWhereTheTopicWasLost() throws Exception {
        at("09:00", 99);
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        harness.close();
        TOPIC.clear();

        start(checkpoint);

        List<SpecificRecord> said = at("09:01", 99);
        assertThat(states(said)).containsExactly(AlertState.FIRING);
        assertThat(TOPIC.keySet())
                .containsExactly("low/rep/an/" + Told.local("2026-11-23T09:00").toEpochMilli());
    }

    @Test
    void aFileThatSaysNothingAsAWholeEndsNoAlert() throws Exception {
        at("09:00", 99);
        rewrite("");

        at("09:01", 99);
        List<SpecificRecord> said = at("09:02", 99);

        assertThat(said).singleElement().isInstanceOfSatisfying(RuleBook.class, book -> {
            assertThat(book.getAccepted()).containsExactly("low");
            assertThat(book.getRefused().get(0).getReason()).startsWith("is empty");
        });
        assertThat(TOPIC.values()).extracting(Alert::getState).containsExactly(AlertState.FIRING);
    }

    @Test
    void aTopicOfAlertsThatIsLostWhileThisRunsHasThemAgain() throws Exception {
        at("09:00", 99);
        TOPIC.clear();

        assertThat(states(at("09:01", 99))).containsExactly(AlertState.FIRING);
    }

    @Test
    void waitsForTheFirstFrameOfItsOwnRun() throws Exception {
        long frame = Told.local("2026-11-23T09:01").toEpochMilli();
        told.at(Told.local("2026-11-23T09:00"))
                .cell(REP, "an", DAY, "2026-11-23", Map.of(NET, 99L))
                .frame();
        harness.processElement(new Result(ResultKeys.MARK, new byte[] {1}), Frames.last(frame));
        assertThat(harness.extractOutputValues()).isEmpty();

        assertThat(states(at("09:01", 99))).containsExactly(AlertState.FIRING);
    }

    @Test
    void whatWasRaisedAndEndedAfterTheCheckpointIsNotPendingAnyMore() throws Exception {
        rewrite("rules:\n  - {rule: low, vi: x, kpi: K01.net, scope: rep, window: day, below: 100, for: 10 m}\n");
        at("08:58", 500);
        at("08:59", 99);
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        at("09:09", 99);
        at("09:10", 500);
        harness.close();

        start(checkpoint);

        assertThat(states(at("09:11", 99))).isEmpty();
        assertThat(states(at("09:21", 99))).containsExactly(AlertState.FIRING);
        assertThat(TOPIC).hasSize(2);
    }
}
