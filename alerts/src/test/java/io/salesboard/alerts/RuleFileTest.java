package io.salesboard.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.schemas.RefusedRule;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileTest {
    private static final String PACE = """
            rules:
              - rule: rep-behind-pace
                vi: chậm tiến độ tháng
                en: behind this month's pace
                kpi: K54.pace
                scope: rep
                window: month
                below: 80 %
                clear: 85 %
                for: 30 m
                severity: critical
                working-hours: true
                action-vi: xem lại giá bán, khuyến mãi
                receiver: sales-leads
            """;

    private static RefusedRule refused(String text) {
        Rules rules = RuleFile.parse("alerts.yml", text);
        assertThat(rules.accepted()).isEmpty();
        assertThat(rules.refused()).hasSize(1);
        return rules.refused().get(0);
    }

    @Test
    void readsEveryField() {
        Rule rule = RuleFile.parse("alerts.yml", PACE).of("rep-behind-pace");

        assertThat(rule.name()).isEqualTo(new Rule.Bilingual("chậm tiến độ tháng", "behind this month's pace"));
        assertThat(rule.comparison()).isEqualTo(Comparison.VALUE);
        assertThat(rule.kpi().key()).isEqualTo("K54.pace");
        assertThat(rule.scope()).isEqualTo(Scope.REP);
        assertThat(rule.window()).isEqualTo(WindowUnit.MONTH);
        assertThat(rule.limit()).isEqualTo(new Limit(Limit.Side.BELOW, new BigDecimal("0.80"), new BigDecimal("0.85")));
        assertThat(rule.hold()).isEqualTo(Duration.ofMinutes(30));
        assertThat(rule.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(rule.workingHours()).isTrue();
        assertThat(rule.action().en()).isEqualTo("xem lại giá bán, khuyến mãi");
        assertThat(rule.receiver()).isEqualTo("sales-leads");
        assertThat(rule.ids()).isEmpty();
    }

    @Test
    void readsIdsAsAListAndMoneyWithUnderscores() {
        Rule rule = RuleFile.parse("alerts.yml", """
                rules:
                  - {rule: big-day, vi: ngày lớn, kpi: K01.net, scope: store, ids: [CH01, CH02], window: day, above: 50_000_000}
                """).of("big-day");

        assertThat(rule.ids()).containsExactly("CH01", "CH02");
        assertThat(rule.limit().raise()).isEqualByComparingTo("50000000");
        assertThat(rule.limit().clear()).isEqualByComparingTo("50000000");
        assertThat(rule.receiver()).isEqualTo("ops");
        assertThat(rule.severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void aWrongRuleIsRefusedWithItsLineAndTheOthersKeepWorking() {
        Rules rules = RuleFile.parse("alerts.yml", PACE + """
                  - rule: no-such-kpi
                    vi: x
                    kpi: K99.nothing
                    scope: rep
                    window: month
                    below: 1
                  - rule: quiet-store
                    vi: cửa hàng vắng
                    compare: no-sale
                    scope: store
                    above: 45 m
                """);

        assertThat(rules.accepted()).extracting(Rule::id).containsExactly("rep-behind-pace", "quiet-store");
        assertThat(rules.of("quiet-store").limit().raise()).isEqualByComparingTo("45");
        assertThat(rules.refused())
                .containsExactly(new RefusedRule(
                        "alerts.yml:17",
                        "no-such-kpi",
                        "'kpi': unknown KPI value 'K99.nothing'; GET /api/v1/catalogue lists them"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "above: 1, below: 2 | a rule has one threshold, 'above' or 'below', and this one has both",
                "below: 1, after: 120 % | 'after': '120 %' is no share of a window that can pass; such as 20 %",
                "below: many | 'below': 'many' is no number; such as 80 % or 0.8",
                "below: 1e999999999 | 'below': '1e999999999' is no number; such as 80 % or 0.8",
                "below: 1e2147483648 | 'below': '1e2147483648' is no number; such as 80 % or 0.8",
                "below: 1e-999999999 | 'below': '1e-999999999' is no number; such as 80 % or 0.8",
                "below: 80 %, clear: 70 % | an alert below 0.80 cannot end at 0.70; 'clear' is at least the threshold",
                "below: 1, for: soon | 'for': 'soon' is no length of time; such as 90 s, 30 m, 2 h or 1 d",
                "below: 1, working-hours: maybe | 'working-hours': 'maybe' is neither true nor false",
                "below: 1, receiver: The Boss | 'receiver': a receiver is lower-case letters, digits and single hyphens, such as ops",
                "below: 1, severity: loud | 'severity': unknown severity 'loud'; use one of info, warning, critical",
                "below: 1, compare: guess | 'compare': unknown comparison 'guess'; use one of value, quota, pace, change, rank, no-sale, won-deal",
                "threshold: 1 | a rule has no field 'threshold'; there are rule, vi, en, compare, kpi, scope, ids, window, above, below, clear, after, for, severity, working-hours, action-vi, action-en, receiver, enabled",
            })
    void saysWhatIsWrongWithAField(String fields, String reason) {
        RefusedRule refused =
                refused("rules:\n  - {rule: r, vi: x, kpi: K54.pace, scope: rep, window: month, " + fields + "}\n");

        assertThat(refused.getReason()).isEqualTo(reason);
        assertThat(refused.getRule()).isEqualTo("r");
        assertThat(refused.getPlace()).isEqualTo("alerts.yml:2");
    }

    @Test
    void aKpiMustHaveTheScopeAndWindowThatTheRuleAsksFor() {
        assertThat(refused("rules:\n  - {rule: r, vi: x, kpi: K54.pace, scope: store, window: month, below: 1}\n")
                        .getReason())
                .isEqualTo("'kpi': K54.pace has no value of a store in a month;"
                        + " it has scopes company, region, team, rep and windows day, month, quarter");
    }

    @Test
    void aChangeNeedsAWindowBeforeItAndAQuotaMoney() {
        assertThat(refused(
                                "rules:\n  - {rule: r, vi: x, compare: change, kpi: K01.net, scope: rep, window: hour, below: -1}\n")
                        .getReason())
                .startsWith("'window': 'hour' has none before it to compare with");
        assertThat(refused(
                                "rules:\n  - {rule: r, vi: x, compare: quota, kpi: K02.orders, scope: rep, window: month, below: 1}\n")
                        .getReason())
                .isEqualTo("'kpi': 'K02.orders' is no money, which quotas are set in");
    }

    @Test
    void ofTwoRulesWithOneIdTheFirstCounts() {
        String one = "  - {rule: r, vi: x, kpi: K54.pace, scope: rep, window: month, below: 0.5}\n";
        Rules rules = RuleFile.parse("alerts.yml", "rules:\n" + one + one.replace("0.5", "0.9"));

        assertThat(rules.of("r").limit().raise()).isEqualByComparingTo("0.5");
        assertThat(rules.refused().get(0).getPlace()).isEqualTo("alerts.yml:3");
        assertThat(rules.refused().get(0).getReason()).startsWith("there is another rule 'r'");
    }

    @Test
    void aRuleThatIsSwitchedOffIsNeitherInForceNorRefused() {
        Rules rules = RuleFile.parse(
                "alerts.yml",
                "rules:\n  - {rule: r, vi: x, kpi: K54.pace, scope: rep, window: month, below: 0.5, enabled: false}\n");

        assertThat(rules).isEqualTo(Rules.NONE);
    }

    @Test
    void whatIsNoYamlIsRefusedAsAWhole(@TempDir Path folder) throws Exception {
        assertThat(refused("rules:\n  - rule: [\n").getPlace()).startsWith("alerts.yml:3");
        assertThat(refused("a: 1\n").getReason()).isEqualTo("is not a mapping with the one key 'rules', a list");
        assertThat(refused("").getReason()).isEqualTo("is empty; write 'rules: []' where there are to be none");
        assertThat(RuleFile.parse("alerts.yml", "rules: []\n")).isEqualTo(Rules.NONE);
        assertThatThrownBy(() -> RuleFile.read(folder.resolve("none.yml"))).hasMessageStartingWith("cannot be read: ");
        Path latin = Files.write(folder.resolve("latin.yml"), new byte[] {(byte) 0xe9});
        assertThatThrownBy(() -> RuleFile.read(latin)).hasMessage("is not UTF-8 text");
    }
}
