package io.salesboard.e2e.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final Path FOLDER = Repository.path("dashboards/prometheus");
    private static final Duration AT_MOST = Duration.ofMinutes(1);

    @Test
    void prometheusAcceptsItsConfigurationAndRules() throws Exception {
        Tools.require("promtool", "apt-get install prometheus prometheus-alertmanager");
        Tools.run(FOLDER, AT_MOST, List.of("promtool", "check", "config", "prometheus.yml"))
                .succeeded();
    }

    @Test
    void alertsStaySilentAndFireAsTheirTestsSay() throws Exception {
        Tools.require("promtool", "apt-get install prometheus prometheus-alertmanager");
        List<String> command = new ArrayList<>(List.of("promtool", "test", "rules"));
        Repository.files("dashboards/prometheus/tests", ".yml").forEach(file -> command.add(file.toString()));
        Tools.run(FOLDER, AT_MOST, command).succeeded();
    }

    @Test
    void alertmanagerAcceptsItsConfiguration() throws Exception {
        Tools.require("amtool", "apt-get install prometheus prometheus-alertmanager");
        Path folder = Repository.path("dashboards/alertmanager");
        Tools.run(folder, AT_MOST, List.of("amtool", "check-config", "alertmanager.yml"))
                .succeeded();
    }

    @Test
    void everyAlertIsTestedSilentTwiceAndFiringWithItsText() {
        String tests = String.join(
                "\n",
                Repository.files("dashboards/prometheus/tests", ".yml").stream()
                        .map(Repository::text)
                        .toList());
        assertThat(Rules.alerts()).isNotEmpty().allSatisfy(alert -> {
            List<String> cases = Stream.of(tests.split("- alertname: ", -1))
                    .filter(text -> text.startsWith(alert.alert() + "\n"))
                    .toList();
            assertThat(cases)
                    .as(alert.alert())
                    .filteredOn(text -> !text.contains("exp_alerts"))
                    .hasSizeGreaterThan(1);
            assertThat(cases)
                    .as(alert.alert())
                    .filteredOn(text -> text.contains("exp_annotations"))
                    .isNotEmpty();
        });
    }

    @Test
    void everyAlertSaysWhatToDoAndWhereToReadOn() {
        String runbook = Repository.text(Repository.path("docs/operations.md"));
        assertThat(Rules.alerts()).allSatisfy(alert -> {
            assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook_url");
            assertThat(alert.annotations().get("runbook_url"))
                    .isEqualTo("docs/operations.md#" + alert.alert().toLowerCase(Locale.ROOT));
            assertThat(runbook).contains("\n### " + alert.alert() + "\n");
        });
    }
}
