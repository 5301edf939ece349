package io.salesboard.e2e.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardsTest {
    private static final Duration AT_MOST = Duration.ofMinutes(2);

    @Test
    void dashboardsFitTheTypesOfGrafana(@TempDir Path folder) throws Exception {
        Npm.install("grafana-schema", folder);
        for (Path file : Dashboards.files()) {
            typeCheck(folder, file.getFileName().toString(), Repository.text(file))
                    .succeeded();
        }
        String tv = Repository.text(Repository.path("dashboards/grafana/tv-leaderboard.json"));
        assertThat(typeCheck(folder, "broken.json", tv.replace("\"horizontal\"", "\"diagonal\""))
                        .output())
                .as("a wrong option must be refused")
                .contains("\"diagonal\"' is not assignable");
        assertThat(typeCheck(folder, "unknown.json", tv.replace("\"showUnfilled\"", "\"showFilled\""))
                        .output())
                .as("an unknown option must be refused")
                .contains("'\"showFilled\"' does not exist");
    }

    @Test
    void everyDashboardAndPanelHasAVietnameseTitleAndAnEnglishDescription() {
        for (Path file : Dashboards.files()) {
            JsonNode dashboard = Dashboards.read(file);
            List<JsonNode> titled = new ArrayList<>(List.of(dashboard));
            dashboard.path("panels").forEach(titled::add);
            assertThat(titled).allSatisfy(each -> {
                assertThat(each.path("title").asText()).isNotBlank();
                if (!each.path("type").asText().equals("row")) {
                    assertThat(each.path("description").asText())
                            .as(each.path("title").asText())
                            .matches("\\p{ASCII}{10,}");
                }
            });
        }
    }

    @Test
    void moneyIsShownInMillionsOfDong() {
        for (Path file : Dashboards.files()) {
            for (JsonNode panel : Dashboards.read(file).path("panels")) {
                boolean money = false;
                for (JsonNode target : panel.path("targets")) {
                    money |= target.path("expr").asText().contains("currency=");
                }
                assertThat(panel.toString().contains("\"suffix: triệu ₫\""))
                        .as("%s / %s", file.getFileName(), panel.path("title").asText())
                        .isEqualTo(money);
                for (JsonNode target : panel.path("targets")) {
                    String expr = target.path("expr").asText();
                    assertThat(expr.contains("/ 1e6")).as(expr).isEqualTo(expr.contains("currency="));
                }
            }
        }
    }

    @Test
    void panelsDoNotOverlapAndFitTheGrid() {
        for (Path file : Dashboards.files()) {
            Set<List<Integer>> taken = new HashSet<>();
            for (JsonNode panel : Dashboards.read(file).path("panels")) {
                JsonNode at = panel.path("gridPos");
                for (int x = at.path("x").asInt();
                        x < at.path("x").asInt() + at.path("w").asInt();
                        x++) {
                    for (int y = at.path("y").asInt();
                            y < at.path("y").asInt() + at.path("h").asInt();
                            y++) {
                        assertThat(taken.add(List.of(x, y)) && x < 24)
                                .as(
                                        "%s / %s at %d,%d",
                                        file.getFileName(), panel.path("title").asText(), x, y)
                                .isTrue();
                    }
                }
            }
        }
    }

    /** Compiles a dashboard as a literal of the type in dashboard.ts, so that unknown properties are refused too. */
    private static Tools.Result typeCheck(Path folder, String name, String json) throws Exception {
        Path types = folder.resolve("dashboard.ts");
        if (!Files.exists(types)) {
            Files.copy(Repository.path("e2e/src/test/resources/grafana-schema/dashboard.ts"), types);
        }
        Path source = folder.resolve(name + ".ts");
        Files.writeString(
                source,
                "import type { AnyDashboard } from './dashboard.ts';\nexport const dashboard: AnyDashboard = " + json);
        return Tools.run(
                folder,
                AT_MOST,
                List.of(
                        "node",
                        "node_modules/typescript/bin/tsc",
                        "--noEmit",
                        "--strict",
                        "--skipLibCheck",
                        "--allowImportingTsExtensions",
                        "--target",
                        "es2022",
                        "--module",
                        "esnext",
                        "--moduleResolution",
                        "bundler",
                        source.toString()));
    }
}
