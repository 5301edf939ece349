package io.salesboard.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Table;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.figures.Told;
import io.salesboard.schemas.RefusedRule;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSourceTest {
    private static final String LOW = "rules:\n"
            + "  - {rule: low, vi: doanh thu thấp, kpi: K01.net, scope: rep, window: day, below: 100, receiver: leads}\n";

    @TempDir
    private Path folder;

    private final Told told = new Told();
    private Path file;
    private RuleSource source;

    @BeforeEach
    void writeTheFile() throws Exception {
        file = Files.writeString(folder.resolve("sales.yml"), LOW);
        source = new RuleSource(file);
        told.frame();
    }

    private Rules rules() {
        return source.rules(told.store.state().org());
    }

    private Told later() {
        return told.at(Instant.ofEpochMilli(told.version() + 20));
    }

    /** A rule of the table that is right, with other columns on top. */
    private static Told row(Told told, String rule, String... others) {
        List<String> columns = new ArrayList<>(
                List.of("vi", "x", "kpi", "K01.net", "scope", "region", "window_unit", "month", "below", "100"));
        Collections.addAll(columns, others);
        return told.alertRule(rule, columns.toArray(String[]::new));
    }

    private void rewrite(String rules) throws Exception {
        FileTime before = Files.getLastModifiedTime(file);
        Files.writeString(file, rules);
        Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 1000));
        rules(); // it may be half written still: the next look reads it
    }

    @Test
    void aRowSaysWhatAFileSays() {
        source = new RuleSource(null);
        told.alertRule(
                        "rep-behind-pace",
                        "vi",
                        "chậm tiến độ tháng",
                        "en",
                        "behind this month's pace",
                        "compare",
                        "value",
                        "kpi",
                        "K54.pace",
                        "scope",
                        "rep",
                        "ids",
                        "R001, R002",
                        "window_unit",
                        "month",
                        "below",
                        "80 %",
                        "clear",
                        "85 %",
                        "hold",
                        "30 m",
                        "severity",
                        "critical",
                        "working_hours",
                        "true",
                        "action_vi",
                        "xem lại giá bán",
                        "action_en",
                        "review prices",
                        "receiver",
                        "sales-leads")
                .frame();

        Rules fromFile = RuleFile.parse("same.yml", """
                rules:
                  - rule: rep-behind-pace
                    vi: chậm tiến độ tháng
                    en: behind this month's pace
                    compare: value
                    kpi: K54.pace
                    scope: rep
                    ids: [R001, R002]
                    window: month
                    below: 80 %
                    clear: 85 %
                    for: 30 m
                    severity: critical
                    working-hours: true
                    action-vi: xem lại giá bán
                    action-en: review prices
                    receiver: sales-leads
                """);
        assertThat(fromFile.accepted()).hasSize(1);
        assertThat(rules()).isEqualTo(fromFile);
    }

    @Test
    void everyFieldHasAColumnAndEveryColumnIsAField() {
        assertThat(RuleFields.NAMES.stream().map(RuleRows::column))
                .containsExactlyInAnyOrderElementsOf(Table.ALERT_RULE.captured());
    }

    @Test
    void aColumnThatIsNullIsAFieldThatIsNotWritten() {
        told.alertRule("quiet", "vi", "không có đơn", "compare", "no-sale", "scope", "store", "above", "45 m")
                .frame();

        Rule rule = rules().of("quiet");

        assertThat(rule.name().en()).isEqualTo("không có đơn");
        assertThat(rule.kpi().key()).isEqualTo("K02.orders");
        assertThat(rule.window()).isEqualTo(WindowUnit.DAY);
        assertThat(rule.ids()).isEmpty();
        assertThat(rule.limit()).isEqualTo(new Limit(Limit.Side.ABOVE, BigDecimal.valueOf(45), BigDecimal.valueOf(45)));
        assertThat(rule.hold()).isEqualTo(Duration.ZERO);
        assertThat(rule.severity()).isEqualTo(Severity.WARNING);
        assertThat(rule.workingHours()).isFalse();
        assertThat(rule.action()).isEqualTo(new Rule.Bilingual("", ""));
        assertThat(rule.receiver()).isEqualTo("ops");
    }

    @Test
    void thoseOfTheFileAndOfTheTableAreInForceTogetherTheFilesFirst() {
        row(row(told, "b"), "a", "below", "50_000_000").frame();

        assertThat(rules().accepted()).extracting(Rule::id).containsExactly("low", "a", "b");
        assertThat(rules().of("a").scope()).isEqualTo(Scope.REGION);
        assertThat(rules().of("a").limit().raise()).isEqualByComparingTo("50000000");
        assertThat(rules().refused()).isEmpty();
    }

    @Test
    void aChangeOfEitherCountsWithoutARestart() throws Exception {
        row(told, "a").frame();
        rules();

        rewrite(LOW.replace("100", "200"));
        assertThat(rules().of("low").limit().raise()).isEqualByComparingTo("200");
        assertThat(rules().of("a")).isNotNull();

        row(later(), "a", "below", "50").frame();
        assertThat(rules().of("a").limit().raise()).isEqualByComparingTo("50");
        row(later(), "a", "enabled", "false").frame();
        assertThat(rules().accepted()).extracting(Rule::id).containsExactly("low");
        row(later(), "a").frame();
        assertThat(rules().of("a")).isNotNull();
        later().entityDeleted("alert_rule", "a").frame();
        assertThat(rules().accepted()).extracting(Rule::id).containsExactly("low");
        assertThat(rules().refused()).isEmpty();
    }

    @Test
    void aFileThatIsBeingWrittenIsNotReadYet() throws Exception {
        rules();
        Files.writeString(file, "rules: []\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(5000));
        assertThat(rules().accepted()).extracting(Rule::id).containsExactly("low");
        Files.writeString(file, LOW.replace("100", "300"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(6000));
        assertThat(rules().of("low").limit().raise()).isEqualByComparingTo("100");

        assertThat(rules().of("low").limit().raise()).isEqualByComparingTo("300");
    }

    @Test
    void theyAreTheSameObjectWhileNothingChanged() {
        row(told, "a").frame();
        Rules rules = rules();

        row(later(), "a").rep("R1", "An").frame();

        assertThat(rules()).isSameAs(rules);
    }

    @Test
    void ofTwoWithOneIdTheFilesCountsUntilItIsGone() throws Exception {
        row(told, "low", "kpi", "K02.orders").frame();

        assertThat(rules().of("low").kpi().key()).isEqualTo("K01.net");
        assertThat(rules().refused())
                .containsExactly(new RefusedRule(
                        "alert_rule/low",
                        "low",
                        "there is another rule 'low', which is in force; give this one an id of its own"));

        rewrite("rules: []\n");
        assertThat(rules().of("low").kpi().key()).isEqualTo("K02.orders");
        assertThat(rules().refused()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "window_unit | | 'window_unit' is missing",
                "window_unit | soon | 'window_unit': unknown window unit 'soon'; use one of hour, day, week, month, quarter, year, now",
                "hold | soon | 'hold': 'soon' is no length of time; such as 90 s, 30 m, 2 h or 1 d",
                "vi | | 'vi' is missing; give one, what the alert says of its subject",
                "below | | a rule has one threshold, 'above' or 'below', and this one has none",
                "below | many | 'below': 'many' is no number; such as 50000000 or 50_000_000",
                "kpi | K99 | 'kpi': unknown KPI value 'K99'; GET /api/v1/catalogue lists them",
            })
    void aWrongRowIsRefusedWithItsPlaceAndReasonAndTheOthersStayInForce(String column, String value, String reason) {
        row(row(told, "right"), "wrong", column, value).frame();

        assertThat(rules().accepted()).extracting(Rule::id).containsExactly("low", "right");
        assertThat(rules().refused()).containsExactly(new RefusedRule("alert_rule/wrong", "wrong", reason));
    }

    @Test
    void anIdThatIsNoneIsRefusedUnderTheRowsKey() {
        row(told, "Wrong Id").frame();

        assertThat(rules().refused())
                .containsExactly(new RefusedRule(
                        "alert_rule/Wrong Id",
                        "Wrong Id",
                        "'rule': 'Wrong Id' is no id; use lower-case letters, digits and single hyphens"));
    }

    @Test
    void aFileThatCannotBeReadTakesNoRuleOutOfForce() throws Exception {
        row(told, "a").frame();
        rules();

        Files.delete(file);
        rules();

        assertThat(rules().accepted()).extracting(Rule::id).containsExactly("low", "a");
        assertThat(rules().refused()).extracting(RefusedRule::getPlace).containsExactly("sales.yml");
    }
}
