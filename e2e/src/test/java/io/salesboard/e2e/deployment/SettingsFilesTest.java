package io.salesboard.e2e.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.board.BoardSettings;
import io.salesboard.capture.CaptureSettings;
import io.salesboard.core.settings.Settings;
import io.salesboard.jobs.KpiSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SettingsFilesTest {

    @Test
    void jobAndBoardReadTheirFilesAndAgree() {
        KpiSettings job = Settings.read(Repository.path("deploy/kpi.properties"), KpiSettings.class);
        BoardSettings board = Settings.read(Repository.path("deploy/board.properties"), BoardSettings.class);

        assertThat(List.of(
                        job.zone(),
                        job.currency(),
                        job.businessClock(),
                        job.companyName(),
                        job.opens(),
                        job.closes(),
                        job.registry(),
                        job.bootstrapServers()))
                .isEqualTo(List.of(
                        board.zone(),
                        board.currency(),
                        board.businessClock(),
                        board.companyName(),
                        board.opens(),
                        board.closes(),
                        board.registry(),
                        board.bootstrapServers()));
    }

    @Test
    void operationsExplainsEverySettingOfTheJobAndNoOther() {
        assertThat(documented("Job")).containsExactlyInAnyOrderElementsOf(keys(KpiSettings.class));
    }

    @Test
    void operationsExplainsEverySettingOfTheBoardAndNoOther() {
        assertThat(documented("Board")).containsExactlyInAnyOrderElementsOf(keys(BoardSettings.class));
    }

    @Test
    void theCaptureWatchReadsItsFileAndMeansTheSameKafkaAndRegistry() {
        CaptureSettings watch = Settings.read(Repository.path("deploy/capture.properties"), CaptureSettings.class);
        KpiSettings job = Settings.read(Repository.path("deploy/kpi.properties"), KpiSettings.class);

        assertThat(watch.bootstrapServers()).isEqualTo(job.bootstrapServers());
        assertThat(watch.registry()).isEqualTo(job.registry());
        assertThat(Repository.text(Repository.path("docker-compose.yml")))
                .as("the volume that keeps its secret")
                .contains("- capture:" + watch.customerKeyFile().getParent() + "\n");
        assertThat(Repository.text(Repository.path("docker-compose.yml")))
                .as("the file its health check looks at")
                .contains("find " + watch.aliveFile() + " ");
    }

    @Test
    void operationsExplainsEverySettingOfTheCaptureWatchAndNoOther() {
        assertThat(documented("Capture watch")).containsExactlyInAnyOrderElementsOf(keys(CaptureSettings.class));
    }

    private static List<String> documented(String heading) {
        String operations = Repository.text(Repository.path("docs/operations.md"));
        String table = operations.split("\n### " + heading + "\n", -1)[1].split("\n#", -1)[0];
        return table.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1)[1])
                .flatMap(names -> Pattern.compile("`([^`]+)`").matcher(names).results())
                .map(match -> match.group(1))
                .toList();
    }

    private static List<String> keys(Class<? extends Record> settings) {
        return Arrays.stream(settings.getRecordComponents())
                .map(component ->
                        component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .toList();
    }
}
