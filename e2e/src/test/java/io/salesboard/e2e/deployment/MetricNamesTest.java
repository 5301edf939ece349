package io.salesboard.e2e.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricNamesTest {

    @Test
    void dashboardsNameOnlyWhatIsExported() {
        assertThat(Dashboards.files())
                .flatMap(Dashboards::expressionsOfAllOptions)
                .allSatisfy(MetricNamesTest::namesOnlyWhatIsExported);
    }

    @Test
    void rulesNameOnlyWhatIsExported() {
        assertThat(Rules.all()).map(Rules.Rule::expression).allSatisfy(MetricNamesTest::namesOnlyWhatIsExported);
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThat(objections("rate(salesboard_bananas_total[1m])"))
                .containsExactly("salesboard_bananas_total is exported by nobody");
    }

    @Test
    void anUnknownLabelIsRefused() {
        assertThat(objections("salesboard_data_age_seconds{database=\"pos\"}"))
                .containsExactly("salesboard_data_age_seconds has no labels [database]");
    }

    @Test
    void moneyWithoutCurrencyIsRefused() {
        assertThat(objections("sales_net_revenue{scope=\"company\",window=\"day\"}"))
                .containsExactly("sales_net_revenue is money: say of which currency");
    }

    @Test
    void aWindowTheKpiDoesNotHaveIsRefused() {
        assertThat(objections("sales_win_ratio{scope=\"company\",window=\"day\"}"))
                .containsExactly("sales_win_ratio is not kept for scope company and window day, see K32");
    }

    @Test
    void readsSelectorsOutOfNestedExpressions() {
        assertThat(new Expression(
                                "here",
                                "sum by (a) (rate(x_total{b=\"}\", c!=\"1\"}[5m])) / on (d) group_left (e) y:z offset 1h"
                                        + " and on () (hour() > 2e3)")
                        .selectors())
                .containsExactly(
                        new Expression.Selector("x_total", Map.of("b", "}", "c", ""), "x_total{b=\"}\", c!=\"1\"}"),
                        new Expression.Selector("y:z", Map.of(), "y:z"));
    }

    private static void namesOnlyWhatIsExported(Expression expression) {
        assertThat(objections(expression.promql())).as(expression.toString()).isEmpty();
    }

    private static List<String> objections(String promql) {
        return new Expression("here", promql)
                .selectors().stream()
                        .map(DeclaredMetrics::objection)
                        .filter(text -> !text.isEmpty())
                        .toList();
    }
}
