package io.salesboard.board;

import static io.salesboard.core.model.Measure.*;
import static io.salesboard.core.model.Scope.*;
import static io.salesboard.core.time.WindowUnit.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.board.metrics.Family;
import io.salesboard.figures.Told;
import io.salesboard.schemas.Load;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
    private final Told told = new Told();

    @TempDir
    private Path folder;

    private List<String> scrape(String currency) throws Exception {
        try (ServedBoard board = new ServedBoard(told, Told.business(currency), folder)) {
            return board.get("/metrics").body().lines().toList();
        }
    }

    @Test
    void exportsTheFiguresOfThePresentWindows() throws Exception {
        told.rep("R001", "Nguyễn Văn \"An\"")
                .team("T1", "Đội 1")
                .assigned("R001", "T1", null, "2026-01-01")
                .cell(REP, "R001", MONTH, "2026-11-01", Map.of(NET, 150L, QUOTA, 200L, QUOTAS, 1L))
                .cell(REP, "R001", MONTH, "2026-10-01", Map.of(NET, 9L))
                .cell(COMPANY, "company", DAY, "2026-11-23", Map.of(ORDERS, 3L))
                .cellOfNow(REP, "R001", Map.of(OPEN, 4L))
                .cellOfNow(COMPANY, "company", Map.of(UNPAID, 70L))
                .source("pos", Told.NOW.minusMillis(84), false)
                .frame();

        assertThat(scrape("VND"))
                .contains(
                        "sales_net_revenue{currency=\"VND\",id=\"R001\",scope=\"rep\",window=\"month\"} 150.0",
                        "sales_quota_attainment_ratio{id=\"R001\",scope=\"rep\",window=\"month\"} 0.75",
                        "sales_orders{id=\"company\",scope=\"company\",window=\"day\"} 3.0",
                        "sales_pipeline_opportunities{id=\"R001\",scope=\"rep\",window=\"now\"} 4.0",
                        "sales_pipeline_opportunities{id=\"T1\",scope=\"team\",window=\"now\"} 4.0",
                        "sales_unpaid{currency=\"VND\",id=\"company\",scope=\"company\",window=\"now\"} 70.0",
                        "sales_scope_info{id=\"R001\",name=\"Nguyễn Văn \\\"An\\\"\",region=\"-\",scope=\"rep\","
                                + "team=\"Đội 1\"} 1",
                        "sales_scope_info{id=\"company\",name=\"Hoa Sen\",region=\"\",scope=\"company\",team=\"\"} 1",
                        "salesboard_data_age_seconds{source=\"pos\"} 0.084",
                        "salesboard_source_rows_total{source=\"pos\"} 12.0",
                        "salesboard_results_lag_records 3.0",
                        "salesboard_left_out_rows{reason=\"missing_currency\"} 0.0",
                        "salesboard_cells 6.0",
                        "salesboard_frames_total 1.0",
                        "salesboard_stream_clients 0.0",
                        "salesboard_stream_frames_total 0.0",
                        "# TYPE sales_net_revenue gauge")
                .noneMatch(line -> line.startsWith("sales_net_revenue") && line.contains("year"));
    }

    @Test
    void exportsHowFastTheJobReadsAndForHowLongOnlyWhileItIsBehind() throws Exception {
        told.source("pos", Told.NOW, false).frame();
        assertThat(scrape("VND")).noneMatch(line -> line.startsWith("salesboard_load_"));

        told.reading(true, null, new Load("pos", 1_250_000L, 3_750_000L, 12_000L, 12_000L));

        assertThat(scrape("VND"))
                .contains(
                        "salesboard_load_rows_per_second{source=\"pos\"} 12000.0",
                        "salesboard_load_left_seconds{source=\"pos\"} 313.0");
    }

    @Test
    void exportsMoneyInUnitsOfTheCurrency() throws Exception {
        told.cell(COMPANY, "company", MONTH, "2026-11-01", Map.of(NET, 1_250L)).frame();

        assertThat(scrape("USD"))
                .contains("sales_net_revenue{currency=\"USD\",id=\"company\",scope=\"company\",window=\"month\"} 12.5");
    }

    @Test
    void exportsOnlyTheBestRepsOfTheMonth() throws Exception {
        told.rep("R1", "Một").rep("R2", "Hai").rep("R3", "Ba");
        told.cell(REP, "R1", MONTH, "2026-11-01", Map.of(NET, 10L))
                .cell(REP, "R2", MONTH, "2026-11-01", Map.of(NET, 30L))
                .cell(REP, "R3", MONTH, "2026-11-01", Map.of(NET, 20L))
                .frame();

        assertThat(scrape("VND"))
                .filteredOn(line -> line.startsWith("sales_net_revenue{")
                        && line.contains("\"month\"}")
                        && line.contains("scope=\"rep\""))
                .containsExactly(
                        "sales_net_revenue{currency=\"VND\",id=\"R2\",scope=\"rep\",window=\"month\"} 30.0",
                        "sales_net_revenue{currency=\"VND\",id=\"R3\",scope=\"rep\",window=\"month\"} 20.0");
    }

    @Test
    void exportsNoValueAsNoSeries() throws Exception {
        told.rep("R1", "Một").frame();

        assertThat(scrape("VND")).noneMatch(line -> line.startsWith("sales_quota_attainment_ratio{"));
    }

    @Test
    void declaresEveryFamilyItExports() throws Exception {
        told.rep("R1", "Một")
                .source("pos", Told.NOW, false)
                .cell(COMPANY, "company", MONTH, "2026-11-01", Map.of(NET, 1L))
                .frame();

        Stream<String> exported = scrape("VND").stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll("[{ ].*", ""))
                .distinct();
        assertThat(exported).isSubsetOf(Family.names());
    }
}
